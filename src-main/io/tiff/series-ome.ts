import { basename, dirname, join } from 'node:path';
import type { Calibration, ChannelInfo } from '../../contract/image';
import type { CancelSignal } from '../../contract/signal';
import { planePosition } from '../../imaging/geometry';
import { lutOfColor } from './color-map';
import { parseOmeXml, type OmeImage, type OmeModulo, type OmeXml } from './ome-xml';
import type { TiffPage } from './page';
import { product, squeeze, type SeriesPlan } from './series';
import { TiffFile } from './tiff-file';
import type { PageList, SeriesLevel } from './tiff-source';
import { lengthInUm, timeInS } from './units';

/** Most files that one OME-TIFF may consist of. */
const MAX_COMPANIONS = 65_536;

/** A description may speak of more planes than there are (a stopped acquisition), but not of this many times more. */
const MAX_MISSING_RATIO = 16;

/** The files of one set, by the identifier that OME-XML has for them; null where one is missing. */
class FileSet {
  readonly #byId = new Map<string, TiffFile | null>();
  readonly missing = new Set<string>();
  #rootId: string | null;

  constructor(
    readonly root: TiffFile,
    rootId: string | null,
  ) {
    this.#rootId = rootId;
  }

  find(uuid: { id: string; fileName: string | null } | null): TiffFile | null {
    if (!uuid || uuid.id === this.#rootId) return this.root;
    const known = this.#byId.get(uuid.id);
    if (known !== undefined) return known;
    if (this.#rootId === null && uuid.fileName?.toLowerCase() === this.root.name.toLowerCase()) {
      this.#rootId = uuid.id;
      return this.root;
    }
    const opened = this.#open(uuid.fileName);
    this.#byId.set(uuid.id, opened);
    if (!opened) this.missing.add(uuid.fileName ?? uuid.id);
    return opened;
  }

  /** Only files beside this one are opened, whatever the name says. */
  #open(fileName: string | null): TiffFile | null {
    if (!fileName || fileName !== basename(fileName) || fileName.includes('\\') || fileName.startsWith('.'))
      return null;
    if (this.root.companions.length >= MAX_COMPANIONS) return null;
    try {
      const file = TiffFile.open(join(dirname(this.root.source.path), fileName));
      this.root.companions.push(file);
      return file;
    } catch {
      return null; // said as missing
    }
  }
}

/** The series that OME-XML in the first description speaks of. Null where it cannot be used; a note says why. */
export async function omeSeries(file: TiffFile, signal?: CancelSignal): Promise<SeriesPlan[] | null> {
  let ome: OmeXml;
  try {
    ome = parseOmeXml(file.description(file.first));
  } catch (error) {
    file.notes.push(`The OME-XML of "${file.name}" ${(error as Error).message}; it was not used.`);
    return null;
  }
  if (ome.metadataFile !== null) {
    file.notes.push(
      `"${file.name}" holds only pixels; what they are stands in "${ome.metadataFile || 'another file'}". Its planes are shown in their order.`,
    );
    return null;
  }
  const files = new FileSet(file, ome.uuid);
  const series: SeriesPlan[] = [];
  for (const image of ome.images) {
    const plan = await imagePlan(file, files, image, ome.modulo, signal);
    if (plan) series.push(plan);
  }
  return series.length > 0 ? series : null;
}

async function imagePlan(
  file: TiffFile,
  files: FileSet,
  image: OmeImage,
  modulo: Map<string, OmeModulo[]>,
  signal?: CancelSignal,
): Promise<SeriesPlan | null> {
  const samples = Math.max(1, image.channels[0]?.samples ?? 1);
  if (image.channels.some((channel) => Math.max(1, channel.samples) !== samples)) {
    file.notes.push(`The OME-XML of "${file.name}" gives channels of different samples, which is not read.`);
    return null;
  }
  let axes = image.order;
  let shape = [...axes].map((axis) =>
    axis === 'C' ? Math.floor(image.sizes[axis]! / samples) : image.sizes[axis]!,
  );
  const missingBefore = files.missing.size;
  const { pages, length } = await placePages(files, image, shape, signal);
  let firstIndex = Infinity;
  for (const index of pages.keys()) firstIndex = Math.min(firstIndex, index);
  const keyPage = pages.get(firstIndex);
  if (!keyPage) return null;

  const { layout } = keyPage;
  if (samples > 1) {
    const at = layout.planar ? shape.length - 2 : shape.length;
    shape = [...shape.slice(0, at), samples, ...shape.slice(at)];
    axes = `${axes.slice(0, at)}S${axes.slice(at)}`;
  }
  if (squeeze(shape, axes).shape.slice(-layout.shape.length).join() !== layout.shape.join()) {
    file.notes.push(
      `The OME-XML of "${file.name}" speaks of planes of ${shape.slice(-2).join(' x ')}, the file holds ${layout.shape.join(' x ')}; it was not used.`,
    );
    return null;
  }
  const total = Math.max(1, Math.floor(product(shape) / product(layout.shape)));
  for (const index of pages.keys()) if (index >= total) pages.delete(index);
  const missing = total - pages.size;
  if (missing > 0 && total > MAX_MISSING_RATIO * pages.size + 64) {
    file.notes.push(
      `The OME-XML of "${file.name}" speaks of ${total} planes, the file holds ${pages.size}; it was not used.`,
    );
    return null;
  }

  const notes: string[] = [];
  const newlyMissing = [...files.missing].slice(missingBefore);
  const lostFiles = newlyMissing.length > 0 ? newlyMissing : [...files.missing];
  let list: PageList = { count: total, at: (index) => placeOf(pages.get(index)) };
  const leading = layout.axes.length - (layout.axes.endsWith('S') ? 3 : 2);
  const outer = shape.length - layout.shape.length;
  const box =
    missing > 0 && lostFiles.length > 0 && leading === 0 ? presentBox(pages, shape.slice(0, outer)) : null;
  if (box) {
    shape = [...box.shape, ...shape.slice(outer)];
    list = { count: product(box.shape), at: (index) => placeOf(pages.get(box.indexOf(index))) };
  }
  if (missing > 0) {
    const which =
      lostFiles
        .slice(0, 3)
        .map((name) => `"${name}"`)
        .join(', ') + (lostFiles.length > 3 ? ', ...' : '');
    notes.push(
      lostFiles.length > 0
        ? `This image consists of several files; ${which} ${lostFiles.length > 1 ? `(${lostFiles.length} files) are` : 'is'} not beside "${file.name}" or cannot be read. ` +
            (box
              ? 'The planes of the files that are there are shown.'
              : `${missing} of ${total} planes are shown as zeros.`)
        : `The file holds ${pages.size} of the ${total} planes it speaks of; the others are shown as zeros.`,
    );
  }
  if (!box) ({ shape, axes } = splitModulo(shape, axes, modulo.get(image.annotation ?? '') ?? []));
  if (length > total)
    notes.push(`The file holds ${length} planes where its description has room for ${total}.`);

  return {
    name: image.name,
    ...squeeze(shape, axes),
    keyPage,
    pages: list,
    levels: subIfdLevels(file, files, keyPage, list),
    calibration: omeCalibration(image),
    channels: omeChannels(image, keyPage),
    notes,
  };
}

function placeOf(page: TiffPage | undefined): { page: TiffPage; shift: number } | null {
  return page ? { page, shift: 0 } : null;
}

/** Pages by their index in the series, as the TiffData elements place them, and how many planes these speak of. */
async function placePages(
  files: FileSet,
  image: OmeImage,
  shape: readonly number[],
  signal?: CancelSignal,
): Promise<{ pages: Map<number, TiffPage>; length: number }> {
  const placed = new Map<number, TiffPage>();
  let length = 0;
  const leading = [...image.order.slice(0, -2)];
  for (const data of image.tiffData) {
    const position = leading.map((axis) => data.first[axis] ?? 0);
    if (position.some((at, i) => at >= shape[i]!)) continue;
    const index = position.reduce((sum, at, i) => sum * shape[i]! + at, 0);
    const file = files.find(data.uuid);
    if (!file) {
      length = Math.max(length, index + Math.max(1, data.planes));
      continue;
    }
    const pages = await file.pages(signal);
    const count = data.planes || pages.length;
    length = Math.max(length, index + count);
    for (let i = 0; i < count && data.ifd + i < pages.length; i++)
      placed.set(index + i, pages[data.ifd + i]!);
  }
  return { pages: placed, length };
}

/** The box of the leading axes that is fully present, or null where the present planes fill none. */
function presentBox(
  pages: ReadonlyMap<number, TiffPage>,
  shape: readonly number[],
): { shape: number[]; indexOf(index: number): number } | null {
  const leading = shape.map((length) => ({ length }));
  const low = shape.map(() => Infinity);
  const high = shape.map(() => -1);
  for (const index of pages.keys()) {
    planePosition(index, leading).forEach((at, i) => {
      low[i] = Math.min(low[i]!, at);
      high[i] = Math.max(high[i]!, at);
    });
  }
  const size = shape.map((_, i) => high[i]! - low[i]! + 1);
  if (product(size) !== pages.size) return null;
  const inner = size.map((length) => ({ length }));
  return {
    shape: size,
    indexOf: (index) => planePosition(index, inner).reduce((sum, at, i) => sum * shape[i]! + at + low[i]!, 0),
  };
}

/** Axes that are really two: "C" of 6 with 3 phases becomes "CP" of 2 and 3. */
function splitModulo(shape: number[], axes: string, modulo: OmeModulo[]): { shape: number[]; axes: string } {
  const result = { shape: [...shape], axes };
  for (const { axis, newAxis, size } of modulo) {
    const at = result.axes.indexOf(axis);
    if (at < 0 || result.shape[at]! % size !== 0) continue;
    if (result.shape[at] === size) {
      result.axes = result.axes.replace(axis, newAxis);
    } else {
      result.shape.splice(at, 1, result.shape[at]! / size, size);
      result.axes = result.axes.replace(axis, axis + newAxis);
    }
  }
  return result;
}

/** Lower resolutions in the SubIFDs of the pages, read when they are asked for. */
function subIfdLevels(file: TiffFile, files: FileSet, keyPage: TiffPage, full: PageList): SeriesLevel[] {
  const owners = new Map([files.root, ...file.companions].map((owner) => [owner.structure, owner]));
  const subPage = (page: TiffPage, level: number): TiffPage | null => {
    const offset = page.subIfds[level];
    return offset === undefined ? null : owners.get(page.structure)!.pageAt(offset, page.index);
  };
  const levels: SeriesLevel[] = [];
  for (let level = 0; level < keyPage.subIfds.length; level++) {
    let key: TiffPage | null = null;
    try {
      key = subPage(keyPage, level);
    } catch {
      file.notes.push(`Resolution ${level + 2} of "${file.name}" cannot be read and is left out.`);
    }
    if (!key) break;
    const at = (index: number) => {
      const place = full.at(index);
      return place ? placeOf(subPage(place.page, level) ?? undefined) : null;
    };
    levels.push({ layout: key.layout, pages: { count: full.count, at } });
  }
  return levels;
}

function omeCalibration({ physicalSize, timeIncrement }: OmeImage): Calibration {
  const along = (axis: 'X' | 'Y' | 'Z') => {
    const size = physicalSize[axis];
    return size ? lengthInUm(size.value, size.unit) : null;
  };
  return {
    pixelSizeUm: { x: along('X'), y: along('Y'), z: along('Z') },
    frameIntervalS: timeIncrement ? timeInS(timeIncrement.value, timeIncrement.unit) : null,
  };
}

function omeChannels(image: OmeImage, keyPage: TiffPage): ChannelInfo[] {
  // A palette of the pages themselves says more than the channel's colour.
  const palette = keyPage.layout.photometric === 3;
  return image.channels.map(({ name, color }) => ({
    name: name === '' ? null : name,
    lut: color && !palette ? lutOfColor(...color) : null,
    displayRange: null,
  }));
}
