import type { Comparison } from '../state/comparison.svelte';
import type { Viewer } from './viewer.svelte';

/**
 * Plays the stack along its axis, round the end, at so many frames a second; a frame that is not read yet is waited for.
 * Answers what stops it.
 */
export function play(comparison: Comparison, viewer: Viewer, fps: () => number): () => void {
  let due = performance.now() + 1000 / fps();
  let request = requestAnimationFrame(step);
  function step(now: number): void {
    request = requestAnimationFrame(step);
    if (now < due || !viewer.isComplete(comparison.images.map(({ id }) => id))) return;
    const axis = comparison.playAxis;
    const front = comparison.active?.image;
    if (axis === undefined || !front) return;
    const image = [front, ...comparison.images].find(({ geometry }) =>
      geometry.leading.some((entry) => entry.axis === axis && entry.length > 1),
    );
    const at = image?.geometry.leading.findIndex((entry) => entry.axis === axis) ?? -1;
    if (!image || at < 0) return;
    comparison.goTo(axis, (image.position[at]! + 1) % image.geometry.leading[at]!.length);
    due = Math.max(due + 1000 / fps(), now); // what was late is not made up for
  }
  return () => cancelAnimationFrame(request);
}
