import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { planeIndex } from '../../imaging/geometry';
import {
  readStackIndex,
  summaryCalibration,
  summaryChannels,
  type IndexedFrame,
  type Summary,
} from './micro-manager-metadata';
import type { TiffPage } from './page';
import { product, squeeze, type SeriesPlan } from './series';
import { TiffFile } from './tiff-file';

type Axis = 'C' | 'Z' | 'T' | 'R';
const SUMMARY_KEYS: Readonly<Record<Axis, string>> = {
  C: 'Channels',
  Z: 'Slices',
  T: 'Frames',
  R: 'Positions',
};

/** More planes than one acquisition has; a summary that says more is damaged. */
const MAX_PLANES = 16_000_000;

/** A frame, and the file that holds it. */
interface PlacedFrame {
  file: TiffFile;
  offset: number;
}

/**
 * A Micro-Manager multi-page stack: an index before the first directory says where each channel, slice, time and
 * position is. Files of one acquisition ("..._MMStack_1.ome.tif") are joined where they lie together; alone, a file
 * shows what it has. Null where the file has no such index.
 */
export async function microManagerSeries(file: TiffFile): Promise<SeriesPlan[] | null> {
  const index = readStackIndex(file.structure);
  if (!index || !('MicroManagerVersion' in index.summary) || !('Frames' in index.summary)) return null;
  const { summary } = index;
  const axes: Axis[] = [
    ...((summary['TimeFirst'] ?? true) ? (['T', 'R'] as const) : (['R', 'T'] as const)),
    ...((summary['SlicesFirst'] ?? true) ? (['Z', 'C'] as const) : (['C', 'Z'] as const)),
  ];
  const notes: string[] = [];
  let shape = axes.map((axis) => {
    const said = Number(summary[SUMMARY_KEYS[axis]] ?? 1);
    return Math.max(Number.isInteger(said) ? said : 1, largest(index.frames, axis) + 1);
  });
  let from = axes.map(() => 0);
  const files: { file: TiffFile; frames: IndexedFrame[] }[] = [{ file, frames: index.frames }];
  if (product(shape) > index.frames.length) {
    files.push(...openOthers(file, summary));
    if (files.length === 1) {
      const whole = product(shape);
      from = axes.map((axis) => Math.min(...range(index.frames, axis)));
      shape = axes.map((axis, i) => largest(index.frames, axis) - from[i]! + 1);
      if (product(shape) < whole) {
        notes.push(
          `The acquisition has ${whole} planes; the files with the others are not beside "${file.name}".`,
        );
      }
    }
  }
  const total = product(shape);
  if (total > MAX_PLANES) throw file.structure.damaged(`says that it has ${total} planes`);

  const leading = shape.map((length) => ({ length }));
  const placed = new Map<number, PlacedFrame>();
  for (const { file: owner, frames } of files) {
    for (const frame of frames) {
      const position = axes.map((axis, i) => frame[axis] - from[i]!);
      if (position.some((at, i) => at < 0 || at >= shape[i]!)) continue;
      if (frame.offset >= 8 && frame.offset < owner.source.size) {
        placed.set(planeIndex(position, leading), { file: owner, offset: frame.offset });
      }
    }
  }
  const missing = total - placed.size;
  if (missing > 0) notes.push(`${missing} of ${total} planes were not recorded and are shown as zeros.`);
  const { layout } = file.first;
  const loaded = new Map<number, TiffPage | null>();
  const at = (plane: number) => {
    const frame = placed.get(plane);
    if (!frame) return null;
    let page = loaded.get(plane);
    if (page === undefined) {
      page =
        frame.offset === frame.file.first.offset ? frame.file.first : frame.file.pageAt(frame.offset, plane);
      loaded.set(plane, page);
    }
    return page ? { page, shift: 0 } : null;
  };
  return [
    {
      name: null,
      ...squeeze([...shape, ...layout.shape], axes.join('') + layout.axes),
      keyPage: file.first,
      pages: { count: total, at },
      levels: [],
      calibration: summaryCalibration(summary),
      channels: summaryChannels(summary, shape[axes.indexOf('C')]!),
      notes,
    },
  ];
}

function range(frames: readonly IndexedFrame[], axis: Axis): number[] {
  let low = Infinity;
  let high = 0;
  for (const frame of frames) {
    low = Math.min(low, frame[axis]);
    high = Math.max(high, frame[axis]);
  }
  return [low, high];
}

function largest(frames: readonly IndexedFrame[], axis: Axis): number {
  return range(frames, axis)[1]!;
}

/** Other files of the same acquisition in the same folder: their names begin alike. */
function openOthers(file: TiffFile, summary: Summary): { file: TiffFile; frames: IndexedFrame[] }[] {
  if (!file.name.includes('_MMStack')) return [];
  const prefix = typeof summary['Prefix'] === 'string' ? summary['Prefix'] : file.name.split('_MMStack')[0]!;
  if (!file.name.startsWith(prefix)) return [];
  const folder = dirname(file.source.path);
  const others: { file: TiffFile; frames: IndexedFrame[] }[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (name === file.name || !name.startsWith(`${prefix}_MMStack`) || !name.endsWith('.tif')) continue;
    try {
      const other = TiffFile.open(join(folder, name));
      file.companions.push(other);
      const index = readStackIndex(other.structure);
      if (index) others.push({ file: other, frames: index.frames });
    } catch (error) {
      file.notes.push(
        `"${name}" belongs to the same acquisition but cannot be read: ${(error as Error).message}`,
      );
    }
  }
  return others;
}
