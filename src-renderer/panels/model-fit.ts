import type { ModelRecord } from '../../src-main/contract/model';
import type { Calibration } from '../../src-main/contract/image';
import { pixelSizeText } from '../viewer/image-text';
import { pixelSize } from '../viewer/placement';

/** Pixel sizes within this factor count as alike: a network meets structures of the size it was trained on. */
const ALIKE = 1.25;

/** Whether a model fits the pixel size of an image, and how that is said. */
export interface ModelFit {
  text: string;
  /** Null where the model or the image does not tell. */
  fits: boolean | null;
}

/** Compares the pixel size a model was trained at with an image's: "Trained at 0.2 µm/px, as this image". */
export function modelFit(
  { pixelSizeUm }: Pick<ModelRecord, 'pixelSizeUm'>,
  own: Calibration['pixelSizeUm'],
): ModelFit {
  if (pixelSizeUm === undefined) return { text: '', fits: null };
  const trained = `Trained at ${pixelSizeText({ x: pixelSizeUm, y: pixelSizeUm })}`;
  const size = pixelSize(own);
  if (!size) return { text: trained, fits: null };
  const ratio = Math.sqrt(size.x * size.y) / pixelSizeUm;
  const fits = ratio < ALIKE && ratio > 1 / ALIKE;
  return {
    text: fits ? `${trained}, as this image` : `${trained}; this image has ${pixelSizeText(own)}`,
    fits,
  };
}
