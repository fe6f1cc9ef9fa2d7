import type { FilesApi } from '../contract/files-api';
import type { Calibration, ImageInfo, PixelType, Rectangle } from '../contract/image';
import type { ReconstructionParams } from '../contract/reconstruction';
import type { Session } from './session';

/** A result whose pixels are about to come. */
export interface BegunResult {
  /** Where it will lie when it is complete. */
  output: string;
  /** What will be in it. Planes are counted over its axes. */
  info: ImageInfo;
  /** The part of the input it is computed from, in the input's pixels. */
  region: Rectangle;
  outputScale: number;
  /** Whether its values are others than the input's: emitters a pixel, or those of a reconstruction. */
  hasOwnValues: boolean;
  /** Frames that each of its planes is the sum of; null where they are not summed. */
  summedFrames: number | null;
  /** What it is computed by: networks, or a reconstruction. */
  method: 'network' | ReconstructionParams['method'];
  /** The model, or one for each channel, by name; of a reconstruction what its method is called. */
  models: string[];
  /** What was written so far can be read here: `files.openWritten({ handle: sink })`, until it is finished or given up. */
  files: FilesApi;
  sink: number;
}

/** What was written for one image. */
export interface RestoredImage {
  shape: number[];
  axes: string;
  pixelType: PixelType;
  pixelSizeUm: Calibration['pixelSizeUm'];
  /** The model's name; of several, with their channels. */
  model: string;
  outputScale: number;
  /** Frames that each plane is the sum of; null where they are not summed. */
  summedFrames: number | null;
  seconds: number;
}

/** Hears what becomes of one result. Rectangles are in its pixels, planes counted over the axes of its info. */
export interface ResultListener {
  /** A tile is being computed. A tile may be told of again after the process that computes was started afresh. */
  tileBegun?(plane: number, tile: Rectangle): void;
  /** A tile is in the result. */
  tileDone?(plane: number, tile: Rectangle): void;
  /** The result is complete under its name. */
  finished?(result: RestoredImage): void | Promise<void>;
  /** It failed or was cancelled: nothing of it remains. */
  givenUp?(): void;
}

/** Hears of results while they are computed. */
export interface ResultObserver {
  /** A result was begun; what the answer is told concerns that result. Nothing is computed before the answer. */
  begun(result: BegunResult): ResultListener | Promise<ResultListener>;
  /** Something to know about the input or the values; without an observer the session hears it. */
  notice(sentence: string): void;
}

/** Where sentences about a job go: to its observer, else to the session. */
export function noticesOf(
  session: Session,
  observer: ResultObserver | undefined,
): (sentence: string) => void {
  return (sentence) => (observer ? observer.notice(sentence) : session.notify(sentence));
}
