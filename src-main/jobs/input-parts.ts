import { InvalidRequestError } from '../contract/errors';
import type { FilesApi, MeasuredStatistics } from '../contract/files-api';
import type { ImageInfo } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { planeGeometry, planePosition } from '../imaging/geometry';
import type { ChosenPlanes } from '../imaging/selection';
import type { ChosenModel } from './model-choice';
import {
  chooseRange,
  neededPercentiles,
  nonFiniteAdvice,
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
 * ones in their order, each with its samples. Throws {@link InvalidRequestError} for models for the channels of a
 * colour image.
 */
export function inputParts(info: ImageInfo, chosen: ChosenPlanes, models: ChosenModel[]): InputPart[] {
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
  return models.flatMap((one, at) =>
    Array.from({ length: samples }, (_, sample) => ({
      ...one,
      sample: samples > 1 ? sample : undefined,
      planes: chosen.planes
        .map((plane, i) => ({ plane, outputPlane: i * samples + sample, i }))
        .filter(({ i }) => one.channel === null || modelOf(i) === at)
        .map(({ plane, outputPlane }) => ({ plane, outputPlane })),
    })),
  );
}

/** How the values of a part enter its network. */
export interface PartRange {
  part: InputPart;
  choice: RangeChoice;
  /** Measures what is only to be said about the values, and says it; null where all is said. */
  advise: ((options: CallOptions) => Promise<void>) | null;
}

/** Chooses how a part's values enter its network; statistics that this depends on are measured first. */
export async function choosePartRange(
  { files, handle, series, info, notice }: OpenInput,
  part: InputPart,
  range: 'as-is' | 'matched',
  options: CallOptions,
): Promise<PartRange> {
  const { normalisation } = (await part.model.load(options)).record;
  const choose = (statistics: MeasuredStatistics | null) =>
    chooseRange(normalisation, info.pixelType, statistics, range);
  const measure = (call: CallOptions) =>
    files.statistics(
      {
        handle,
        series,
        planes: part.planes.map(({ plane }) => plane),
        ...(part.sample !== undefined && { sample: part.sample }),
        percentiles: neededPercentiles(normalisation),
      },
      call,
    );
  const say = (statistics: MeasuredStatistics) => {
    const where = part.channel === null ? '' : `channel ${part.channel}: `;
    for (const sentence of [nonFiniteAdvice(statistics), choose(statistics).sentence]) {
      if (sentence) notice(`${where}${sentence}`);
    }
  };
  switch (statisticsUse(normalisation, info.pixelType, range)) {
    case 'none':
      return { part, choice: choose(null), advise: null };
    case 'advice':
      return { part, choice: choose(null), advise: async (call) => say(await measure(call)) };
    case 'first': {
      const statistics = await measure(options);
      say(statistics);
      return { part, choice: choose(statistics), advise: null };
    }
  }
}
