import type { ImageStatistics } from '../../contract/files-api';
import type { PlaneFacts } from './survey';

/** Statistics of several planes of one size together, each counted once however often it is given. */
export function joinedStatistics(planes: readonly PlaneFacts[]): ImageStatistics {
  const each = [...new Set(planes)].filter(({ mean }) => mean !== null);
  const nonFinite = planes.reduce((sum, plane) => sum + plane.nonFinite, 0);
  if (each.length === 0) return { min: null, max: null, mean: null, std: null, nonFinite };
  const average = (of: (plane: PlaneFacts) => number) =>
    each.reduce((sum, plane) => sum + of(plane), 0) / each.length;
  const mean = average((plane) => plane.mean!);
  return {
    min: Math.min(...each.map(({ min }) => min!)),
    max: Math.max(...each.map(({ max }) => max!)),
    mean,
    std: Math.sqrt(average((plane) => plane.std! ** 2 + (plane.mean! - mean) ** 2)),
    nonFinite,
  };
}
