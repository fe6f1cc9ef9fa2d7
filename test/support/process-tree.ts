import { readdirSync, readFileSync } from 'node:fs';
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
