import { readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TrainingConfig } from '../../src-main/contract/training-config';
import type { TrainingApi, TrainingEvent } from '../../src-main/contract/training-api';
import { train } from '../../src-main/jobs/train';
import { startTestSession } from './test-session';

// A program of its own for a test that fills the disk of a run: `CONFIG.json SCRATCH DISK`. Trains in DISK/run until the
// disk is full, makes room, has the run go on, and tells what it heard.

const [config, scratch, disk] = process.argv.slice(2) as [string, string, string];
const ballast = join(disk, 'ballast');
/** Room for the run's first files and some epochs. */
const ROOM = 150_000;
const { bavail, bsize } = statfsSync(disk);
writeFileSync(ballast, new Uint8Array(bavail * bsize - ROOM));

const session = startTestSession(scratch);
const states: { state: string; reason: string | null }[] = [];
let training: TrainingApi;
const event = (told: TrainingEvent): void => {
  if (told.kind !== 'state') return;
  states.push({ state: told.state, reason: told.reason });
  if (told.state !== 'paused') return;
  rmSync(ballast);
  void training.control({ action: 'continue' });
};
const outcome = await train(
  session,
  {
    config: TrainingConfig.parse(JSON.parse(readFileSync(config, 'utf8'))),
    run: join(disk, 'run'),
    install: false,
  },
  { started: (started) => (training = started), event },
  {},
);
const epochs = readFileSync(join(disk, 'run', 'history.jsonl'), 'utf8')
  .trimEnd()
  .split('\n').length;
await session.stop();
process.stdout.write(JSON.stringify({ states, state: outcome.state, epochs, model: outcome.model }));
