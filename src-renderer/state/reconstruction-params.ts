import type {
  ReconstructImageParams,
  ReconstructionPreview,
  ReconstructionPreviewParams,
} from '../../src-main/contract/app-reconstruction';
import type { OpenImage } from '../../src-main/contract/app-api';
import type { Rectangle } from '../../src-main/contract/image';
import { fewestFrames, type ReconstructionParams } from '../../src-main/contract/reconstruction';
import { planeGeometry } from '../../src-main/imaging/geometry';
import { frameAxis } from '../../src-main/imaging/selection';
import { axesToChoose, onlyInFront, type ChosenAxis } from './super-resolve-params';

/** What a person chose: numbers count from 1, rectangles are of the input image. */
export interface ReconstructionChoice {
  params: ReconstructionParams;
  /** Null for the whole image. */
  region: Rectangle | null;
  /** Null for all. */
  frames: readonly number[] | null;
  /** Leading axes of which only the index in front is computed; of the others all. */
  onlyHere: readonly string[];
  /** Frames that become one image; 0 is all. */
  framesPerImage: number;
  grid: 'magnified' | 'input';
  drift: 'none' | 'estimate';
}

type Opened = Pick<OpenImage, 'image' | 'info'>;

/** Side of the square that is previewed, in pixels of the input. */
export const PREVIEW_SIDE = 64;

/** Axes that can be computed whole or at one index: all but the one that counts frames. */
export function otherAxes(info: OpenImage['info']): ChosenAxis[] {
  const axis = frameAxis(info);
  const name = axis === null ? null : planeGeometry(info).leading[axis]!.axis;
  return axesToChoose(info).filter((one) => one.axis !== name);
}

/** How many frames a stack has. */
export function frameCount(info: OpenImage['info']): number {
  const axis = frameAxis(info);
  return axis === null ? 1 : planeGeometry(info).leading[axis]!.length;
}

/** The call for a choice; `position` is the index on each leading axis that is in front. */
export function reconstructParams(
  { image, info }: Opened,
  choice: ReconstructionChoice,
  position: readonly number[],
): ReconstructImageParams {
  const axes = otherAxes(info).filter(({ axis }) => choice.onlyHere.includes(axis));
  return {
    image,
    params: choice.params,
    ...(choice.region && { region: choice.region }),
    ...(choice.frames && { frames: [...choice.frames] }),
    ...onlyInFront(info, axes, position),
    framesPerImage: choice.framesPerImage,
    grid: choice.grid,
    drift: choice.drift,
  };
}

/** The call for a preview of a part: of the channel and slice in front. */
export function previewParams(
  { image, info }: Opened,
  { params, frames }: Pick<ReconstructionChoice, 'params' | 'frames'>,
  position: readonly number[],
  region: Rectangle,
): ReconstructionPreviewParams {
  const { channels, zSlices } = onlyInFront(info, otherAxes(info), position);
  return {
    image,
    params,
    region,
    ...(frames && { frames: [...frames] }),
    ...(channels && { channel: channels[0]! }),
    ...(zSlices && { zSlice: zSlices[0]! }),
  };
}

/** A square of the preview's size around a place of the image, kept inside it. */
export function previewRegion(
  { width, height }: { width: number; height: number },
  centre: { x: number; y: number },
): Rectangle {
  const side = { width: Math.min(PREVIEW_SIDE, width), height: Math.min(PREVIEW_SIDE, height) };
  const from = (at: number, length: number, whole: number): number =>
    Math.min(whole - length, Math.max(0, Math.round(at - length / 2)));
  return { x: from(centre.x, side.width, width), y: from(centre.y, side.height, height), ...side };
}

/** What comes of a choice. */
export interface ResultSize {
  width: number;
  height: number;
  /** Planes of the result. */
  planes: number;
  /** Of the file, in bytes. */
  bytes: number;
  /** Memory that computing it takes, whatever the number of frames. */
  memoryBytes: number;
  /** Frames that are reconstructed, over all channels and slices. */
  frames: number;
}

/** The most output pixels that are computed at once; a larger image is computed in strips. */
const STRIP_PIXELS = 2 ** 21;

/** Bytes of the process that computes, and for each output pixel at work; as measured with 64 to 600 pixels a side. */
const BYTES_OF_PROCESS = 100e6;
const BYTES_AT_WORK = 200;

/** The size of what a choice makes of an image. */
export function resultSize({ info }: Opened, choice: ReconstructionChoice): ResultSize {
  const { width, height, planes: all, samples } = planeGeometry(info);
  const { magnification: m, temporal } = choice.params;
  const region = choice.region ?? { width, height };
  const scale = choice.grid === 'input' ? 1 : m;
  const left = otherAxes(info)
    .filter(({ axis }) => choice.onlyHere.includes(axis))
    .reduce((product, { length }) => product / length, all / frameCount(info));
  const stacks = Math.max(1, Math.round(left)) * samples;
  const frames = choice.frames?.length ?? frameCount(info);
  const images = temporal === 'frames' ? frames : imagesOf(frames, choice);
  const size = { width: region.width * scale, height: region.height * scale, planes: images * stacks };
  const computed = Math.min(region.width * region.height * m * m, STRIP_PIXELS);
  return {
    ...size,
    bytes: size.width * size.height * size.planes * 4,
    memoryBytes: BYTES_OF_PROCESS + computed * BYTES_AT_WORK,
    frames: frames * stacks,
  };
}

/** How many images frames become: a last part that is too short for the analysis belongs to the one before. */
function imagesOf(
  frames: number,
  { framesPerImage, params }: Pick<ReconstructionChoice, 'framesPerImage' | 'params'>,
): number {
  if (framesPerImage === 0 || framesPerImage >= frames) return 1;
  const whole = Math.floor(frames / framesPerImage);
  const rest = frames - whole * framesPerImage;
  return rest >= fewestFrames(params) ? whole + 1 : whole;
}

/** Seconds that the whole takes, by the pace of a preview of so many input pixels. */
export function secondsOf(
  size: ResultSize,
  choice: ReconstructionChoice,
  { secondsPerFrame, average }: Pick<ReconstructionPreview, 'secondsPerFrame' | 'average'>,
): number {
  const scale = choice.grid === 'input' ? 1 : choice.params.magnification;
  const pixels = (size.width * size.height) / scale ** 2;
  return (secondsPerFrame * size.frames * pixels) / (average.width * average.height);
}

/** Why it cannot be computed as chosen, in a sentence; null where it can. */
export function reconstructionRefusal(frames: number, choice: ReconstructionChoice): string | null {
  const fewest = fewestFrames(choice.params);
  const { framesPerImage, params } = choice;
  const each = params.temporal !== 'frames' && framesPerImage > 0 ? Math.min(framesPerImage, frames) : frames;
  if (each >= fewest) return null;
  return `This analysis over time needs at least ${fewest} frames for an image; there ${each === 1 ? 'is 1' : `are ${each}`}. Choose Mean, or more frames.`;
}
