#!/usr/bin/env node
// Writes setup/wheels.json anew: `node build/pin-wheels.mjs` after changing a version below. What set-up fetches is
// then pinned by version, file name, SHA-256 and size; nothing here runs on a user's machine.
import { statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { findPython } from './setup/prerequisites.mjs';
import { run } from './setup/run.mjs';

const TENSORFLOW = '2.21.0';

// The CUDA libraries TensorFlow 2.21 asks for in its `and-cuda` extra.
const CUDA = {
  'nvidia-cublas-cu12': '12.9.3.13',
  'nvidia-cuda-cupti-cu12': '12.9.79',
  'nvidia-cuda-nvcc-cu12': '12.9.86',
  'nvidia-cuda-nvrtc-cu12': '12.9.86',
  'nvidia-cuda-runtime-cu12': '12.9.79',
  'nvidia-cudnn-cu12': '9.28.0.42',
  'nvidia-cufft-cu12': '11.4.1.4',
  'nvidia-curand-cu12': '10.3.10.19',
  'nvidia-cusolver-cu12': '11.7.5.82',
  'nvidia-cusparse-cu12': '12.5.10.65',
  'nvidia-nccl-cu12': '2.32.3',
  'nvidia-nvjitlink-cu12': '12.9.86',
};

const LINUX_X64 = ['2_27', '2_25', '2_17', '2_12', '2_5']
  .map((it) => `manylinux_${it}_x86_64`)
  .concat('manylinux2014_x86_64');

const SETS = {
  'linux-x64-cpu': [LINUX_X64, { 'tensorflow-cpu': TENSORFLOW }],
  'linux-x64-gpu': [LINUX_X64, { tensorflow: TENSORFLOW, ...CUDA }],
  'linux-arm64-cpu': [['manylinux_2_27_aarch64'], { tensorflow: TENSORFLOW }],
  'darwin-arm64-cpu': [['macosx_12_0_arm64'], { tensorflow: TENSORFLOW }],
};

const { command: python, problem } = await findPython();
if (!python) throw new Error(problem);

async function pin(name, version, platforms) {
  const report = await run(python, [
    ...['-m', 'pip', 'install', '--quiet', '--dry-run', '--ignore-installed', '--no-deps', '--report=-'],
    ...['--only-binary=:all:', '--python-version=3.11', '--implementation=cp', '--target=unused'],
    ...platforms.map((platform) => `--platform=${platform}`),
    `${name}==${version}`,
  ]);
  if (report.code !== 0) throw new Error(`${name} ${version}: ${report.stderr}`);
  const { url, archive_info: archive } = JSON.parse(report.stdout).install[0].download_info;
  return {
    name,
    version,
    file: decodeURIComponent(url.split('/').at(-1)),
    sha256: archive.hashes.sha256,
    size: await sizeOf(url),
  };
}

async function sizeOf(url) {
  if (url.startsWith('file:')) return statSync(new URL(url)).size;
  const response = await fetch(url, { method: 'HEAD' });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return Number(response.headers.get('content-length'));
}

const sets = {};
for (const [set, [platforms, wheels]] of Object.entries(SETS)) {
  sets[set] = [];
  for (const [name, version] of Object.entries(wheels)) sets[set].push(await pin(name, version, platforms));
}

const target = fileURLToPath(new URL('setup/wheels.json', import.meta.url));
const text = JSON.stringify({ tensorflow: TENSORFLOW, sets });
writeFileSync(target, await format(text, { ...(await resolveConfig(target)), filepath: target }));
