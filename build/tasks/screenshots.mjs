import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from '../setup/cache.mjs';
import { installElectron } from '../setup/electron.mjs';
import { SetupFailure } from '../setup/failure.mjs';
import { setUp } from '../setup/setup.mjs';
import { runScript } from './tools.mjs';

// The picture shown is made up by test/screenshots/sample.ts. The network's weights are asked for: they are not ours to
// hand on (the authors' are GPL-3, which leaves what a program computes to whoever runs it).
const AUTHORS = join(ROOT, '..', 'shared', 'reference', 'denseed-363-bpae.pth');

/**
 * `npm run screenshots [FOLDER] [-- --weights FILE.pth]`: drives the real window and writes the README's pictures to
 * resources/screenshots/, or with a folder every view in dark, light and high contrast into it.
 */
export default async function screenshots(words) {
  const at = words.indexOf('--weights');
  const [, named] = at < 0 ? [] : words.splice(at, 2);
  const weights = resolve(named ?? AUTHORS);
  if (!existsSync(weights)) {
    throw new SetupFailure(
      'The pictures need a network: npm run screenshots -- --weights FILE.pth (a DenseED (3,6,3) such as the authors publish).',
    );
  }
  await setUp({ retry: true });
  const electron = await installElectron({ forTests: true });
  if (!electron) throw new SetupFailure('Without Electron there are no pictures.');
  const [folder] = words;
  process.exitCode = await runScript(
    'node_modules/vitest/vitest.mjs',
    ['run', '--config', 'test/screenshots/vitest.config.ts'],
    {
      ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
      FINESCOPE_SCREENSHOT_WEIGHTS: weights,
      ...(folder && { FINESCOPE_SCREENSHOT_FOLDER: resolve(folder) }),
    },
  );
}
