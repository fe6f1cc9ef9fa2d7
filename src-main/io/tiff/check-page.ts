import { FileTooLargeError, UnsupportedFileError, type DamagedFileError } from '../../contract/errors';
import { PIXEL_TYPES } from '../../imaging/pixel-types';
import { isSplittable, readBlockIndex, uncompressedBytes } from './block-index';
import { CODECS } from './codecs';
import { blockGrid, rowBytes, type PageLayout, type TiffPage } from './page';
import { COMPRESSION_NAMES } from './tags';

/** Largest decoded block. Strips of 64 rows of 100,000 16-bit RGB pixels have 38 MB; a decoder needs about thrice this. */
export const MAX_BLOCK_BYTES = 128 * 2 ** 20;

/** Most blocks of one page: 2^22 tiles of 256 squared are a plane of half a million pixels squared. */
export const MAX_BLOCKS = 2 ** 22;

/** What a file may claim beyond what its bytes can become: small images whose last strip is padded. */
const CLAIM_SLACK_BYTES = 2 ** 20;

/**
 * Refuses what cannot be read before anything is: unknown compression, predictor, pixel type or chroma, blocks too
 * large to decode, and pages whose data are larger than the file could hold. Throws the sentence.
 */
export function checkPage(page: TiffPage): void {
  const { layout, structure } = page;
  const { name, path } = structure.source;
  const unsupported = (what: string, cure: string) =>
    new UnsupportedFileError(`"${name}" ${what}, which Finescope does not read. ${cure}`, { path });
  const again = 'Open it in Fiji or ImageJ and save it as TIFF.';

  if (layout.sampleFormat === 5 || layout.sampleFormat === 6) {
    throw unsupported('holds complex numbers', 'Export magnitude and phase as two images.');
  }
  const codec = CODECS[layout.compression];
  if (!codec) {
    const known = COMPRESSION_NAMES[layout.compression];
    const what = known ? `${known} compression` : `an unknown compression (number ${layout.compression})`;
    throw unsupported(
      `is stored with ${what}`,
      'Save it again without compression or with deflate (zip), LZW or zstd.',
    );
  }
  if (layout.pixelType === null) {
    const bits = layout.bits < 0 ? 'samples of different size' : `samples of ${layout.bits} bits`;
    const kind =
      { 1: 'unsigned', 2: 'signed', 3: 'floating-point', 4: 'untyped' }[layout.sampleFormat] ?? 'mixed';
    throw unsupported(`has ${bits} (${kind})`, again);
  }
  if (!codec.isImage) {
    const byteWise = [8, 16, 32, 64].includes(layout.bits);
    const floats = layout.sampleFormat === 3;
    const known =
      layout.predictor === 1 ||
      (layout.predictor === 2 && byteWise) ||
      (layout.predictor === 3 && byteWise && floats);
    if (!known) {
      throw unsupported(`uses predictor ${layout.predictor} on ${layout.bits}-bit samples`, again);
    }
    if (layout.subsampled)
      throw unsupported('stores colour in fewer pixels than brightness (YCbCr) without JPEG', again);
  } else if (
    layout.pixelType !== 'uint8' &&
    !(layout.compression === 34933 && layout.pixelType === 'uint16')
  ) {
    throw unsupported(`is ${COMPRESSION_NAMES[layout.compression]} of ${layout.bits}-bit samples`, again);
  }

  const { count } = blockGrid(layout);
  if (count > MAX_BLOCKS) {
    throw new FileTooLargeError(
      `"${name}" says that one plane has ${count} strips or tiles; up to ${MAX_BLOCKS} are read.`,
      {
        path,
      },
    );
  }
  checkHeld(page, codec.maxRatio);
  const blockBytes = decodedBlockBytes(layout);
  if (blockBytes > MAX_BLOCK_BYTES && !isSplittable(layout)) {
    throw new FileTooLargeError(
      `"${name}" is stored in single compressed pieces of ${Math.ceil(blockBytes / 2 ** 20)} MB; pieces of up to ` +
        `${MAX_BLOCK_BYTES / 2 ** 20} MB can be decoded. Save it again with tiles or smaller strips.`,
      { path },
    );
  }
}

/** A page cannot hold more pixels than its compressed bytes could become. Blocks left out on purpose hold none. */
function checkHeld(page: TiffPage, maxRatio: number): void {
  const { layout, structure } = page;
  if (!page.blockOffsets) throw structure.damaged('does not say where its pixels are');
  const { offsets, byteCounts } = readBlockIndex(page);
  const { size } = structure.source;
  const blockBytes = layout.blockDepth * layout.blockHeight * rowBytes(layout);
  const { count } = blockGrid(layout);
  if (layout.compression === 1 && offsets.length === 1 && count === 1) {
    if (offsets[0]! + uncompressedBytes(layout, 0) > size) throw tooShort(page, uncompressedBytes(layout, 0));
    return;
  }
  let claimed = 0;
  let held = 0;
  const seen = new Set<number>();
  for (let i = 0; i < count; i++) {
    const offset = offsets[i] ?? 0;
    const bytes = byteCounts[i] ?? 0;
    if (i < offsets.length && offset === 0 && bytes === 0) continue;
    claimed += layout.compression === 1 ? uncompressedBytes(layout, i) : blockBytes;
    if (!seen.has(offset) && offset < size) held += Math.min(bytes || size - offset, size - offset);
    seen.add(offset);
  }
  if (claimed > Math.min(held, size) * maxRatio + CLAIM_SLACK_BYTES) throw tooShort(page, claimed);
}

function tooShort(page: TiffPage, claimed: number): DamagedFileError {
  const { layout, structure } = page;
  return structure.damaged(
    `says that page ${page.index + 1} has ${layout.width} x ${layout.height} pixels (${claimed} bytes), ` +
      `but holds only ${structure.source.size} bytes`,
  );
}

/** Bytes of a decoded block in memory. */
function decodedBlockBytes(layout: PageLayout): number {
  const samples = layout.planar ? 1 : layout.samples;
  const bytes = layout.pixelType ? PIXEL_TYPES[layout.pixelType].bytes : 8;
  return layout.blockWidth * layout.blockHeight * layout.blockDepth * samples * bytes;
}
