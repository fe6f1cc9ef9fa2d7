import type { DriftBlock, DriftSettings } from '../../contract/drift';
import { InvalidRequestError } from '../../contract/errors';
import type { FrameShift } from '../../contract/reconstruction';
import type { Plane } from '../../imaging/plane';
import { blockShifts, type BlockSpectrum } from './block-shifts';
import { frameShifts } from './frame-shifts';
import { PlaceBand } from './place-band';

/** Memory for spectra of blocks; and blocks beyond which drift is known well enough. */
const SPECTRA_BYTES = 2 ** 27;
const MOST_BLOCKS = 512;

/**
 * Blocks are joined while the peak of most stands out less than this and the phases fit less well (small images have low
 * peaks), as long as there remain some to tell the drift by.
 */
const GOOD_PEAK = 15;
const GOOD_COHERENCE = 0.7;
const FEWEST_JOINED = 8;

/** The frames of a stack, read one at a time in their order. */
export interface DriftFrames {
  /** What sentences call the stack. */
  name: string;
  count: number;
  width: number;
  height: number;
  read(frame: number): Promise<Plane>;
}

/** Where the sample is in each frame, from where it is in the first. */
export interface DriftEstimate {
  shifts: FrameShift[];
  blocks: DriftBlock[];
  framesPerBlock: number;
}

/**
 * The drift of a stack, sub-pixel, by phase correlation of means over blocks of frames (Kuglin and Hines 1975; blocks and
 * references as NanoPyx has them, Saraiva et al., Nat. Methods 22, 283, 2025), with a cubic curve through the blocks'
 * middles. Where no block length is given, frames are joined until the peaks of the correlation are plain.
 *
 * Throws InvalidRequestError for a single frame, and where most blocks have no peak.
 */
export async function estimateDrift(frames: DriftFrames, settings: DriftSettings): Promise<DriftEstimate> {
  const { name, count } = frames;
  if (count < 2) {
    throw refused(`${name} has one frame: there is no drift to tell. Choose a stack of frames, or no drift.`);
  }
  const band = new PlaceBand(frames);
  let spectra = await spectraOf(band, frames, settings.framesPerBlock);
  let blocks = blockShifts(band, spectra, settings.reference);
  while (settings.framesPerBlock === 0 && spectra.length >= FEWEST_JOINED && isFaint(blocks)) {
    spectra = joined(band, spectra);
    blocks = blockShifts(band, spectra, settings.reference);
  }
  const used = blocks.filter(({ isUsed }) => isUsed);
  if (used.length < Math.max(2, blocks.length / 2)) {
    throw refused(
      `The drift of ${name} cannot be told: of ${blocks.length} means over ${framesOf(blocks[0]!)} frame${framesOf(blocks[0]!) === 1 ? '' : 's'} ${used.length} fit together. There is too little structure, or too much noise. Average more frames, or choose no drift.`,
    );
  }
  const { shifts, start } = frameShifts(used, count);
  return {
    shifts,
    blocks: blocks.map((block) => ({ ...block, x: block.x - start.x, y: block.y - start.y })),
    framesPerBlock: framesOf(blocks[0]!),
  };
}

const framesOf = ({ from, to }: { from: number; to: number }) => to - from;

const refused = (sentence: string) => new InvalidRequestError(sentence, { parameter: 'drift' });

/** Spectra of means over blocks of about equal length; with 0 frames a block, as many blocks as memory allows. */
async function spectraOf(
  band: PlaceBand,
  { count, width, height, read, name }: DriftFrames,
  framesPerBlock: number,
): Promise<BlockSpectrum[]> {
  const most = Math.floor(SPECTRA_BYTES / (8 * band.length));
  const wanted =
    framesPerBlock === 0 ? Math.min(count, MOST_BLOCKS, most) : Math.round(count / framesPerBlock);
  if (wanted > most) {
    throw refused(
      `${name} makes ${wanted} blocks of ${framesPerBlock} frames, more than the ${most} that drift is told from at once. Average at least ${Math.ceil(count / most)} frames.`,
    );
  }
  const blocks = Math.max(2, wanted);
  const spectra: BlockSpectrum[] = [];
  for (let block = 0; block < blocks; block++) {
    const [from, to] = [block, block + 1].map((edge) => Math.round((edge * count) / blocks)) as [
      number,
      number,
    ];
    const data = new Float64Array(width * height);
    for (let frame = from; frame < to; frame++) {
      const plane = await read(frame);
      for (let i = 0; i < data.length; i++) data[i]! += plane.data[i]! / (to - from);
    }
    spectra.push({ from, to, spectrum: band.spectrumOf({ width, height, data }) });
  }
  return spectra;
}

function isFaint(blocks: readonly DriftBlock[]): boolean {
  const compared = blocks.filter(({ confidence }) => confidence !== null);
  const good = compared.filter(
    ({ confidence, coherence }) => confidence! >= GOOD_PEAK || coherence! >= GOOD_COHERENCE,
  );
  return good.length < compared.length / 2;
}

/** Every two blocks as one; of an odd number the last three. */
function joined(band: PlaceBand, blocks: readonly BlockSpectrum[]): BlockSpectrum[] {
  const pairs: BlockSpectrum[] = [];
  for (let at = 0; at + 1 < blocks.length; at += 2) {
    const parts = blocks.slice(at, at + 3 === blocks.length ? at + 3 : at + 2);
    const [first, last] = [parts[0]!, parts[parts.length - 1]!];
    const spectrum = band.empty();
    for (const part of parts) {
      const weight = framesOf(part) / (last.to - first.from);
      for (let i = 0; i < band.length; i++) {
        spectrum.real[i]! += part.spectrum.real[i]! * weight;
        spectrum.imaginary[i]! += part.spectrum.imaginary[i]! * weight;
      }
    }
    pairs.push({ from: first.from, to: last.to, spectrum });
  }
  return pairs;
}
