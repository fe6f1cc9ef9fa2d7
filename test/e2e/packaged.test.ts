import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readyElectron } from '../../build/setup/electron.mjs';
import { build } from '../../build/tasks/package.mjs';
import { sharedFolder } from '../support/temporary-folder';
import { launchDesktop } from './launch';
import { openLine } from './line';

const folder = sharedFolder();

test('the packaged folder starts without Node, Python, a home or the checkout’s TensorFlow, and computes', async () => {
  const electron = readyElectron({ forTests: true })!;
  await build(electron, ['dir'], folder);
  const { app, page } = await launchDesktop({
    program: join(folder, 'linux-unpacked', 'finescope'),
    env: { PATH: '', HOME: '/nonexistent', FINESCOPE_TENSORFLOW: '' },
  });
  expect(await app.evaluate(({ app: electronApp }) => electronApp.isPackaged)).toBe(true);
  const call = await openLine(page);
  expect(await call('device')).toMatchObject({ value: { runtime: 'TensorFlow 2.21.0', fallback: null } });
});
