import type { PixelType } from './image';

/** A format that is written: its name for people, how names of its files end, and the pixel types it holds. */
export interface WrittenFormat {
  id: 'ome' | 'imagej';
  name: string;
  ends: RegExp;
  pixelTypes: readonly PixelType[];
}

/** The formats that are written; the first whose end fits a name counts. ImageJ's int16 are its signed images. */
export const WRITTEN_FORMATS: readonly WrittenFormat[] = [
  {
    id: 'ome',
    name: 'OME-TIFF',
    ends: /\.ome\.tiff?$/i,
    pixelTypes: ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'float32', 'float64'],
  },
  {
    id: 'imagej',
    name: 'ImageJ TIFF',
    ends: /\.tiff?$/i,
    pixelTypes: ['uint8', 'uint16', 'int16', 'float32'],
  },
];

/** The format a file of that name is written in; null where the name says none. */
export function writtenFormat(path: string): WrittenFormat | null {
  return WRITTEN_FORMATS.find(({ ends }) => ends.test(path)) ?? null;
}
