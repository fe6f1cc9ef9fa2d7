#!/usr/bin/env node
// What the npm scripts run: node build/launch.mjs start|test|check|bench|package|screenshots [...]
import { reportingFailures } from './setup/setup.mjs';

const tasks = {
  start: () => import('./tasks/start.mjs'),
  test: () => import('./tasks/test.mjs'),
  check: () => import('./tasks/check.mjs'),
  bench: () => import('./tasks/bench.mjs'),
  package: () => import('./tasks/package.mjs'),
  screenshots: () => import('./tasks/screenshots.mjs'),
};

const [task, ...words] = process.argv.slice(2);
await reportingFailures(async () => {
  if (!(task in tasks)) throw new Error(`launch.mjs knows ${Object.keys(tasks).join(', ')}, not "${task}".`);
  const { default: runTask } = await tasks[task]();
  await runTask(words);
});
