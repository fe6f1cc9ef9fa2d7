import { contentsOf } from '../../src-main/imaging/contents';
import type { ImageInfo } from '../../src-main/contract/image';
import { pixelSize } from './placement';

/** The size of a pixel: "0.2 µm/px", "0.2 × 0.25 µm/px", "65 nm/px"; "no pixel size" where the file does not say. */
export function pixelSizeText(size: { x: number | null; y: number | null }): string {
  const known = pixelSize(size);
  if (!known) return 'no pixel size';
  const isSmall = Math.max(known.x, known.y) < 0.1;
  const text = (side: number): string => String(Number((isSmall ? side * 1000 : side).toPrecision(4)));
  const isSquare = Math.abs(known.x / known.y - 1) < 1e-3;
  const sides = isSquare ? text(known.x) : `${text(known.x)} × ${text(known.y)}`;
  return `${sides} ${isSmall ? 'nm' : 'µm'}/px`;
}

/** What stands beside an image's name, part by part: "256 × 256", "50 frames", "16-bit", "0.2 µm/px". */
export function imageTexts(info: ImageInfo): string[] {
  return [...contentsOf(info).split(', '), pixelSizeText(info.calibration.pixelSizeUm)];
}
