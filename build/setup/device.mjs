import { existsSync, readdirSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { run } from './run.mjs';

/** Whether the NVIDIA driver shows a GPU to this machine or container; WSL has its own door. Costs a millisecond. */
export function seesNvidiaGpu() {
  if (platform() !== 'linux') return false;
  return (
    readdirSync('/dev').some((name) => /^nvidia\d+$/.test(name)) ||
    existsSync('/usr/lib/wsl/lib/libcuda.so.1')
  );
}

/**
 * The same, asking the driver's own program where the device is not to be seen: on a machine without a desktop the
 * device files only appear with the first question.
 */
export async function findsNvidiaGpu() {
  if (seesNvidiaGpu()) return true;
  if (platform() !== 'linux') return false;
  const listed = await run('nvidia-smi', ['-L']);
  return listed.code === 0 && /GPU \d+:/.test(listed.stdout);
}

/** Key of wheels.json for this machine, e.g. "linux-x64-cpu"; `kind` is cpu or gpu. */
export function wheelSet(kind, system = platform(), processor = arch()) {
  return `${system}-${processor}-${kind}`;
}

/** Whether this Linux has glibc (wheels named manylinux need it; Alpine's musl will not do). */
export function hasGlibc() {
  return platform() !== 'linux' || process.report.getReport().header.glibcVersionRuntime !== undefined;
}
