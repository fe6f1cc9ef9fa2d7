#!/usr/bin/env node
// The `finescope` command of the checkout: sets up what is missing, then is the command line. Standard output belongs
// to the command line alone.
import { createRequire } from 'node:module';
import { COMMAND_LINE } from './setup/program.mjs';
import { reportingFailures, setUp } from './setup/setup.mjs';

await reportingFailures(async () => {
  await setUp();
  createRequire(import.meta.url)(COMMAND_LINE);
});
