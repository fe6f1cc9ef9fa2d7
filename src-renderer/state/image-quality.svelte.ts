import type { OpenPart } from '../../src-main/contract/app-quality';
import type { DecorrelationReport, FrcReport, SquirrelReport } from '../../src-main/contract/quality-api';
import type { Rectangle } from '../../src-main/contract/image';
import { frameAxis } from '../../src-main/imaging/selection';
import type { ImageState } from './image.svelte';

/** What was measured of the quality of one image: its resolution, and how it fits a reference. */
export class ImageQuality {
  readonly image: ImageState;
  /** What of it was measured, in words: "whole plane, C 2/3". */
  readonly what: string;
  frc = $state.raw<FrcReport | null>(null);
  decorrelation = $state.raw<DecorrelationReport | null>(null);
  /** Why a measure has no answer, by its name. */
  refusals = $state.raw<{ measure: string; reason: string }[]>([]);
  fit = $state.raw<{ reference: string; report: SquirrelReport } | null>(null);
  /** The image that errors are mapped against, by number; null until one is chosen. */
  reference = $state<number | null>(null);

  constructor(image: ImageState, what: string) {
    this.image = image;
    this.what = what;
  }
}

/** The channel and z slice in front of an image, all of its frames, and a region of it where one is chosen. */
export function partInFront(image: ImageState, region: Rectangle | null): OpenPart {
  const { leading } = image.geometry;
  const frames = frameAxis(image.open.info);
  const place = (axis: string) => {
    const at = leading.findIndex((entry) => entry.axis === axis);
    return at >= 0 && at !== frames && leading[at]!.length > 1 ? image.position[at]! + 1 : null;
  };
  const [channel, zSlice] = [place('C'), place('Z')];
  return {
    image: image.id,
    ...(channel !== null && { channel }),
    ...(zSlice !== null && { zSlice }),
    ...(region && { region }),
  };
}
