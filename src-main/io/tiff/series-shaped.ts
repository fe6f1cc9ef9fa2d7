import type { CancelSignal } from '../../contract/signal';
import type { TiffPage } from './page';
import {
  contiguousPages,
  firstByte,
  isContiguous,
  listPages,
  pageBytes,
  product,
  type SeriesPlan,
} from './series';
import { joinPyramids } from './series-generic';
import { TAG } from './tags';
import type { TiffFile } from './tiff-file';

/** What tifffile writes into the description of the first page of each series. */
interface ShapedMetadata {
  shape: number[];
  axes: string | null;
  name: string | null;
  truncated: boolean | null;
}

/** The description in which tifffile keeps shape and axes ("{"shape": ...}" or "shape=(...)"), or null. */
export function shapedDescription(file: TiffFile, page: TiffPage): string | null {
  const directory = file.directoryOf(page);
  for (const tag of [directory.tags.get(TAG.imageDescription), directory.secondDescription]) {
    const text = file.structure.text(tag);
    if (text === '' || text.includes('"mibi.')) continue;
    if (text.startsWith('{') && text.includes('"shape":')) return text;
    if (text.startsWith('shape=')) return text;
  }
  return null;
}

function parseShaped(text: string): ShapedMetadata | null {
  if (text.startsWith('shape=')) {
    const shape = text
      .slice(7, -1)
      .split(',')
      .filter((part) => part.trim() !== '')
      .map(Number);
    return isShape(shape) ? { shape, axes: null, name: null, truncated: null } : null;
  }
  try {
    const json = JSON.parse(text) as Record<string, unknown>;
    const { shape, axes, name, truncated } = json;
    if (!isShape(shape)) return null;
    return {
      shape,
      axes: typeof axes === 'string' && axes.length === shape.length ? axes : null,
      name: typeof name === 'string' && name !== '' ? name : null,
      truncated: typeof truncated === 'boolean' ? truncated : null,
    };
  } catch {
    return null;
  }
}

function isShape(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.length <= 64 &&
    value.every((size) => Number.isSafeInteger(size) && size > 0 && size < 2 ** 40)
  );
}

/** The series of a file that tifffile wrote with its own description. Null where not every series has one. */
export async function shapedSeries(file: TiffFile, signal?: CancelSignal): Promise<SeriesPlan[] | null> {
  const series: SeriesPlan[] = [];
  if (!detect(file, await file.pages(signal), series)) return null;
  joinPyramids(series, true);
  return series;
}

/** Appends the series of a chain of pages, or of the SubIFDs of one level; false where a description is missing. */
function detect(file: TiffFile, pages: readonly TiffPage[], series: SeriesPlan[]): boolean {
  let index = 0;
  while (index < pages.length) {
    const key = pages[index]!;
    const text = shapedDescription(file, key);
    const meta = text === null ? null : parseShaped(text);
    if (!meta) return false;
    const pageSize = product(key.layout.shape);
    const count = product(meta.shape) / pageSize;
    if (!Number.isInteger(count)) return false;

    let own: TiffPage[] = [key];
    let step = count;
    if (count > 1 && count <= pages.length - index) {
      const next = pages[index + 1]!;
      const end = key.offset + count * pageBytes(key.layout);
      if (meta.truncated) step = 1;
      else if (!(isContiguous(key) && end < next.offset && key.subIfds.length === 0))
        own = pages.slice(index, index + count);
    }
    const plan = describe(file, key, own, meta);
    if (!plan) return false;
    series.push(plan);
    index += Math.max(1, step);

    for (let level = 0; level < key.subIfds.length; level++) {
      const subPages: TiffPage[] = [];
      for (const page of own) {
        const offset = page.subIfds[level];
        const sub = offset === undefined ? null : file.pageAt(offset, page.index);
        if (!sub) return false;
        subPages.push(sub);
      }
      if (!detect(file, subPages, series)) return false;
    }
  }
  return true;
}

function describe(file: TiffFile, key: TiffPage, own: TiffPage[], meta: ShapedMetadata): SeriesPlan | null {
  const { layout } = key;
  const fits = tilesInto(layout.shape, meta.shape);
  let target = meta.shape;
  let shape = target;
  let axes = meta.axes;
  if (!fits || axes === null) {
    shape = own.length > 1 ? [own.length, ...layout.shape] : layout.shape;
    axes = own.length > 1 ? `Q${layout.axes}` : layout.axes;
    if (!fits) target = shape;
  }
  const size = product(shape);
  const wanted = product(target);
  if (isContiguous(key) && wanted > size && wanted % size === 0) {
    axes = `Q${axes}`;
    shape = [wanted / size, ...shape];
  }
  if (product(shape) === wanted) {
    axes = reshapeAxes(axes, shape, target);
    shape = target;
  }

  const planes = product(shape) / product(layout.shape);
  const bytes = pageBytes(layout);
  const listed = own.length >= planes;
  if (!listed) {
    if (!isContiguous(key)) return null;
    if (firstByte(key) + planes * bytes > file.source.size) {
      file.notes.push(
        `The description of "${file.name}" speaks of ${planes} planes, more than the file holds; it was not used.`,
      );
      return null;
    }
  }
  return {
    name: meta.name,
    shape,
    axes,
    keyPage: key,
    pages: listed ? listPages(own) : contiguousPages(key, planes, bytes),
    levels: [],
    notes: [],
  };
}

/** Whether pages of one shape fill the shape of a series exactly, its last axes matching theirs. */
function tilesInto(page: readonly number[], series: readonly number[]): boolean {
  if (product(series) % product(page) !== 0) return false;
  const reversed = [...series].reverse();
  let at = 0;
  let ofPage = 1;
  let ofSeries = 1;
  for (const size of [...page].reverse()) {
    ofPage *= size;
    while (at < reversed.length) {
      const other = reversed[at++]!;
      ofSeries *= other;
      if (size === other || ofPage === ofSeries) break;
      if (other === 1) continue;
      if (ofSeries !== ofPage) return false;
    }
  }
  return true;
}

/** Names of the axes after reshaping: an axis keeps its name where it keeps its length and place, else it is Q. */
export function reshapeAxes(axes: string, shape: readonly number[], target: readonly number[]): string {
  const missing = Math.max(0, shape.length - target.length);
  const padded = [...target, ...new Array<number>(missing).fill(1)];
  let i = shape.length - 1;
  let before = 1;
  let after = 1;
  const names: string[] = [];
  for (const size of padded.reverse()) {
    after *= size;
    while (i > 0 && shape[i] === 1 && size !== 1) i--;
    // Past the first axis Python counts from the end again; tifffile's names depend on it.
    const at = i < 0 ? i + shape.length : i;
    if (size === shape[at] && after === before * size) {
      before *= size;
      names.push(axes[at]!);
      i--;
    } else names.push('Q');
  }
  return names.slice(missing).reverse().join('');
}
