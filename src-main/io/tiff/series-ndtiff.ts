import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { planePosition } from '../../imaging/geometry';
import { ByteSource } from '../byte-source';
import { ndtiffVersion } from './micro-manager-metadata';
import type { TiffPage } from './page';
import { firstByte, product, squeeze, type SeriesPlan } from './series';
import { TiffFile } from './tiff-file';

const INDEX_NAME = 'NDTiff.index';
const MAX_INDEX_BYTES = 1024 * 2 ** 20;
const MAX_PLANES = 16_000_000;

/** Letters of axes by the names NDTiff gives them. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{
    width: 'X',
    height: 'Y',
    depth: 'Z',
    sample: 'S',
    sequence: 'I',
    time: 'T',
    channel: 'C',
    angle: 'A',
    phase: 'P',
  },
  ...{
    tile: 'R',
    lifetime: 'H',
    lambda: 'E',
    exposure: 'L',
    event: 'V',
    mosaic: 'M',
    column: 'J',
    row: 'K',
    z: 'Z',
  },
  position: 'R',
};

/** One entry of the index. */
interface IndexEntry {
  axes: Record<string, number | string>;
  fileName: string;
  dataAt: number;
}

/**
 * A data set of Micro-Manager's NDTiff, versions 2 and 3: the index beside the files says which frame lies where. Null
 * where there is no index; the file's own pages are shown then.
 */
export async function ndtiffSeries(file: TiffFile): Promise<SeriesPlan[] | null> {
  const folder = dirname(file.source.path);
  const indexPath = join(folder, INDEX_NAME);
  if (ndtiffVersion(file.structure) < 2 || !existsSync(indexPath)) return null;
  const entries = readIndex(indexPath);
  if (entries.length === 0) return null;

  const names = Object.keys(entries[0]!.axes);
  const categories = new Map<string, Map<string, number>>();
  const positions = entries.map((entry) => names.map((name) => indexOf(entry.axes[name], name, categories)));
  if (positions.some((position) => position.some((at) => !Number.isSafeInteger(at)))) return null;
  const order = storageOrder(positions, names.length);
  const low = order.map((i) =>
    positions.reduce((least, position) => Math.min(least, position[i]!), Infinity),
  );
  const high = order.map((i) =>
    positions.reduce((most, position) => Math.max(most, position[i]!), -Infinity),
  );
  const shape = order.map((_, i) => high[i]! - low[i]! + 1);
  const total = product(shape);
  if (total > MAX_PLANES) throw file.structure.damaged(`has an index that speaks of ${total} planes`);

  const keyPages = new Map<string, TiffPage | null>();
  const placed = new Map<string, { page: TiffPage; shift: number }>();
  entries.forEach(({ fileName, dataAt }, i) => {
    if (!keyPages.has(fileName)) keyPages.set(fileName, keyPageOf(file, folder, fileName));
    const page = keyPages.get(fileName);
    const key = order.map((axis, j) => positions[i]![axis]! - low[j]!).join();
    if (page && page.layout.compression === 1) placed.set(key, { page, shift: dataAt - firstByte(page) });
  });
  const keyPage = [...keyPages.values()].find((page) => page !== null && page !== undefined);
  if (!keyPage) return null;
  const notes =
    placed.size < total
      ? [`${total - placed.size} of ${total} planes are not there and are shown as zeros.`]
      : [];
  const leading = shape.map((length) => ({ length }));
  const letters = order.map((i) => LETTERS[names[i]!.toLowerCase()] ?? 'Q').join('');
  const at = (plane: number) => placed.get(planePosition(plane, leading).join()) ?? null;
  return [
    {
      name: null,
      ...squeeze([...shape, ...keyPage.layout.shape], letters + keyPage.layout.axes),
      keyPage,
      pages: { count: total, at },
      levels: [],
      notes,
    },
  ];
}

/** A position on an axis: a number, or the order in which a name (of a channel) first occurred. */
function indexOf(
  value: number | string | undefined,
  name: string,
  categories: Map<string, Map<string, number>>,
): number {
  if (typeof value !== 'string') return value ?? NaN;
  let known = categories.get(name);
  if (!known) categories.set(name, (known = new Map()));
  if (!known.has(value)) known.set(value, known.size);
  return known.get(value)!;
}

/** Axes in storage order: the one whose position changes least along the index first. */
function storageOrder(positions: number[][], axes: number): number[] {
  const changes = Array.from({ length: axes }, (_, axis) =>
    positions.reduce(
      (sum, position, i) => sum + (i ? Math.abs(position[axis]! - positions[i - 1]![axis]!) : 0),
      0,
    ),
  );
  return changes.map((_, i) => i).sort((a, b) => changes[a]! - changes[b]! || a - b);
}

function keyPageOf(file: TiffFile, folder: string, fileName: string): TiffPage | null {
  if (fileName === file.name) return file.first;
  if (fileName !== basename(fileName) || fileName.includes('\\')) return null;
  try {
    const other = TiffFile.open(join(folder, fileName));
    file.companions.push(other);
    return other.first;
  } catch {
    return null;
  }
}

/** The entries of NDTiff.index; a damaged end is left out. */
function readIndex(path: string): IndexEntry[] {
  const source = ByteSource.open(path);
  try {
    const bytes = source.readUpToSync(0, MAX_INDEX_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const text = (from: number, length: number) =>
      new TextDecoder().decode(bytes.subarray(from, from + length));
    const entries: IndexEntry[] = [];
    for (let at = 0; at + 4 <= bytes.length && entries.length < MAX_PLANES;) {
      const axesBytes = view.getUint32(at, true);
      const nameAt = at + 4 + axesBytes;
      if (nameAt + 4 > bytes.length) break;
      const nameBytes = view.getUint32(nameAt, true);
      const fieldsAt = nameAt + 4 + nameBytes;
      if (fieldsAt + 32 > bytes.length) break;
      const axes = readAxes(text(at + 4, axesBytes));
      if (!axes) break;
      entries.push({ axes, fileName: text(nameAt + 4, nameBytes), dataAt: view.getUint32(fieldsAt, true) });
      at = fieldsAt + 32;
    }
    return entries;
  } finally {
    source.close();
  }
}

/** The axes of an entry: a number or a name each; null where the text is something else. */
function readAxes(json: string): IndexEntry['axes'] | null {
  let axes: unknown;
  try {
    axes = JSON.parse(json);
  } catch {
    return null;
  }
  const isPlace = (value: unknown) => typeof value === 'number' || typeof value === 'string';
  const isRecord = typeof axes === 'object' && axes !== null && !Array.isArray(axes);
  return isRecord && Object.values(axes as object).every(isPlace) ? (axes as IndexEntry['axes']) : null;
}
