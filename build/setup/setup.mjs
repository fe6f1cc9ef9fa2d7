import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cacheFolder, ROOT } from './cache.mjs';
import { dependenciesMatch, installDependencies } from './dependencies.mjs';
import { SetupFailure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { nodeProblem } from './prerequisites.mjs';
import { buildProgram, programIsBuilt } from './program.mjs';
import { installedEnvironment, readyEnvironment } from './runtime.mjs';
import { say } from './say.mjs';

/**
 * Does whatever is still to be done before Finescope can run from this checkout: dependencies, build, TensorFlow.
 * When nothing is, it takes milliseconds. Leaves the runtime's place in process.env.
 * @param {{ retry?: boolean }} [options] `retry`: try TensorFlow again even if it failed within the hour
 * @throws {SetupFailure} what is missing or went wrong, with its cure.
 */
export async function setUp({ retry = false } = {}) {
  const tooOld = nodeProblem();
  if (tooOld) throw new SetupFailure(tooOld);

  if (!programIsBuilt() || !dependenciesMatch()) {
    const checkout = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
    const onWait = (holder) =>
      say(`Another start (process ${holder.pid}) is setting up this folder; waiting for it.`);
    await withLock(
      join(cacheFolder(), 'locks', checkout),
      async () => {
        if (!dependenciesMatch()) await installDependencies();
        if (!programIsBuilt()) await buildProgram();
      },
      { onWait },
    );
  }
  Object.assign(process.env, readyEnvironment({ retry }) ?? (await installedEnvironment()));
}

/** Runs `work`; a SetupFailure becomes its sentence on standard error and exit code 1. */
export async function reportingFailures(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
