import { contiguousPages, pageBytes, squeeze, type SeriesPlan } from './series';
import { TAG } from './tags';
import type { TiffFile } from './tiff-file';

/** Numbers of one plane in MetaMorph's UIC2 tag: Z distance (two), dates and times of creation and of change. */
const WORDS = 6;

/**
 * A MetaMorph stack: planes follow one another after one directory, and a tag lists distance and time of each. The axis
 * is Z where every plane has a distance, T where times differ, else a plain sequence.
 */
export async function stkSeries(file: TiffFile): Promise<SeriesPlan[] | null> {
  const { structure, first, source } = file;
  const tag = file.firstDirectory.tags.get(TAG.uic2);
  const planes = tag ? tag.count : 1;
  const { layout } = first;
  const bytes = pageBytes(layout);
  const offsets = structure.numbers(first.blockOffsets ?? undefined, 2);
  if (layout.compression !== 1 || planes < 1 || !(offsets[0]! + planes * bytes <= source.size)) {
    file.notes.push(
      `The MetaMorph description of "${file.name}" speaks of ${planes} planes, which the file does not hold.`,
    );
    return null;
  }
  let axis = 'I';
  if (tag && planes > 1 && structure.littleEndian) {
    const data = source.readUpToSync(tag.at, planes * WORDS * 4);
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    const word = (plane: number, i: number) => view.getUint32((plane * WORDS + i) * 4, true);
    if (data.length === planes * WORDS * 4) {
      const all = Array.from({ length: planes }, (_, plane) => plane);
      if (all.every((plane) => word(plane, 0) / word(plane, 1) !== 0)) axis = 'Z';
      else if (all.every((plane) => plane === 0 || word(plane, 3) !== word(plane - 1, 3))) axis = 'T';
    }
  }
  return [
    {
      name: null,
      ...squeeze([planes, ...layout.shape], axis + layout.axes),
      keyPage: first,
      pages: contiguousPages(first, planes, bytes),
      levels: [],
      notes: [],
    },
  ];
}
