import { readFileSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../setup/cache.mjs';
import { installElectron } from '../setup/electron.mjs';
import { SetupFailure } from '../setup/failure.mjs';
import { lastLines, run } from '../setup/run.mjs';
import { megabytes, say } from '../setup/say.mjs';
import { setUp } from '../setup/setup.mjs';
import { installTensorflow, tensorflowFolder } from '../setup/tensorflow.mjs';

const DIST = join(ROOT, 'dist');

/**
 * `npm run package`: a folder in dist/ that runs without network, Node or Python, and an archive of it; with the
 * current Electron also this system's installers (build/electron-builder.yml).
 */
export default async function pack() {
  await setUp({ retry: true });
  const electron = await installElectron();
  if (!electron) throw new SetupFailure('Without Electron there is nothing to package.');
  const isTest = electron.kind === 'test';
  if (isTest) say(`The package carries Electron ${electron.version}, the one for tests, and is named so.`);
  await build(electron, isTest ? ['dir'] : undefined, DIST);
  if (platform() === 'linux') await archive(isTest);
}

/**
 * Runs electron-builder on what is built.
 * @param {import('../setup/electron.mjs').Electron} electron what the package carries
 * @param {string[] | undefined} targets kinds of package, e.g. ["dir"]; those of electron-builder.yml unless given
 * @param {string} output folder
 */
export async function build(electron, targets, output) {
  const builder = await import('electron-builder');
  await builder.build({
    projectDir: ROOT,
    targets: targets && builder.Platform.current().createTarget(targets),
    publish: 'never',
    config: {
      extends: 'build/electron-builder.yml',
      electronVersion: electron.version,
      electronDist: electron.folder,
      directories: { output },
      extraResources: await tensorflowResources(),
      // The application that runs folders: left in, `finescope FOLDER` would run whatever is there.
      afterPack: ({ packager, appOutDir }) =>
        rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true }),
    },
  });
}

/**
 * TensorFlow's library and the addon, as src-main/main.ts looks for them. The one for the processor: it runs
 * everywhere, and that for NVIDIA's cards is ten times as large.
 */
async function tensorflowResources() {
  if (!tensorflowFolder('cpu')) {
    say('There is no TensorFlow library for this system: the package computes on WebAssembly.');
    return [];
  }
  const addon = await installTensorflow('cpu');
  const folder = join(dirname(addon), '..', '..');
  const library = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2', 'libtensorflow_*.2.dylib'];
  return [
    { from: join(folder, 'deps', 'lib'), to: 'tensorflow/deps/lib', filter: library },
    { from: join(folder, 'licences'), to: 'tensorflow/licences' },
    { from: addon, to: 'tensorflow/lib/napi-v8/tfjs_binding.node' },
  ];
}

/** Gives the folder its name and packs it. zstd packs in seconds what takes xz minutes. */
async function archive(isTest) {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const name = `finescope-${version}-linux-${arch()}${isTest ? '-test' : ''}`;
  const made = join(DIST, arch() === 'x64' ? 'linux-unpacked' : `linux-${arch()}-unpacked`);
  await rm(join(DIST, name), { recursive: true, force: true });
  await rename(made, join(DIST, name));
  const file = `${name}.tar.zst`;
  say(`Packing ${file} ...`);
  const packed = await run('tar', ['--zstd', '-cf', file, name], { cwd: DIST });
  if (packed.code !== 0) {
    throw new SetupFailure(
      `tar could not pack dist/${name}, which is complete:\n${lastLines(packed.stderr, 4)}\n` +
        'It needs zstd. Debian/Ubuntu: sudo apt install zstd.',
    );
  }
  const { size } = await stat(join(DIST, file));
  say(`dist/${name} is ready to run, and dist/${file} (${megabytes(size)}) holds it.`);
}
