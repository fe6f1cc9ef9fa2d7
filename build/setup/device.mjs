import { existsSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { run } from './run.mjs';

/**
 * Whether this machine has an NVIDIA GPU that its driver knows.
 * @returns {Promise<boolean>}
 */
export async function hasNvidiaGpu() {
  if (platform() !== 'linux') return false;
  if (existsSync('/proc/driver/nvidia/gpus') || existsSync('/dev/nvidia0')) return true;
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
