import type { Linear } from '../contract/compute-api';
import { InvalidRequestError } from '../contract/errors';
import type { FilesApi, MeasuredStatistics } from '../contract/files-api';
import type { ImageInfo } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { planeGeometry, planeIndex, planePosition } from '../imaging/geometry';
import { resolveNormalisation } from '../imaging/normalize';
import type { ChosenPlanes } from '../imaging/selection';
import type { ChosenModel } from './model-choice';
import { MeasuredMaps, oneMap, type PlaneMaps } from './plane-maps';
import {
  chooseRange,
  neededPercentiles,
  nonFiniteAdvice,
  nonFiniteFrame,
  statisticsUse,
  type RangeChoice,
} from './range-choice';
import type { PlaneTask } from './tile-plan';

/** The planes of an input that one model computes, of one sample: their values enter the network in one way. */
export interface InputPart extends ChosenModel {
  sample: number | undefined;
  planes: Pick<PlaneTask, 'plane' | 'outputPlane'>[];
}

/** An input that is open in a `files` process, and who hears what is to be known about it. */
export interface OpenInput {
  files: FilesApi;
  handle: number;
  series: number;
  info: ImageInfo;
  notice: (sentence: string) => void;
}

/**
 * Divides the chosen planes among the models, a part for each interleaved sample. The result's planes are the chosen
 * ones in their order, each with its samples; where an axis is `summed` (its place among the leading ones), all planes
 * along it go to one. Throws {@link InvalidRequestError} for models for the channels of a colour image.
 */
export function inputParts(
  info: ImageInfo,
  chosen: ChosenPlanes,
  models: ChosenModel[],
  summed: number | null,
): InputPart[] {
  const { leading, samples } = planeGeometry(info);
  if (samples > 1 && models[0]!.channel !== null) {
    throw new InvalidRequestError(
      'The pixels of this image hold colours, not channels: give one model for all (--model).',
      { parameter: 'channelModels' },
    );
  }
  const counts = chosen.positions.map((positions) => ({ length: positions.length }));
  const channelAxis = leading.findIndex(({ axis }) => axis === 'C');
  const modelOf = (i: number) => (channelAxis < 0 ? 0 : planePosition(i, counts)[channelAxis]!);
  const isKept = (_: unknown, axis: number) => axis !== summed;
  const outputOf = (i: number) =>
    planeIndex(planePosition(i, counts).filter(isKept), counts.filter(isKept)) * samples;
  return models.flatMap((one, at) =>
    Array.from({ length: samples }, (_, sample) => ({
      ...one,
      sample: samples > 1 ? sample : undefined,
      planes: chosen.planes
        .map((plane, i) => ({ plane, outputPlane: outputOf(i) + sample, i }))
        .filter(({ i }) => one.channel === null || modelOf(i) === at)
        .map(({ plane, outputPlane }) => ({ plane, outputPlane })),
    })),
  );
}

/** How the values of a part enter its network. */
export interface PartRange {
  part: InputPart;
  maps: PlaneMaps;
  /** What was chosen for all planes alike; null where each has a map of its own. */
  choice: RangeChoice | null;
  /** Measures what is only to be said about the values, and says it; null where all is said. */
  advise: ((options: CallOptions) => Promise<void>) | null;
}

/** Chooses how a part's values enter its network; statistics of all planes that this depends on are measured first. */
export async function choosePartRange(
  { files, handle, series, info, notice }: OpenInput,
  part: InputPart,
  range: 'as-is' | 'matched',
  options: CallOptions,
): Promise<PartRange> {
  const { normalisation } = (await part.model.load(options)).record;
  const choose = (statistics: MeasuredStatistics | null) =>
    chooseRange(normalisation, info.pixelType, statistics, range);
  const measure = (planes: number[], call: CallOptions) =>
    files.statistics(
      {
        handle,
        series,
        planes,
        ...(part.sample !== undefined && { sample: part.sample }),
        percentiles: neededPercentiles(normalisation),
      },
      call,
    );
  const measureAll = (call: CallOptions) =>
    measure(
      part.planes.map(({ plane }) => plane),
      call,
    );
  const tell = (sentence: string | null) => {
    if (sentence) notice(part.channel === null ? sentence : `channel ${part.channel}: ${sentence}`);
  };
  const say = (statistics: MeasuredStatistics) => {
    tell(nonFiniteAdvice(statistics));
    tell(choose(statistics).sentence);
  };
  const alike = (choice: RangeChoice) => ({ part, choice, maps: oneMap(choice.linear) });
  switch (statisticsUse(normalisation, info.pixelType, range)) {
    case 'none':
      return { ...alike(choose(null)), advise: null };
    case 'advice':
      return { ...alike(choose(null)), advise: async (call) => say(await measureAll(call)) };
    case 'first': {
      const statistics = await measureAll(options);
      say(statistics);
      return { ...alike(choose(statistics)), advise: null };
    }
    case 'each': {
      let isTold = false;
      const mapOf = async (plane: number, call: CallOptions): Promise<Linear> => {
        const statistics = await measure([plane], call);
        if (statistics.min === null) throw nothingIn(plane);
        if (!isTold && statistics.nonFinite > 0) tell(nonFiniteFrame(plane));
        isTold ||= statistics.nonFinite > 0;
        return resolveNormalisation(normalisation, info.pixelType, statistics);
      };
      return { part, choice: null, maps: new MeasuredMaps(mapOf), advise: null };
    }
  }
}

function nothingIn(plane: number): InvalidRequestError {
  return new InvalidRequestError(
    `Plane ${plane + 1} holds no finite value (only NaN or infinity), and this model normalises each plane by its own range. Leave it out (--frames).`,
    { parameter: 'input' },
  );
}
