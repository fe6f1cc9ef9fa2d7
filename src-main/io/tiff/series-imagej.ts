import type { CancelSignal } from '../../contract/signal';
import { imagejCalibration, imagejChannels, readImagejMetadata } from './imagej-metadata';
import {
  contiguousPages,
  firstByte,
  isContiguous,
  listPages,
  pageBytes,
  product,
  squeeze,
  type SeriesPlan,
} from './series';
import type { TiffFile } from './tiff-file';

/** Axes by ImageJ's order key, slowest first; numbers are read from the description. */
const ORDERS: Readonly<Record<string, string>> = {
  czt: 'TZC',
  default: 'TZC',
  ctz: 'ZTC',
  zct: 'TCZ',
  ztc: 'CTZ',
  tcz: 'ZCT',
  tzc: 'CZT',
};

/**
 * The series of a file that ImageJ (or a program that writes like it) described. Planes may follow the first directory
 * as raw data, which is how ImageJ writes more than 4 GB. Null where description and file do not agree.
 */
export async function imagejSeries(file: TiffFile, signal?: CancelSignal): Promise<SeriesPlan[] | null> {
  const meta = readImagejMetadata(file);
  if (!meta) return null;
  const page = file.first;
  const { layout } = page;
  const count = (key: string) => {
    const value = Number(meta.values.get(key) ?? 1);
    return Number.isInteger(value) ? value : 0;
  };
  const frames = count('frames');
  const slices = count('slices');
  let channels = count('channels');
  let images = count('images');
  if (images < 1 || frames < 1 || slices < 1 || channels < 1) return null;

  const contigSamples = layout.axes.endsWith('S') ? layout.samples : 1;
  const planarSamples = layout.planar ? layout.samples : 1;
  if (channels === 1 || (planarSamples > 1 && planarSamples === channels)) {
    images = frames * slices;
  } else if (images === frames * slices && contigSamples === channels) {
    channels = 1;
  } else {
    images = frames * slices * channels;
  }
  if (images === 1 && file.second) images = (await file.pages(signal)).length;

  const notes: string[] = [];
  const bytes = pageBytes(layout);
  let contiguous = false;
  if (isContiguous(page)) {
    const end = firstByte(page) + images * bytes;
    if (end > file.source.size) {
      file.notes.push(
        `The ImageJ description of "${file.name}" speaks of ${images} planes, more than the file holds; it was not used.`,
      );
      return null;
    }
    contiguous = images <= 1 || !file.second || end <= file.second.offset;
  }
  const order = ORDERS[String(meta.values.get('order') ?? 'czt').toLowerCase()] ?? 'TZC';
  const sizes: Record<string, number> = { T: frames, Z: slices, C: channels };
  let axes = order;
  let shape = [...order].map((axis) => sizes[axis]!);
  const remain = Math.floor(images / product(shape));
  if (remain > 1) {
    shape = [remain, ...shape];
    axes = `I${axes}`;
  }
  if (planarSamples > 1) {
    // Bio-Formats calls separately stored samples channels.
    if (!axes.endsWith('C')) return null;
    shape = [...shape.slice(0, -1), ...layout.shape];
    axes += layout.axes.slice(1);
  } else {
    shape = [...shape, ...layout.shape];
    axes += layout.axes;
  }

  const pagesNeeded = product(shape) / product(layout.shape);
  const listed = contiguous ? null : await file.pages(signal);
  if (
    listed &&
    (listed.length < pagesNeeded || listed.slice(0, pagesNeeded).some((other) => other.layout !== layout))
  ) {
    file.notes.push(
      `The ImageJ description of "${file.name}" speaks of ${pagesNeeded} planes, the file holds ${listed.length}; it was not used.`,
    );
    return null;
  }
  if (meta.values.has('c0') && meta.values.has('c1')) {
    notes.push(
      'The file has a calibration of its grey values; the stored values are shown, not the calibrated ones.',
    );
  }
  return [
    {
      name: null,
      ...squeeze(shape, axes),
      keyPage: page,
      pages: listed ? listPages(listed) : contiguousPages(page, pagesNeeded, bytes),
      levels: [],
      calibration: imagejCalibration(file, meta),
      channels: imagejChannels(file, meta, {
        channels,
        step: product([...order.slice(order.indexOf('C') + 1)].map((axis) => sizes[axis]!)),
        // Samples that are stored separately share one label a page.
        planes: planarSamples > 1 ? 0 : images,
      }),
      notes,
    },
  ];
}
