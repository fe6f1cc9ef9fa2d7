import type { PixelType, Rectangle } from '../contract/image';

/** A model for one channel, which is counted from 1. */
export interface ChannelModel {
  channel: number;
  model: string;
}

/** Frames are summed to one image, or each is an image of the result. */
export type FramesAs = 'sum' | 'each';

/** How one or many images are super-resolved; numbers count from 1 as ImageJ does. */
export interface SuperResolveRequest {
  input: string[];
  /** The model, by name or path; or instead one for each channel: the result then holds these channels. */
  model?: string | undefined;
  channelModels?: ChannelModel[] | undefined;
  out: string;
  slices?: number | undefined;
  region?: Rectangle | undefined;
  frames?: number[] | undefined;
  channels?: number[] | undefined;
  zSlices?: number[] | undefined;
  series: number;
  type?: PixelType | undefined;
  /** What becomes of the frames of a stack; default `sum` where the model gives densities, else `each`. */
  framesAs?: FramesAs | undefined;
  range: 'as-is' | 'matched';
  tile?: number | undefined;
  /** What the result is called inside its file; default the file's name. */
  name?: string | undefined;
  /** That a person watches the tiles come: small ones, each as soon as it is done. */
  watched?: Watched | undefined;
}

/** How a result is watched. */
export interface Watched {
  /** Where the person looks, in pixels and plane of the input: what is near comes first. */
  lookAt?: { plane: number; x: number; y: number } | undefined;
}
