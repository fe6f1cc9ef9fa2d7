import { execFileSync } from 'node:child_process';
import { cpus, freemem, totalmem } from 'node:os';

/** An NVIDIA GPU as its driver reports it. */
export interface Gpu {
  name: string;
  freeBytes: number;
}

/** The first NVIDIA GPU of this machine; null where there is none, or no driver. Takes about a tenth of a second. */
export function findGpu(): Gpu | null {
  try {
    const query = ['--query-gpu=name,memory.free', '--format=csv,noheader,nounits'];
    const options = { timeout: 10_000, encoding: 'utf8' as const, stdio: 'pipe' as const };
    const [name, freeMiB] = execFileSync('nvidia-smi', query, options).split('\n')[0]!.split(', ');
    if (!name || !Number.isFinite(Number(freeMiB))) return null;
    return { name, freeBytes: Number(freeMiB) * 2 ** 20 };
  } catch {
    return null;
  }
}

/** The processor's name, without the spaces some pad it with. */
export function processorName(): string {
  return cpus()[0]?.model.trim().replace(/\s+/g, ' ') || process.arch;
}

/** Threads that operations run on: as asked for in the environment, else all the processor has. */
export function threadCount(): number {
  return Number(process.env['TF_NUM_INTRAOP_THREADS']) || cpus().length;
}

/** Memory that this process may still take, in bytes: what the system has free, or its container allows. */
export function availableMemory(): number {
  const constrained = (process as { constrainedMemory?: () => number | undefined }).constrainedMemory?.();
  const limit = constrained && constrained < totalmem() ? constrained : totalmem();
  return Math.max(0, Math.min(freemem(), limit - process.memoryUsage().rss));
}
