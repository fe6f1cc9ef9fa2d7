import type { CancelSignal } from '../../contract/signal';
import type { PageLayout, TiffPage } from './page';
import { listPages, squeeze, type SeriesPlan } from './series';
import { TAG } from './tags';
import type { TiffFile } from './tiff-file';

/** Pages of one file that tifffile calls a uniform series: all alike. Else null. */
export async function uniformSeries(file: TiffFile, signal?: CancelSignal): Promise<SeriesPlan[] | null> {
  if (file.first.subIfds.length > 0) return null;
  const pages = await file.pages(signal);
  const { layout } = file.first;
  // Up to eight pages go the generic way, which comes to the same but for pyramids.
  if (pages.length > 1 && pages.length < 8) return null;
  if (pages.some((page) => page.layout !== layout)) return null;
  return [sequence(pages, 'I')];
}

/** All pages of the file as one series whatever they say of themselves (ScanImage, NIH Image). */
export async function allPages(file: TiffFile, signal?: CancelSignal): Promise<SeriesPlan[] | null> {
  const pages = await file.pages(signal);
  const { shape, compression, pixelType } = file.first.layout;
  const alike = pages.filter(
    ({ layout }) =>
      layout.shape.join() === shape.join() &&
      layout.compression === compression &&
      layout.pixelType === pixelType,
  );
  return alike.length === pages.length ? [sequence(pages, 'I')] : null;
}

/** Pages in order along one axis; a single page has none. */
export function sequence(pages: readonly TiffPage[], axis: string): SeriesPlan {
  const keyPage = pages[0]!;
  const { layout } = keyPage;
  const shape = pages.length === 1 ? layout.shape : [pages.length, ...layout.shape];
  const axes = pages.length === 1 ? layout.axes : axis + layout.axes;
  return { name: null, ...squeeze(shape, axes), keyPage, pages: listPages(pages), levels: [], notes: [] };
}

/**
 * Series by grouping pages, and SubIFDs, that are stored alike, in order of first appearance; series that are the same
 * image at a half, a third or a quarter of the size become levels of a pyramid.
 */
export async function genericSeries(file: TiffFile, signal?: CancelSignal): Promise<SeriesPlan[]> {
  const groups = new Map<PageLayout, TiffPage[]>();
  const seen = new Set<number>();
  const add = (page: TiffPage | null) => {
    if (!page || seen.has(page.offset)) return;
    seen.add(page.offset);
    const group = groups.get(page.layout);
    if (group) group.push(page);
    else groups.set(page.layout, [page]);
  };
  for (const page of await file.pages(signal)) {
    add(page);
    for (const [i, offset] of page.subIfds.entries()) {
      try {
        add(file.pageAt(offset, page.index));
      } catch {
        file.notes.push(
          `Sub-image ${i + 1} of page ${page.index + 1} of "${file.name}" could not be read and is left out.`,
        );
      }
    }
  }
  const series = [...groups.values()].map((pages) => sequence(pages, 'I'));
  // Agilent's scanners store channels of different size that are no pyramid.
  const { tags } = file.firstDirectory;
  if (!(tags.has(TAG.inkNames) && tags.has(TAG.agilentBinary))) joinPyramids(series, false);
  return series;
}

/**
 * Moves series that are lower resolutions of another into its levels, as tifffile does: the first sampling factor of
 * 2, 3, 4 that fits, one step at a time. `reducedOnly` takes only pages marked as reduced.
 */
export function joinPyramids(series: SeriesPlan[], reducedOnly: boolean): void {
  for (let i = 0; i < series.length; i++) {
    const top = series[i]!;
    if (top.keyPage.isSubIfd) continue;
    let last = top;
    let factor = 0;
    for (let j = i + 1; j < series.length;) {
      const candidate = series[j]!;
      const fits = (by: number) => isOneStepBelow(last, candidate, by);
      const found =
        reducedOnly && !candidate.keyPage.reduced
          ? 0
          : factor
            ? fits(factor)
              ? factor
              : 0
            : ([2, 3, 4].find(fits) ?? 0);
      if (!found) {
        j++;
        continue;
      }
      factor = found;
      top.levels.push({ layout: candidate.keyPage.layout, pages: candidate.pages });
      last = candidate;
      series.splice(j, 1);
    }
  }
}

/** Whether `b` is `a` with X, Y and Z divided by `factor`, rounded either way, and all else equal. */
function isOneStepBelow(a: SeriesPlan, b: SeriesPlan, factor: number): boolean {
  if (a.axes !== b.axes || a.keyPage.layout.pixelType !== b.keyPage.layout.pixelType) return false;
  let level = -1;
  for (let i = 0; i < a.axes.length; i++) {
    const [from, to] = [a.shape[i]!, b.shape[i]!];
    if (!'XYZ'.includes(a.axes[i]!)) {
      if (from !== to) return false;
      continue;
    }
    const fits = (step: number) =>
      step <= from && (Math.floor(from / step) === to || Math.ceil(from / step) === to);
    if (level < 0) {
      for (let r = 0; r < 16 && factor ** r <= from && level < 0; r++) if (fits(factor ** r)) level = r;
      if (level < 0) return false;
    } else if (!fits(factor ** level)) return false;
  }
  return level === 1;
}
