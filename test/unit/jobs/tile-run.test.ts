import { describe, expect, it } from 'vitest';
import type { ComputeApi, NetworkGeometry } from '../../../src-main/contract/compute-api';
import {
  ModelNotLoadedError,
  OutOfMemoryError,
  ProcessStoppedError,
} from '../../../src-main/contract/errors';
import type { FilesApi } from '../../../src-main/contract/files-api';
import type { Rectangle } from '../../../src-main/contract/image';
import { padBlock } from '../../../src-main/imaging/pad';
import { ModelInUse } from '../../../src-main/jobs/models';
import { oneMap } from '../../../src-main/jobs/plane-maps';
import type { Session } from '../../../src-main/jobs/session';
import type { Watched } from '../../../src-main/jobs/request';
import { largestTile } from '../../../src-main/jobs/tile-size';
import { predictPlanes } from '../../../src-main/jobs/tile-run';

const geometry: NetworkGeometry = {
  sizeStep: 4,
  outputScale: 1,
  halo: 3,
  receptiveField: 7,
  bytesPerPixel: 100,
};
const [WIDTH, HEIGHT, PLANES] = [50, 30, 3];

/** A rectangle of a plane of the result. */
type Place = Rectangle & { plane: number };

/**
 * A run over images in memory and a network that gives back its input. `refuse` sees every batch before it is computed
 * and may throw what a real compute process would.
 */
function run(refuse: (tileSide: number, call: number, model: number) => void, paths = ['a']) {
  const image = Uint16Array.from({ length: WIDTH * HEIGHT * PLANES }, (_, i) => (i * 7) % 65_000);
  const result = new Uint16Array(image.length);
  const notes: string[] = [];
  const seen = { restarts: 0, sides: [] as number[], begun: [] as Place[], done: [] as Place[] };
  let calls = 0;
  const files: Partial<FilesApi> = {
    readRegion: async ({ region: { plane, x, y, width, height }, padTo }) => {
      const data = new Uint16Array(width * height);
      for (let row = 0; row < height; row++) {
        const from = (plane * HEIGHT + y + row) * WIDTH + x;
        data.set(image.subarray(from, from + width), row * width);
      }
      return padBlock({ width, height, samples: 1, pixelType: 'uint16', data }, padTo!.width, padTo!.height);
    },
    writeRegion: async ({ region: { plane, x, y, width, height }, block }) => {
      for (let row = 0; row < height; row++) {
        const pixels = (block.data as Uint16Array).subarray(row * width, (row + 1) * width);
        result.set(pixels, (plane * HEIGHT + y + row) * WIDTH + x);
      }
    },
  };
  const compute: Partial<ComputeApi> = {
    loadModel: async ({ path }) => ({ model: paths.indexOf(path) + 1, geometry }) as never,
    predict: async ({ model, tiles, keep }) => {
      seen.sides.push(tiles[0]!.width);
      refuse(tiles[0]!.width, calls++, model);
      return tiles.map((tile) => {
        const data = new Uint16Array(keep.width * keep.height);
        for (let row = 0; row < keep.height; row++) {
          const from = (keep.y + row) * tile.width + keep.x;
          data.set((tile.data as Uint16Array).subarray(from, from + keep.width), row * keep.width);
        }
        return { width: keep.width, height: keep.height, samples: 1, pixelType: 'uint16' as const, data };
      });
    },
  };
  const session = {
    compute,
    restartCompute: async () => void seen.restarts++,
  } as unknown as Session;
  const models = paths.map((path) => new ModelInUse(session, path));
  const predict = (tile: number, slices?: number, watched?: Watched) =>
    predictPlanes(
      {
        session,
        files: files as FilesApi,
        source: { handle: 1, series: 0, width: WIDTH, height: HEIGHT },
        sink: 1,
        listener: {
          tileBegun: (plane, tile) => void seen.begun.push({ plane, ...tile }),
          tileDone: (plane, tile) => void seen.done.push({ plane, ...tile }),
        },
        notice: (sentence) => void notes.push(sentence),
      },
      Array.from({ length: PLANES }, (_, plane) => ({
        model: models[plane % models.length]!,
        plane,
        outputPlane: plane,
        maps: oneMap({ scale: 1, offset: 0 }),
      })),
      {
        region: { x: 0, y: 0, width: WIDTH, height: HEIGHT },
        slices,
        tileSide: () => tile,
        batchBytes: Infinity,
        output: 'stored',
        pixelType: 'uint16',
        watched,
        activity: 'test',
      },
      {},
    );
  return { predict, image, result, notes, seen };
}

describe('a run over tiles', () => {
  it('computes every pixel of every plane', async () => {
    const { predict, image, result } = run(() => undefined);
    await predict(20);
    expect(result).toEqual(image);
  });

  it('computes slices of the published way', async () => {
    const { predict, image, result, seen } = run(() => undefined);
    await predict(16, 16);
    expect(result).toEqual(image);
    expect(Math.max(...seen.sides)).toBe(16);
  });

  it('goes on with half the side when memory runs out, and says so', async () => {
    const { predict, image, result, notes, seen } = run((side) => {
      if (side > 20) throw new OutOfMemoryError('No memory.', { what: 'tile' });
    });
    await predict(40);
    expect(result).toEqual(image);
    expect(seen.restarts).toBe(1);
    expect(notes).toEqual(['No memory. Going on with tiles of 20 pixels instead of 40.']);
  });

  it('gives up with a sentence when the smallest tile does not fit', async () => {
    const { predict } = run(() => {
      throw new OutOfMemoryError('No memory.', { what: 'tile' });
    });
    await expect(predict(40)).rejects.toThrow(
      /There is not enough memory to compute a tile of \d+ x \d+ pixels/,
    );
  });

  it('loads the model again after the process was started afresh, and keeps its tiles', async () => {
    const others = [
      new ModelNotLoadedError('Afresh.', { model: 1 }),
      new ProcessStoppedError('Cancelled.', { process: 'compute', reason: 'stopped' }),
    ];
    const { predict, image, result, notes, seen } = run((_side, call) => {
      if (call > 0 && others.length > 0) throw others.pop()!;
    });
    await predict(20);
    expect(result).toEqual(image);
    expect(seen.restarts).toBe(0);
    expect(notes).toEqual([]);
  });

  it('forgives two crashes of the compute process and passes on the third', async () => {
    const crash = () => new ProcessStoppedError('It ended.', { process: 'compute', reason: 'crash' });
    const twice = run((_side, call) => {
      if (call < 2) throw crash();
    });
    await twice.predict(48);
    expect(twice.result).toEqual(twice.image);
    const always = run(() => {
      throw crash();
    });
    await expect(always.predict(48)).rejects.toThrow('It ended.');
    expect(always.seen.sides.length).toBe(3);
  });

  it('begins where the person looks: that plane, the tile there, those around, then the planes behind it', async () => {
    const { predict, image, result, seen } = run(() => undefined);
    await predict(20, undefined, { lookAt: { plane: 1, x: 49, y: 29 } });
    expect(result).toEqual(image);
    const perPlane = seen.begun.length / PLANES;
    expect(seen.begun.map(({ plane }) => plane)).toEqual(
      [1, 2, 0].flatMap((plane) => new Array<number>(perPlane).fill(plane)),
    );
    const [first] = seen.begun;
    expect([first!.x + first!.width, first!.y + first!.height]).toEqual([WIDTH, HEIGHT]);
    expect(seen.done).toEqual(seen.begun);
  });

  it('computes again nothing but what was not done when memory ran out, whatever came first', async () => {
    const { predict, image, result, seen } = run((side, call) => {
      if (call === 3) throw new OutOfMemoryError(`No memory for ${side}.`, { what: 'tile' });
    });
    await predict(40, undefined, { lookAt: { plane: 2, x: 49, y: 29 } });
    expect(result).toEqual(image);
    const before = seen.sides.slice(0, 3);
    const largest = before.map((_, i) => seen.done[i]!);
    const later = seen.done.slice(before.length);
    expect(later.every((tile) => !largest.some((whole) => contains(whole, tile)))).toBe(true);
    expect(later.length).toBeGreaterThan(0);
  });

  it('makes the tiles of that model smaller whose memory ran out, and computes with every model its own planes', async () => {
    const models = new Map<number, Set<number>>();
    const { predict, image, result, notes } = run(
      (side, _call, model) => {
        models.set(model, (models.get(model) ?? new Set()).add(side));
        if (model === 2 && side > 20) throw new OutOfMemoryError('No memory.', { what: 'tile' });
      },
      ['small', 'large'],
    );
    await predict(40);
    expect(result).toEqual(image);
    expect([...models.get(1)!].every((side) => side > 20)).toBe(true);
    expect(notes).toEqual(['No memory. Going on with tiles of 20 pixels instead of 40.']);
  });

  it('stops at once when the files process ended', async () => {
    const { predict, seen } = run(() => {
      throw new ProcessStoppedError('It ended.', { process: 'files', reason: 'crash' });
    });
    await expect(predict(20)).rejects.toThrow('It ended.');
    expect(seen.restarts).toBe(0);
  });
});

function contains(whole: Place, part: Place): boolean {
  return (
    whole.plane === part.plane &&
    part.x >= whole.x &&
    part.y >= whole.y &&
    part.x + part.width <= whole.x + whole.width &&
    part.y + part.height <= whole.y + whole.height
  );
}

describe('the largest tile', () => {
  const small = { width: 512, height: 512 };
  const large = { width: 20_000, height: 300 };

  it('is the side that half the available memory allows, in steps', () => {
    expect(largestTile(geometry, 2 * 100 * 501 ** 2, large)).toBe(500);
  });

  it('takes a plane of moderate size whole, and is bounded for larger ones, however much memory there is', () => {
    expect(largestTile(geometry, 1e15, small)).toBe(2048);
    expect(largestTile(geometry, 1e15, large)).toBe(1280);
  });

  it('is smaller where a person watches, also of a plane that one tile would take', () => {
    expect(largestTile(geometry, 1e15, small, { watched: true })).toBe(640);
    expect(largestTile(geometry, 2 * 100 * 201 ** 2, large, { watched: true })).toBe(200);
  });

  it('is smaller still where a person watches a network that enlarges, as its answer is large', () => {
    const finer = { ...geometry, outputScale: 8, sizeStep: 1 };
    expect(largestTile(finer, 1e15, small, { watched: true })).toBe(80 + 2 * geometry.halo);
    expect(largestTile(finer, 1e15, small)).toBe(2048);
  });

  it('is never too small for the halo', () => {
    expect(largestTile(geometry, 1, small)).toBe(12);
  });

  it("is a person's own choice", () => {
    expect(largestTile(geometry, 1, large, { asked: 643 })).toBe(643);
  });
});
