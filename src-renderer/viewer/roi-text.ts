import { lineLength, type LineRoi, type Roi } from '../state/rois';
import type { World } from './placement';

/** Three figures of a length, whole from 100 on: "5.63", "0.0412", "142". */
export function lengthFigures(length: number): string {
  return length >= 100 ? String(Math.round(length)) : String(Number(length.toPrecision(3)));
}

/** How large a selection is, in the unit of its world: "5.63 µm", "6.8 × 5.2 µm". */
export function roiSizeText(roi: Roi, { unit }: Pick<World, 'unit'>): string {
  const size =
    roi.kind === 'line'
      ? lengthFigures(lineLength(roi))
      : `${lengthFigures(roi.width)} × ${lengthFigures(roi.height)}`;
  return `${size} ${unit}`;
}

/** The angle of a line in degrees, from -180 to 180, counter-clockwise from the right as in ImageJ. */
export function lineAngle({ x1, y1, x2, y2 }: Pick<LineRoi, 'x1' | 'y1' | 'x2' | 'y2'>): number {
  return (Math.atan2(y1 - y2, x2 - x1) * 180) / Math.PI || 0;
}
