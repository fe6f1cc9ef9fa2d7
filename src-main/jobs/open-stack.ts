import type { FilesApi } from '../contract/files-api';
import type { ImageInfo, PixelBlock, Rectangle } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import type { TimeWindow } from './reconstruction-plan';

/** Where the pixels of an open image are read, and what it is. */
export interface OpenStack {
  files: Pick<FilesApi, 'readRegion'>;
  handle: number;
  series: number;
  name: string;
  info: ImageInfo;
}

/** The mean of frames, in the input's pixels. */
export async function meanOfFrames(
  files: OpenStack['files'],
  { handle, series }: { handle: number; series: number },
  { planes, sample }: TimeWindow,
  region: Rectangle,
  { signal }: CallOptions,
): Promise<PixelBlock> {
  const { width, height } = region;
  const sums = new Float64Array(width * height);
  for (const plane of planes) {
    const part = { handle, series, region: { plane, ...region }, ...(sample !== undefined && { sample }) };
    const { data } = await files.readRegion(part, { signal });
    for (let i = 0; i < sums.length; i++) sums[i]! += data[i]!;
  }
  const data = Float32Array.from(sums, (sum) => sum / planes.length);
  return { width, height, samples: 1, pixelType: 'float32', data };
}
