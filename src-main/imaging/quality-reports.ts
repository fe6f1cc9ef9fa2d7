import type { DecorrelationReport, FrcReport } from '../contract/quality-api';
import type { Decorrelation, DecorrelationCurve } from './measures/decorrelation';
import { FRC_THRESHOLD, type RingCorrelation } from './measures/ring-correlation';
import { COLOURED_NOISE, type SingleImageCorrelation } from './measures/single-image-frc';

/** What is known of the pixels that were measured. */
interface Measured {
  pixelSizeUm: number | null;
  notes: string[];
}

/** What Fourier ring correlation tells, with its verdict in a sentence. */
export function frcReport(
  curve: RingCorrelation | SingleImageCorrelation,
  of: FrcReport['of'],
  { pixelSizeUm, notes }: Measured,
): FrcReport {
  const { side, outcome, resolutionPx } = curve;
  const cautions = 'noiseRatio' in curve ? oneImageNotes(curve) : [];
  return {
    of,
    side,
    threshold: FRC_THRESHOLD,
    frequencies: Array.from(curve.correlation, (_, q) => q / side),
    correlation: Array.from(curve.correlation),
    smoothed: Array.from(curve.smoothed),
    outcome,
    resolutionPx,
    resolutionUm: inUm(resolutionPx, pixelSizeUm),
    pixelSizeUm,
    verdict: {
      resolved: `Structure is resolved down to ${lengthText(resolutionPx, pixelSizeUm)}: finer than that, correlation is below 1/7.`,
      'beyond-pixels': `Correlation never falls below 1/7: the pixels limit the resolution to ${lengthText(2, pixelSizeUm)}${of === 'one-image' ? '' : ', or both images share noise'}.`,
      'nothing-shared': 'Correlation is below 1/7 from the coarsest ring on: the images share no structure.',
    }[outcome],
    notes: [...notes, ...cautions],
  };
}

function oneImageNotes({ noise, noiseRatio }: SingleImageCorrelation): string[] {
  const notes = [
    noise === 'gain'
      ? 'One image, split by its photons; their number comes from the gain that was given.'
      : 'One image, split by its photons; the noise was measured at frequencies beyond what the pixels show in every direction.',
  ];
  if (noiseRatio >= COLOURED_NOISE && noise === 'corners') {
    notes.push(
      'Its noise is not white: the image was interpolated, filtered, reconstructed or denoised, or is undersampled. Then this resolution does not hold; compare two images, or odd and even frames.',
    );
  }
  return notes;
}

/** What a decorrelation analysis tells, with its verdict in a sentence. */
export function decorrelationReport(
  { resolutionPx, a0, curves }: Decorrelation,
  { pixelSizeUm, notes }: Measured,
): DecorrelationReport {
  const best = curves.find(({ sigmaPx, peak }) => sigmaPx !== null && peak && 2 / peak.at === resolutionPx);
  return {
    a0,
    resolutionPx,
    resolutionUm: inUm(resolutionPx, pixelSizeUm),
    pixelSizeUm,
    curves: [curves[0]!, ...(best ? [best] : [])].map(curveReport),
    verdict:
      resolutionPx === null
        ? 'No curve has a peak: the image shows no structure above its noise.'
        : `Structure reaches ${lengthText(resolutionPx, pixelSizeUm)}; A0 is ${a0.toFixed(2)}, more with less noise.`,
    notes,
  };
}

function curveReport({ sigmaPx, from, to, values, peak }: DecorrelationCurve) {
  const radii = Array.from(values, (_, i) => from + ((to - from) * i) / (values.length - 1));
  return { sigmaPx, radii, values: Array.from(values), peak };
}

function inUm(pixels: number | null, pixelSizeUm: number | null): number | null {
  return pixels === null || pixelSizeUm === null ? null : pixels * pixelSizeUm;
}

/** "0.231 µm (3.55 pixels)", or pixels alone. */
export function lengthText(pixels: number | null, pixelSizeUm: number | null): string {
  if (pixels === null) return 'nothing';
  const inPixels = `${pixels.toPrecision(3)} pixels`;
  return pixelSizeUm === null ? inPixels : `${(pixels * pixelSizeUm).toPrecision(3)} µm (${inPixels})`;
}
