import type { PixelArray, PixelType } from '../../src-main/contract/image';

/** How the shader reads a texture: unsigned integers, signed integers, floats. */
export type SamplerKind = 'unsigned' | 'signed' | 'float';

/** How values of a pixel type lie in a texture. Names are WebGL2's constants. */
export interface TextureFormat {
  internal: 'R8UI' | 'R8I' | 'R16UI' | 'R16I' | 'R32UI' | 'R32I' | 'R32F';
  format: 'RED_INTEGER' | 'RED';
  type: 'UNSIGNED_BYTE' | 'BYTE' | 'UNSIGNED_SHORT' | 'SHORT' | 'UNSIGNED_INT' | 'INT' | 'FLOAT';
  sampler: SamplerKind;
  bytes: number;
  /** The values as the texture takes them. */
  pack(data: PixelArray): PixelArray;
}

const asIs = (data: PixelArray): PixelArray => data;
const asFloat = (data: PixelArray): PixelArray =>
  data instanceof Float32Array ? data : Float32Array.from(data);

const unsigned8: TextureFormat = {
  internal: 'R8UI',
  format: 'RED_INTEGER',
  type: 'UNSIGNED_BYTE',
  sampler: 'unsigned',
  bytes: 1,
  pack: asIs,
};
const float: TextureFormat = {
  internal: 'R32F',
  format: 'RED',
  type: 'FLOAT',
  sampler: 'float',
  bytes: 4,
  pack: asFloat,
};

/**
 * The one table of textures by pixel type: raw values, never 8-bit copies. WebGL2 has no textures of 64 bits, so
 * float64, uint64 and int64 are drawn from float32; the shader computes with float32 in any case. Values under the cursor
 * come from the stored ones.
 */
export const TEXTURE_FORMATS: Readonly<Record<PixelType, TextureFormat>> = {
  bool: unsigned8,
  uint8: unsigned8,
  int8: { ...unsigned8, internal: 'R8I', type: 'BYTE', sampler: 'signed' },
  uint16: { ...unsigned8, internal: 'R16UI', type: 'UNSIGNED_SHORT', bytes: 2 },
  int16: { ...unsigned8, internal: 'R16I', type: 'SHORT', sampler: 'signed', bytes: 2 },
  uint32: { ...unsigned8, internal: 'R32UI', type: 'UNSIGNED_INT', bytes: 4 },
  int32: { ...unsigned8, internal: 'R32I', type: 'INT', sampler: 'signed', bytes: 4 },
  uint64: float,
  int64: float,
  float16: float,
  float32: float,
  float64: float,
};
