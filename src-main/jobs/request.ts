import type { PixelType, Rectangle } from '../contract/image';

/** How one or many images are super-resolved; numbers count from 1 as ImageJ does. */
export interface SuperResolveRequest {
  input: string[];
  model: string;
  out: string;
  slices?: number | undefined;
  region?: Rectangle | undefined;
  frames?: number[] | undefined;
  channels?: number[] | undefined;
  zSlices?: number[] | undefined;
  series: number;
  type?: PixelType | undefined;
  range: 'as-is' | 'matched';
  tile?: number | undefined;
}
