import type { ImageInfo, PixelType } from '../contract/image';
import { planeGeometry } from './geometry';

const THIN_SPACE = '\u2009';

/** What an image holds, in words: "256 × 256, 50 frames, 16-bit". */
export function contentsOf(info: ImageInfo): string {
  const { width, height, samples, leading } = planeGeometry(info);
  const depth = leading.filter(({ axis, length }) => axis === 'Z' && length > 1);
  const sides = [width, height, ...depth.map(({ length }) => length)].map(grouped).join(' × ');
  const others = leading
    .filter(({ axis, length }) => axis !== 'Z' && length > 1)
    .map(({ axis, length }) => `${grouped(length)} ${AXES[axis] ?? 'images'}`);
  return [sides, ...others, samples === 3 || samples === 4 ? 'RGB' : DEPTHS[info.pixelType]].join(', ');
}

const AXES: Record<string, string> = { T: 'frames', C: 'channels' };

const DEPTHS: Record<PixelType, string> = {
  bool: '1-bit',
  uint8: '8-bit',
  int8: '8-bit signed',
  uint16: '16-bit',
  int16: '16-bit signed',
  uint32: '32-bit integer',
  int32: '32-bit integer signed',
  uint64: '64-bit integer',
  int64: '64-bit integer signed',
  float16: '16-bit float',
  float32: '32-bit float',
  float64: '64-bit float',
};

/** A count with thin spaces between its thousands: "2 000". */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}
