import type { OpenImage, SuperResolveParams } from '../../src-main/contract/app-api';
import type { Rectangle } from '../../src-main/contract/image';
import { planeGeometry } from '../../src-main/imaging/geometry';

/** What a person chose: numbers and rectangles are of the input image. */
export interface SuperResolveChoice {
  /** Models by name, a result each; or a model for each channel, null where a channel is left out. */
  models: readonly string[];
  channelModels: readonly (string | null)[] | null;
  /** Null for the whole image. */
  region: Rectangle | null;
  /** Leading axes of which only the index in front is computed; of the others all. */
  onlyHere: readonly string[];
  /** Side of independent slices; null for tiles with halo. */
  slices: number | null;
  range: 'as-is' | 'matched';
  /** Whether a density of emitters is wanted of each frame, rather than their sum. */
  isEachFrame: boolean;
}

/** Whole image, all planes, one model: what the button does. */
export function wholeImage(model: string): SuperResolveChoice {
  return {
    models: [model],
    channelModels: null,
    region: null,
    onlyHere: [],
    slices: null,
    range: 'as-is',
    isEachFrame: false,
  };
}

/** An axis that can be computed whole or at one index, and the parameter that says so. */
export interface ChosenAxis {
  axis: string;
  length: number;
  parameter: 'frames' | 'channels' | 'zSlices';
}

/** The axes of an image along which a person may choose: depth, channels, and one that counts frames. */
export function axesToChoose(info: OpenImage['info']): ChosenAxis[] {
  const leading = planeGeometry(info).leading.filter(({ length }) => length > 1);
  const frames = ['T', 'I', 'Q', 'R'].find((axis) => leading.some((entry) => entry.axis === axis));
  const parameters: Record<string, ChosenAxis['parameter']> = { C: 'channels', Z: 'zSlices' };
  if (frames) parameters[frames] = 'frames';
  return leading.flatMap(({ axis, length }) => {
    const parameter = parameters[axis];
    return parameter ? [{ axis, length, parameter }] : [];
  });
}

/** Why nothing can be computed as chosen; null where it can. */
export function refusal({ models, channelModels }: SuperResolveChoice): string | null {
  if (channelModels) {
    return channelModels.some((model) => model !== null) ? null : 'Choose a model for one channel at least.';
  }
  return models.length > 0 ? null : 'Choose a model.';
}

/** Of each of these axes the number (from 1) of the index in front, by the parameter that says so. */
export function onlyInFront(
  info: OpenImage['info'],
  axes: readonly ChosenAxis[],
  position: readonly number[],
): Partial<Record<ChosenAxis['parameter'], number[]>> {
  const { leading } = planeGeometry(info);
  const entries = axes.map(({ axis, parameter }) => {
    const index = position[leading.findIndex((entry) => entry.axis === axis)] ?? 0;
    return [parameter, [index + 1]] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * The call for a choice. `position` is the index on each leading axis that is in front; `lookAt` the pixel where the
 * person looks, in the plane in front.
 */
export function superResolveParams(
  { image, info }: Pick<OpenImage, 'image' | 'info'>,
  choice: SuperResolveChoice,
  position: readonly number[],
  lookAt: { plane: number; x: number; y: number } | null,
): SuperResolveParams {
  const axes = axesToChoose(info).filter(
    ({ axis, parameter }) =>
      choice.onlyHere.includes(axis) && !(choice.channelModels && parameter === 'channels'),
  );
  const channelModels = choice.channelModels?.flatMap((model, i) =>
    model === null ? [] : [{ channel: i + 1, model }],
  );
  return {
    image,
    models: channelModels
      ? [...new Set(channelModels.map(({ model }) => model))].slice(0, 6)
      : [...choice.models],
    ...(channelModels && { channelModels }),
    ...(choice.region && { region: choice.region }),
    ...onlyInFront(info, axes, position),
    ...(choice.slices !== null && { slices: choice.slices }),
    range: choice.range,
    ...(choice.isEachFrame && { framesAs: 'each' as const }),
    ...(lookAt && { lookAt }),
  };
}
