import { statSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { createApplication } from './application/application-service';
import { CurrentSettings } from './application/settings';
import { TrainingRuns } from './application/training-runs';
import { toWire } from './contract/errors';
import { fileDisk } from './io/disk';
import { settingsFile } from './io/settings-file';
import { startSession } from './start-session';
import { launchNodeProcess, nodeHost } from './supervisor/node-process';
import { residentMemory } from './supervisor/process-memory';
import { settingsPath } from './supervisor/user-folders';
import { parseWebArguments, USAGE } from './web/arguments';
import { browserHost } from './web/browser-host';
import { readPage } from './web/page';
import { ServedFolder } from './web/served-folder';
import { startWebHost } from './web/web-host';

/** The browser host: the window's page and its application on a loopback port, until a signal ends it. */
async function main(words: string[]): Promise<void> {
  const { paths, port, help } = parseWebArguments(words);
  if (help) return say(USAGE);
  const asked = paths.map((path) => resolve(path));
  const folder = asked.find(isFolder) ?? process.cwd();
  const served = await ServedFolder.at(folder);
  const page = await readPage(join(__dirname, '..', 'renderer'));

  const { session, close } = startSession({
    folder: __dirname,
    launch: launchNodeProcess,
    host: nodeHost(),
    notify: complain,
  });
  const ended = new Promise<void>((end) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end());
  });
  try {
    const settings = await CurrentSettings.read(settingsFile(settingsPath()));
    const measureMemory = () => {
      const { files, compute, training } = session.pids();
      return [process.pid, ...files, ...compute, ...training].reduce(
        (sum, pid) => sum + (residentMemory(pid) ?? 0),
        0,
      );
    };
    // A computer that serves its windows to others is kept awake by whoever set it up.
    const runs = new TrainingRuns({ session, keepAwake: () => undefined });
    const shared = { session, settings, disk: fileDisk, runs, measureMemory };
    const files = asked.filter((path) => path !== folder);
    const host = await startWebHost({
      page,
      port,
      openApplication: () => createApplication({ ...shared, host: browserHost(served), paths: files }),
    });
    say(`Finescope is at ${host.address}`);
    say(`It opens and saves files in ${served.root}. To use it from another computer, run there`);
    say(`  ssh -N -L ${host.port}:127.0.0.1:${host.port} ${userInfo().username}@${hostname()}`);
    say('and open the same address in its browser. Ctrl-C ends Finescope.');
    await ended;
    await host.close();
  } finally {
    await close();
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined); // whoever reads may stop
void main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    complain(`finescope: ${toWire(error).message}`);
    process.exit(1);
  },
);
