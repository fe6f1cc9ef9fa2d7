import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { residentMemory } from '../../src-main/supervisor/process-memory';

/** Process ids of a process and all its descendants (Linux). */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = parentOf(Number(name));
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/**
 * Memory that a process and its descendants hold, in bytes; what several share is counted once (Linux: their
 * proportional set sizes).
 */
export function heldMemory(root: number): number {
  return processTree(root).reduce((sum, pid) => sum + proportionalMemory(pid), 0);
}

/** Memory of a process, and its part of what it shares (Linux), in bytes; 0 where it has ended. */
export function proportionalMemory(pid: number): number {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))!;
    return Number(kilobytes) * 1024;
  } catch {
    return 0;
  }
}

/** The files a process and its descendants have open, by their paths (Linux). */
export function openFiles(root: number): string[] {
  return processTree(root).flatMap((pid) => {
    const folder = `/proc/${pid}/fd`;
    try {
      return readdirSync(folder).flatMap((name) => linkAt(`${folder}/${name}`) ?? []);
    } catch {
      return []; // it ended while we looked
    }
  });
}

function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null; // it was closed while we looked
  }
}

function parentOf(pid: number): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]!.split(' ')[1]);
  } catch {
    return null; // it ended while we looked
  }
}

/** Watches the resident memory of a process and its descendants; `stop` answers the largest sum seen, in bytes. */
export function watchMemory(root: number, everyMs = 50): { stop(): number } {
  let largest = 0;
  const timer = setInterval(() => {
    const sum = processTree(root).reduce((total, pid) => total + (residentMemory(pid) ?? 0), 0);
    largest = Math.max(largest, sum);
  }, everyMs);
  return {
    stop() {
      clearInterval(timer);
      return largest;
    },
  };
}
