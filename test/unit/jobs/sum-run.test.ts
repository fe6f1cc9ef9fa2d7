import { describe, expect, it } from 'vitest';
import type { ComputeApi, NetworkGeometry } from '../../../src-main/contract/compute-api';
import {
  ModelNotLoadedError,
  OutOfMemoryError,
  ProcessStoppedError,
} from '../../../src-main/contract/errors';
import type { FilesApi } from '../../../src-main/contract/files-api';
import type { PixelBlock, Rectangle } from '../../../src-main/contract/image';
import { padBlock } from '../../../src-main/imaging/pad';
import { ModelInUse } from '../../../src-main/jobs/models';
import { MeasuredMaps } from '../../../src-main/jobs/plane-maps';
import type { Watched } from '../../../src-main/jobs/request';
import type { Session } from '../../../src-main/jobs/session';
import { sumPlanes } from '../../../src-main/jobs/sum-run';

const SCALE = 2;
const geometry: NetworkGeometry = {
  sizeStep: 4,
  outputScale: SCALE,
  halo: 3,
  receptiveField: 7,
  bytesPerPixel: 100,
};
const [WIDTH, HEIGHT, FRAMES, CHANNELS] = [50, 30, 7, 2];

/** Pixel of a frame: about half are below 0 after the frame's map, value - 50 - frame. */
const pixel = (plane: number, x: number, y: number) => (x * 7 + y * 13 + plane * 29) % 101;
const valueOf = (plane: number, x: number, y: number) => pixel(plane, x, y) - 50 - plane;

/** What the sums have to be: of a network that repeats each pixel. */
function expected(channel: number, region: Rectangle): Float32Array {
  return Float32Array.from({ length: region.width * region.height * SCALE ** 2 }, (_, i) => {
    const x = region.x + Math.floor((i % (region.width * SCALE)) / SCALE);
    const y = region.y + Math.floor(i / (region.width * SCALE) / SCALE);
    let sum = 0;
    for (let frame = 0; frame < FRAMES; frame++)
      sum += Math.max(0, valueOf(frame * CHANNELS + channel, x, y));
    return sum;
  });
}

/** Where two images differ first, and how; null where they do not. */
function firstDifference(image: Float32Array, other: Float32Array): object | null {
  const at = image.findIndex((value, i) => value !== other[i]);
  return at < 0 ? null : { at, value: image[at], expected: other[at] };
}

/** A run over frames in memory; `refuse` sees every call before it is computed and may throw what a process would. */
function run(refuse: (tileSide: number, call: number, tiles: number) => void = () => undefined) {
  const notes: string[] = [];
  const seen = { restarts: 0, batches: [] as number[], measured: [] as number[], written: 0, planes: [0] };
  const progress: number[] = [];
  let calls = 0;
  let result: Float32Array[] = [];
  const compute: Partial<ComputeApi> = {
    loadModel: async () => ({ model: 1, geometry }) as never,
    async predict({ tiles, inputs, keep, output, outputType }) {
      expect([output, outputType]).toEqual(['sum', 'float64']);
      seen.batches.push(tiles.length);
      refuse(tiles[0]!.width, calls++, tiles.length);
      const data = new Float64Array(keep.width * keep.height);
      tiles.forEach((tile, n) => {
        for (let i = 0; i < data.length; i++) {
          const x = Math.floor((keep.x + (i % keep.width)) / SCALE);
          const y = Math.floor((keep.y + Math.floor(i / keep.width)) / SCALE);
          const value = tile.data[y * tile.width + x]! * inputs[n]!.scale + inputs[n]!.offset;
          data[i]! += Math.max(0, value);
        }
      });
      return [{ width: keep.width, height: keep.height, samples: 1, pixelType: 'float64', data }];
    },
  };
  const session = { compute, restartCompute: async () => void seen.restarts++ } as unknown as Session;
  const model = new ModelInUse(session, 'model');
  const maps = new MeasuredMaps(async (plane) => {
    seen.measured.push(plane);
    return { scale: 1, offset: -50 - plane };
  });
  const tasks = Array.from({ length: FRAMES * CHANNELS }, (_, plane) => ({
    model,
    plane,
    outputPlane: plane % CHANNELS,
    maps,
  }));
  const sum = async (
    tile: number,
    {
      region = { x: 0, y: 0, width: WIDTH, height: HEIGHT },
      slices,
      watched,
      batchBytes = Infinity,
    }: {
      region?: Rectangle;
      slices?: number;
      watched?: Watched;
      batchBytes?: number;
    } = {},
  ) => {
    const width = region.width * SCALE;
    result = Array.from({ length: CHANNELS }, () => new Float32Array(width * region.height * SCALE));
    const files: Partial<FilesApi> = {
      readRegion: async ({ region: { plane, x, y, width: wide, height: high }, padTo }) => {
        const data = Uint16Array.from({ length: wide * high }, (_, i) =>
          pixel(plane, x + (i % wide), y + Math.floor(i / wide)),
        );
        const block: PixelBlock = { width: wide, height: high, samples: 1, pixelType: 'uint16', data };
        return padBlock(block, padTo!.width, padTo!.height);
      },
      writeRegion: async ({ region: { plane, x, y, width: wide, height: high }, block }) => {
        seen.written++;
        for (let row = 0; row < high; row++) {
          const pixels = (block.data as Float32Array).subarray(row * wide, (row + 1) * wide);
          result[plane]!.set(pixels, (y + row) * width + x);
        }
      },
    };
    seen.planes.length = 0;
    await sumPlanes(
      {
        session,
        files: files as FilesApi,
        source: { handle: 1, series: 0, width: WIDTH, height: HEIGHT },
        sink: 1,
        listener: { tileDone: (plane) => void seen.planes.push(plane) },
        notice: (sentence) => void notes.push(sentence),
      },
      tasks,
      {
        region,
        slices,
        tileSide: () => tile,
        batchBytes,
        output: 'sum',
        pixelType: 'float32',
        watched,
        activity: 'test',
      },
      { onProgress: ({ done, total }) => void progress.push(done / total) },
    );
    for (let channel = 0; channel < CHANNELS; channel++)
      expect(firstDifference(result[channel]!, expected(channel, region))).toBeNull();
  };
  return { sum, notes, seen, progress };
}

describe('the sum of frames', () => {
  it('is that of all frames of a channel, negative values as 0, in one tile or many', async () => {
    for (const tile of [64, 20]) {
      const { sum, seen, progress } = run();
      await sum(tile);
      expect(seen.written).toBe(seen.planes.length); // each place once
      expect(progress.at(-1)).toBe(1);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
    }
  });

  it('of a region is the region of the whole', async () => {
    await run().sum(20, { region: { x: 11, y: 6, width: 27, height: 17 } });
  });

  it('is computed of independent slices, too', async () => {
    await run().sum(16, { slices: 16 });
  });

  it('measures each frame once, and computes as many at once as memory allows', async () => {
    const { sum, seen } = run();
    await sum(64, { batchBytes: 3 * 52 * 32 * geometry.bytesPerPixel });
    expect(seen.batches).toEqual([3, 3, 1, 3, 3, 1]);
    expect(seen.measured).toHaveLength(FRAMES * CHANNELS);
  });

  it('begins with the channel in front of a person', async () => {
    const { sum, seen } = run();
    await sum(20, { watched: { lookAt: { plane: 3, x: 49, y: 29 } } });
    expect(seen.planes[0]).toBe(1);
    expect(seen.planes.at(-1)).toBe(0);
  });

  it('goes on with smaller tiles when memory runs out, and counts no frame twice', async () => {
    const { sum, seen, notes } = run((side, call) => {
      if (call === 2 || (call > 4 && side > 20)) throw new OutOfMemoryError('No memory.', { what: 'tile' });
    });
    await sum(40, { batchBytes: 2 * 40 * 40 * geometry.bytesPerPixel });
    expect(seen.restarts).toBe(1);
    expect(notes).toEqual(['No memory. Going on with tiles of 20 pixels instead of 40.']);
  });

  it('computes fewer frames at once where tiles cannot be smaller', async () => {
    const { sum, seen } = run((_side, _call, tiles) => {
      if (tiles > 1) throw new OutOfMemoryError('No memory.', { what: 'tile' });
    });
    await sum(16, { slices: 16 });
    expect(seen.restarts).toBeGreaterThan(0);
    expect(seen.batches.at(-1)).toBe(1);
  });

  it('goes on where it was after the process was started afresh for another job', async () => {
    const others = [
      new ModelNotLoadedError('Afresh.', { model: 1 }),
      new ProcessStoppedError('Cancelled.', { process: 'compute', reason: 'stopped' }),
    ];
    const { sum, seen, notes } = run((_side, call) => {
      if (call > 1 && others.length > 0) throw others.pop()!;
    });
    await sum(64, { batchBytes: 2 * 52 * 32 * geometry.bytesPerPixel });
    expect(seen.batches.length).toBe(10); // eight batches, two of them twice
    expect([seen.restarts, notes]).toEqual([0, []]);
  });

  it('gives up with a sentence when the smallest tile does not fit', async () => {
    const { sum } = run(() => {
      throw new OutOfMemoryError('No memory.', { what: 'tile' });
    });
    await expect(sum(40)).rejects.toThrow(/not enough memory to compute a tile of \d+ x \d+/);
  });
});
