import type { Linear } from '../../contract/compute-api';
import type { Normalisation } from '../../contract/model';
import type { CallOptions } from '../../contract/signal';
import type { TrainingNormalisation } from '../../contract/training-config';
import { planeGeometry } from '../../imaging/geometry';
import { Histogram } from '../../imaging/histogram';
import { PairMoments } from '../../imaging/measures/pair-moments';
import { resolveNormalisation, type PercentileValues } from '../../imaging/normalize';
import type { ImageStatistics } from '../../contract/files-api';
import type { Field, Place } from './fields';
import { joinedStatistics } from './joined-statistics';
import type { PlaneStore } from './plane-store';
import type { FieldFacts } from './survey';

/** How the values of a frame and of its target become network values. */
export interface FrameMaps {
  input: Linear;
  target: Linear;
}

const AS_IT_IS: Linear = { scale: 1, offset: 0 };

/**
 * The maps of each frame of the given fields. `fixed` depends on the pixel type alone; `minMax`, `percentile` and
 * `meanStd` take the statistics of all frames of a field, and of all its targets, as whoever applies the model later has
 * those of a stack; `frameMinMax` takes each frame's own. Targets that are densities stay as they are.
 */
export async function mapsOfField(
  { field, frames }: Pick<FieldFacts, 'field' | 'frames'>,
  { normalisation, density }: { normalisation: Normalisation; density: boolean },
  store: PlaneStore,
  options: Pick<CallOptions, 'signal'>,
): Promise<FrameMaps[]> {
  const of = async (role: 'input' | 'target'): Promise<Linear[]> => {
    if (role === 'target' && density) return frames.map(() => AS_IT_IS);
    const type = field.frames[0]![role].image.info.pixelType;
    const planes = frames.map((facts) => facts[role]);
    if (normalisation.kind === 'frameMinMax')
      return planes.map((plane) => resolveNormalisation(normalisation, type, plane));
    const statistics = joinedStatistics(planes);
    const percentiles =
      normalisation.kind === 'percentile'
        ? await percentilesOf(field, role, statistics, normalisation, store, options)
        : undefined;
    const map = resolveNormalisation(normalisation, type, statistics, percentiles);
    return frames.map(() => map);
  };
  const [inputs, targets] = [await of('input'), await of('target')];
  return inputs.map((input, i) => ({ input, target: targets[i]! }));
}

/**
 * The normalisation with all its numbers, as the model keeps it: `frameMinMax` gets mean and standard deviation of the
 * training inputs, each frame spread from 0 to 1.
 */
export function fittedNormalisation(
  normalisation: TrainingNormalisation,
  training: readonly Pick<FieldFacts, 'field' | 'frames'>[],
): Normalisation {
  if (normalisation.kind !== 'frameMinMax') return normalisation;
  const moments = new PairMoments();
  for (const { field, frames } of training) {
    const { pixelType } = field.frames[0]!.input.image.info;
    for (const { input, moments: stored } of frames) {
      moments.merge(stored, resolveNormalisation({ kind: 'minMax' }, pixelType, input));
    }
  }
  const std = Math.sqrt(moments.squaresX / moments.count) || 1;
  return { kind: 'frameMinMax', mean: moments.meanX, std };
}

async function percentilesOf(
  field: Field,
  role: 'input' | 'target',
  { min, max }: ImageStatistics,
  { low, high }: { low: number; high: number },
  store: PlaneStore,
  options: Pick<CallOptions, 'signal'>,
): Promise<PercentileValues> {
  const { pixelType } = field.frames[0]![role].image.info;
  const histogram = new Histogram(pixelType, { min: min ?? 0, max: max ?? 0 });
  const seen = new Map<Place['image'], Set<number>>();
  for (const frame of field.frames) {
    const place = frame[role];
    const planes = seen.get(place.image) ?? new Set();
    seen.set(place.image, planes);
    if (planes.has(place.plane)) continue; // a target that frames share
    planes.add(place.plane);
    for (const band of store.bands(planeGeometry(place.image.info))) {
      histogram.add(await store.values(place, band, options));
    }
  }
  return { low: histogram.percentile(low), high: histogram.percentile(high) };
}
