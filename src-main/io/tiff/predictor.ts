import type { PixelArray } from '../../contract/image';

/**
 * Undoes horizontal differencing (Predictor 2, TIFF 6.0 section 14) in place: each sample is the sum of itself and
 * the sample `step` before it in its row, modulo its size. Floats are summed as the integers of their bits.
 * `values` holds rows of `rowLength` samples in native byte order.
 */
export function undoHorizontal(values: PixelArray | BigUint64Array, rowLength: number, step: number): void {
  if (values instanceof BigUint64Array || values instanceof Float64Array) {
    return sumPairs(new Uint32Array(values.buffer, values.byteOffset, values.length * 2), rowLength, step);
  }
  const data =
    values instanceof Float32Array
      ? new Uint32Array(values.buffer, values.byteOffset, values.length)
      : values;
  for (let row = 0; row + rowLength <= data.length; row += rowLength) {
    const end = row + rowLength;
    for (let i = row + step; i < end; i++) data[i] = data[i]! + data[i - step]!;
  }
}

/** 64-bit sums as pairs of 32-bit halves, low half first. */
function sumPairs(halves: Uint32Array, rowLength: number, step: number): void {
  const row = rowLength * 2;
  const back = step * 2;
  for (let start = 0; start + row <= halves.length; start += row) {
    for (let i = start + back; i < start + row; i += 2) {
      const low = halves[i]! + halves[i - back]!;
      halves[i] = low;
      halves[i + 1] = halves[i + 1]! + halves[i - back + 1]! + (low > 0xffffffff ? 1 : 0);
    }
  }
}

/**
 * Undoes floating-point differencing (Predictor 3, Adobe Technical Note 3): each row is differenced bytes `step` apart,
 * most significant bytes of all samples first. Returns the samples' bytes little-endian, rows of `rowLength` samples.
 */
export function undoFloating(
  data: Uint8Array,
  rowLength: number,
  step: number,
  sampleBytes: number,
): Uint8Array {
  const out = new Uint8Array(data.length);
  const rowBytes = rowLength * sampleBytes;
  for (let row = 0; row + rowBytes <= data.length; row += rowBytes) {
    for (let i = row + step; i < row + rowBytes; i++) data[i] = data[i]! + data[i - step]!;
    for (let byte = 0; byte < sampleBytes; byte++) {
      const from = row + byte * rowLength;
      let to = row + sampleBytes - 1 - byte;
      for (let i = 0; i < rowLength; i++, to += sampleBytes) out[to] = data[from + i]!;
    }
  }
  return out;
}
