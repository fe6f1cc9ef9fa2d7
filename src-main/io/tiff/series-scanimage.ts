import type { CancelSignal } from '../../contract/signal';
import { product, squeeze, type SeriesPlan } from './series';
import { allPages } from './series-generic';
import type { TiffFile } from './tiff-file';

/** ScanImage BigTIFF header: magic, version, then the lengths of two texts. */
const MAGIC = 0x07030301;
const MAX_TEXT = 16 * 2 ** 20;

/** Pages of a ScanImage file: slices, frames and channels where its header says how many, else a plain sequence. */
export async function scanImageSeries(file: TiffFile, signal?: CancelSignal): Promise<SeriesPlan[] | null> {
  const series = await allPages(file, signal);
  const plan = series?.[0];
  if (!plan) return null;
  const header = readHeader(file);
  const saved = /SI\.hChannels\.channelSave *= *\[?([^\]\r\n]*)/.exec(header)?.[1];
  if (saved === undefined) return series;
  const channels = saved.split(/[;, ]+/).filter((part) => part !== '').length;
  const perSlice = Number(/SI\.hStackManager\.framesPerSlice *= *([^\r\n]*)/.exec(header)?.[1] ?? NaN);
  const pages = plan.pages.count;
  let frames = perSlice;
  let slices = Math.max(1, Math.floor(pages / (frames * channels)));
  if (!Number.isInteger(perSlice) || perSlice < 1) {
    if (channels === 0 || pages % channels !== 0) return series;
    slices = 1;
    frames = pages / channels;
  }
  const { layout } = plan.keyPage;
  const sizes = [slices, frames, channels];
  if (product(sizes) !== pages) return series;
  return [{ ...plan, ...squeeze([...sizes, ...layout.shape], `ZTC${layout.axes}`) }];
}

function readHeader(file: TiffFile): string {
  const { source, structure } = file;
  if (!structure.bigTiff || !structure.littleEndian || source.size < 32) return '';
  const bytes = source.readSync(16, 16);
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
  const length = view.getUint32(8, true);
  if (view.getUint32(0, true) !== MAGIC || ![3, 4].includes(view.getUint32(4, true)) || length > MAX_TEXT)
    return '';
  return new TextDecoder('latin1').decode(source.readUpToSync(32, length));
}
