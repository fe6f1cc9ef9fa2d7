import type { PixelArray } from '../../contract/image';
import { UnsupportedFileError } from '../../contract/errors';
import { PIXEL_TYPES } from '../../imaging/pixel-types';
import type { TiffPage } from './page';
import { undoFloating, undoHorizontal } from './predictor';
import { TAG } from './tags';
import { doublesFrom64, floatsFrom24, floatsFromHalves, swapBytes, unpackBits } from './unpack';

/** Turns the bytes of a block into samples: byte order, packed bits, predictor, floats and 64-bit integers. */
export function samplesOf(page: TiffPage, bytes: Uint8Array, rowLength: number, rows: number): PixelArray {
  const { layout, structure } = page;
  const step = layout.planar ? 1 : layout.samples;
  const length = rowLength * rows;
  const { bits, predictor } = layout;
  const type = layout.pixelType!;

  if (layout.sampleFormat === 3 && bits === 24)
    return floatsFrom24(bytes, structure.littleEndian).subarray(0, length);
  if (![8, 16, 32, 64].includes(bits)) {
    const out = PIXEL_TYPES[type].make(length);
    unpackBits(bytes, bits, rowLength, out);
    return out;
  }

  const sampleBytes = bits / 8;
  let data = bytes.subarray(0, length * sampleBytes);
  if (predictor === 3) data = undoFloating(data, rowLength, step, sampleBytes);
  else if (!structure.littleEndian) swapBytes(data, sampleBytes);
  if (data.byteOffset % sampleBytes !== 0) data = data.slice();

  const view = viewOf(data, bits, layout.sampleFormat);
  if (predictor === 2) undoHorizontal(view, rowLength, step);
  if (view instanceof BigUint64Array) {
    const doubles = doublesFrom64(view, layout.sampleFormat === 2);
    if (doubles) return doubles;
    throw new UnsupportedFileError(
      `"${structure.source.name}" holds 64-bit integers beyond 2^53 (9007199254740992), which could not be kept exactly. ` +
        'Convert it to 32-bit integers or to floating point.',
      { path: structure.source.path },
    );
  }
  return type === 'float16' ? floatsFromHalves(view as Uint16Array) : view;
}

function viewOf(data: Uint8Array, bits: number, sampleFormat: number): PixelArray | BigUint64Array {
  const { byteOffset } = data;
  const buffer = data.buffer as ArrayBuffer;
  const length = Math.floor(data.length / (bits / 8));
  if (sampleFormat === 3) {
    if (bits === 16) return new Uint16Array(buffer, byteOffset, length);
    return bits === 32
      ? new Float32Array(buffer, byteOffset, length)
      : new Float64Array(buffer, byteOffset, length);
  }
  const signed = sampleFormat === 2;
  if (bits === 8) return signed ? new Int8Array(buffer, byteOffset, length) : data;
  if (bits === 16) return new (signed ? Int16Array : Uint16Array)(buffer, byteOffset, length);
  if (bits === 32) return new (signed ? Int32Array : Uint32Array)(buffer, byteOffset, length);
  return new BigUint64Array(buffer, byteOffset, length);
}

/** The value of pixels that the file leaves out on purpose (GDAL_NODATA, else 0). */
export function fillValue(page: TiffPage): number {
  if (!page.noData || page.noData.code !== TAG.gdalNoData) return 0;
  const value = Number(page.structure.text(page.noData).replace(',', '.'));
  const { min, max, integer } = PIXEL_TYPES[page.layout.pixelType!];
  return Number.isNaN(value) || value < min || value > max || (integer && !Number.isInteger(value))
    ? 0
    : value;
}
