import type { DriftBlock, DriftSettings } from '../../contract/drift';
import type { PlaceBand, Spectrum } from './place-band';

/** Below this a peak of the correlation may be noise: that of images without anything in common reaches 5 to 6. */
const PLAIN_PEAK = 6;

/** The mean of frames, as far as it tells where the sample is. */
export interface BlockSpectrum {
  /** Places of its frames, from 0; `to` is no part of it. */
  from: number;
  to: number;
  spectrum: Spectrum;
}

/** Where the sample is in each block, from where it is in the first. */
export function blockShifts(
  band: PlaceBand,
  blocks: readonly BlockSpectrum[],
  reference: DriftSettings['reference'],
): DriftBlock[] {
  const found = blocks.map(({ from, to }): DriftBlock => ({
    from,
    to,
    x: 0,
    y: 0,
    confidence: null,
    coherence: null,
    isUsed: true,
  }));
  const place = (at: number, against: Spectrum, from = { x: 0, y: 0 }): void => {
    const { x, y, confidence, coherence } = band.shift(against, blocks[at]!.spectrum);
    const isUsed = confidence >= PLAIN_PEAK;
    Object.assign(found[at]!, { x: from.x + x, y: from.y + y, confidence, coherence, isUsed });
  };
  if (reference === 'first') {
    for (let at = 1; at < blocks.length; at++) place(at, blocks[0]!.spectrum);
  } else if (reference === 'previous') {
    let last = 0;
    for (let at = 1; at < blocks.length; at++) {
      place(at, blocks[last]!.spectrum, found[last]!);
      if (found[at]!.isUsed) last = at;
    }
  } else {
    againstMean(band, blocks, found, place);
  }
  return found;
}

/**
 * Each block against the mean of those before it, moved back to their places; then once more against the mean of all
 * others. What shines in one block and not in the next weighs little in a mean, and errors do not add up.
 */
function againstMean(
  band: PlaceBand,
  blocks: readonly BlockSpectrum[],
  found: DriftBlock[],
  place: (at: number, against: Spectrum) => void,
): void {
  const mean = band.empty();
  const add = (at: number, times: 1 | -1) =>
    found[at]!.isUsed &&
    band.addMovedBack(mean, blocks[at]!.spectrum, found[at]!, times * (blocks[at]!.to - blocks[at]!.from));
  add(0, 1);
  for (let at = 1; at < blocks.length; at++) {
    place(at, mean);
    add(at, 1);
  }
  if (blocks.length < 3) return;
  const others = band.empty();
  for (let at = 0; at < blocks.length; at++) {
    others.real.set(mean.real);
    others.imaginary.set(mean.imaginary);
    const before = found[at]!;
    if (before.isUsed)
      band.addMovedBack(others, blocks[at]!.spectrum, before, -(blocks[at]!.to - blocks[at]!.from));
    place(at, others);
  }
}
