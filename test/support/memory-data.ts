import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { DamagedFileError, FileNotReadableError } from '../../src-main/contract/errors';
import type { PixelArray, PixelType } from '../../src-main/contract/image';
import { naturalOrder } from '../../src-main/imaging/natural-order';
import type { DataFiles } from '../../src-main/training/data/data-files';
import { memorySource, type MemoryImage } from './memory-source';

/** What a test's disk holds: images, texts, and files that cannot be read, by their whole paths. */
export type MemoryDisk = Record<string, MemoryImage | string | Error>;

/** Training data that lie in memory, as whoever reads them sees the disk; and how often regions were read. */
export function memoryData(disk: MemoryDisk): { files: DataFiles; reads: () => number } {
  let reads = 0;
  const find = (path: string) => {
    const found = disk[path];
    if (found === undefined) throw new FileNotReadableError(`There is no "${path}".`, { path });
    if (found instanceof Error) throw found;
    return found;
  };
  const files: DataFiles = {
    async list(folder) {
      const start = `${folder}/`;
      const below = Object.keys(disk).filter((path) => path.startsWith(start));
      if (below.length === 0) throw new FileNotReadableError(`There is no "${folder}".`, { path: folder });
      const entries = new Map<string, boolean>();
      for (const path of below) {
        const [name, ...rest] = path.slice(start.length).split('/');
        entries.set(name!, rest.length > 0);
      }
      return [...entries]
        .map(([name, isFolder]) => ({ name, isFolder }))
        .sort((a, b) => naturalOrder(a.name, b.name));
    },
    async readText(path) {
      return find(path) as string;
    },
    async openImage(path) {
      const { readRegion, info } = memorySource(find(path) as MemoryImage);
      const counted = {
        info,
        readRegion: (...region: Parameters<typeof readRegion>) => (reads++, readRegion(...region)),
      };
      return { series: [counted], close: async () => undefined };
    },
    async stamp(path) {
      find(path);
      return { bytes: path.length, modified: 0 };
    },
    startHash() {
      const hash = createHash('sha256');
      return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') };
    },
    resolve: (folder, name) => posix.resolve(folder, name),
    folderOf: (path) => posix.dirname(path),
    relative: (folder, path) => posix.relative(folder, path),
  };
  return { files, reads: () => reads };
}

/** A file that ends too early. */
export const damaged = (name: string) => new DamagedFileError(`"${name}" ends too early.`, { path: name });

/** How the pixels of a picture are made. */
export interface Picture {
  width?: number;
  height?: number;
  frames?: number;
  pixelType?: PixelType;
  /** Other pictures for other numbers; frames differ by noise. */
  seed?: number;
  noise?: number;
  /** Largest value of the structures, and the value between them. */
  light?: number;
  dark?: number;
  shift?: { x: number; y: number };
  /** Of the grid: 2 draws the same picture with twice the pixels along each side. */
  scale?: number;
}

/** Pictures of round spots, the same for the same seed whatever the noise, shift or scale. */
export function picture({
  width = 64,
  height = 64,
  frames = 1,
  pixelType = 'uint16',
  seed = 1,
  noise = 0,
  light = 40_000,
  dark = 500,
  shift = { x: 0, y: 0 },
  scale = 1,
}: Picture = {}): MemoryImage {
  const random = generator(seed);
  const spots = Array.from({ length: 25 }, () => ({
    x: random() * width + shift.x,
    y: random() * height + shift.y,
    size: 1.5 + 2 * random(),
    light: light * (0.3 + 0.7 * random()),
  }));
  const [wide, high] = [width * scale, height * scale];
  const Kind = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array }[pixelType as 'uint8'];
  const data: PixelArray = new Kind(frames * wide * high);
  const grain = generator(seed * 31 + 7);
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [((i % wide) + 0.5) / scale, ((Math.floor(i / wide) % high) + 0.5) / scale];
    let value = dark;
    for (const spot of spots) {
      const distance = (x - spot.x) ** 2 + (y - spot.y) ** 2;
      if (distance < 100) value += spot.light * Math.exp(-distance / (2 * spot.size ** 2));
    }
    const full = pixelType === 'uint8' ? 255 : pixelType === 'uint16' ? 65_535 : Infinity;
    data[i] = Math.min(full, Math.max(0, value + noise * (grain() - 0.5)));
  }
  const shape = frames > 1 ? [frames, high, wide] : [high, wide];
  return { shape, axes: frames > 1 ? 'TYX' : 'YX', pixelType, data };
}

/** Numbers in [0, 1) (Numerical Recipes' generator). */
function generator(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
