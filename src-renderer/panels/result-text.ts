import type { ResultOrigin } from '../../src-main/contract/app-api';
import type { FileComparison } from '../../src-main/contract/files-api';
import { formatNumber } from '../controls/number-text';

/** What a network did to the pixels: "same pixels, finer detail", or how many times as many. */
export function enlargementText({ outputScale }: Pick<ResultOrigin, 'outputScale'>): string {
  return outputScale === 1 ? 'same pixels, finer detail' : `${outputScale} × as many pixels along each side`;
}

/** "sum of 361": of how many frames each plane of a result is made; null where they are not summed. */
export function framesText({ summedFrames }: Pick<ResultOrigin, 'summedFrames'>): string | null {
  return summedFrames === null ? null : `sum of ${formatNumber(summedFrames)}`;
}

/** Decibels with three digits, as the authors' scores are told; equal images have no noise at all. */
export function decibels(psnr: number | null): string {
  return psnr === null || !Number.isFinite(psnr) ? 'equal' : `${psnr.toFixed(3)} dB`;
}

/**
 * What a score says beside its baseline, the best affine rescaling of the input: "1.11 dB above the best rescaling of
 * the input". Null where there is no baseline, or a score is infinite.
 */
export function gainText(result: FileComparison, input: FileComparison | null): string | null {
  if (!input) return null;
  const gain = result.psnr - input.affine.psnr;
  if (!Number.isFinite(gain)) return null;
  const side = gain >= 0 ? 'above' : 'below';
  return `${Math.abs(gain).toFixed(2)} dB ${side} the best rescaling of the input`;
}
