import { describe, expect, it } from 'vitest';
import type { ComputeApi } from '../../../src-main/contract/compute-api';
import { ProcessStoppedError } from '../../../src-main/contract/errors';
import type { PixelBlock } from '../../../src-main/contract/image';
import { EsrrfParams } from '../../../src-main/contract/reconstruction';
import { runWindow, type StripRun } from '../../../src-main/jobs/run-strips';
import { createReconstructionService } from '../../../src-main/services/reconstruction-service';
import { StripThreads } from '../../../src-main/services/strip-threads';

const SIDE = 12;
const FRAMES = 20;
const params = EsrrfParams.parse({ method: 'esrrf', magnification: 2, temporal: 'tac2' });

const threads = {
  count: 2,
  start: () => ({ api: createReconstructionService(), stop: async () => undefined }),
};

/** Reconstructs in this process; at call number `endsAt` of `addFrames` it is as if another job had it ended. */
function computing(endsAt: number | null): ComputeApi {
  let calls = 0;
  let strip: StripThreads | null = null;
  return {
    async beginStrip(asked: Parameters<ComputeApi['beginStrip']>[0]) {
      strip = await StripThreads.begin(asked, threads);
      return { strip: 1 };
    },
    async addFrames({ strip: _, ...frames }: Parameters<ComputeApi['addFrames']>[0]) {
      if (++calls !== endsAt) return strip!.add(frames, {});
      throw new ProcessStoppedError('compute was stopped.', { process: 'compute', reason: 'stopped' });
    },
    endPass: async () => strip!.endPass(),
    stripImage: async () => strip!.image(),
    endStrip: async () => strip!.stop(),
  } as unknown as ComputeApi;
}

async function reconstructed(endsAt: number | null): Promise<{ image: PixelBlock; told: number }> {
  let image: PixelBlock | null = null;
  let told = 0;
  const region = { x: 0, y: 0, width: SIDE, height: SIDE };
  const run: StripRun = {
    session: { compute: computing(endsAt) },
    files: {
      readRegion: async ({ region: { plane, width, height } }) => ({
        width,
        height,
        samples: 1,
        pixelType: 'float32',
        data: Float32Array.from({ length: width * height }, (_, n) => (n * 37 + plane * 61 + n * plane) % 47),
      }),
    },
    plan: { source: { handle: 1, series: 0, width: SIDE, height: SIDE }, region },
    params,
    take: async (block) => void (image = block),
    computed: (frames) => void (told += frames),
  };
  const planes = Array.from({ length: FRAMES }, (_, n) => n);
  await runWindow(run, { planes, shifts: [], sample: undefined, outputPlanes: [0] }, undefined);
  return { image: image!, told };
}

describe('a window of frames', () => {
  it('has the same pixels, and tells of each frame once, where the process that computes was started afresh', async () => {
    const undisturbed = await reconstructed(null);
    expect(undisturbed.told).toBe(2 * FRAMES);
    for (const call of [1, 2, 5]) expect(await reconstructed(call)).toEqual(undisturbed);
  });
});
