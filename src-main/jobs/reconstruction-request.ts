import type { Rectangle } from '../contract/image';
import type { FrameShift, ReconstructionParams } from '../contract/reconstruction';
import type { DriftChoice } from './drift';

/** How one or many stacks are reconstructed; numbers count from 1 as ImageJ does. */
export interface ReconstructionRequest {
  input: string[];
  out: string;
  params: ReconstructionParams;
  series: number;
  frames?: number[] | undefined;
  channels?: number[] | undefined;
  zSlices?: number[] | undefined;
  region?: Rectangle | undefined;
  /** Frames that become one image; 0 is all. A long stack becomes a time series, whose last image may have fewer. */
  framesPerImage: number;
  /** The size of the result: magnified, or means over each input pixel, which a network of output scale 1 is trained with. */
  grid: 'magnified' | 'input';
  /** What is done about drift; default nothing. */
  drift?: DriftChoice | undefined;
  /** How far each chosen frame has moved, where it is known already. */
  shifts?: FrameShift[] | undefined;
  /** What the result is called inside its file; default the file's name. */
  name?: string | undefined;
}

/** A stack of a request, and where its result goes. */
export type OneReconstruction = Omit<ReconstructionRequest, 'input'> & { input: string; output: string };
