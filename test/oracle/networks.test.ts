import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PixelBlock } from '../../src-main/contract/image';
import type { Architecture } from '../../src-main/contract/model';
import { compileNetwork } from '../../src-main/engine/compile';
import { Engine } from '../../src-main/engine/engine';
import { largestDifference, type ImageBatch } from '../../src-main/engine/image-batch';
import { tensorFlowRuntime } from '../../src-main/engine/runtime';
import { openSession } from '../../src-main/engine/session';
import { importWeights } from '../../src-main/io/import-weights';
import { readDraft } from '../../src-main/io/model-bundle';
import { openImage } from '../../src-main/io/open-image';
import { networkOf } from '../../src-main/models/catalog';
import type { Network } from '../../src-main/models/layers';
import { PUBLISHED_NETWORKS } from '../../src-main/models/published-networks';
import { randomNumbers, randomWeights } from '../support/plain-network';
import { hasTorch, NEEDS_TORCH, runPython } from '../support/python';
import { hasReference, NEEDS_REFERENCE, reference } from '../support/reference';
import { temporaryFolderOfFile } from '../support/temporary-folder';
import { testAddon } from '../support/tensorflow';

const addon = testAddon();
const engine = new Engine(tensorFlowRuntime(addon, null));
const folder = temporaryFolderOfFile();
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

function writeFloats(name: string, values: Float32Array): string {
  const path = join(folder, name);
  writeFileSync(path, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return path;
}

function readFloats(path: string): Float32Array {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** What differs, relative to the largest value: float32 sums in another order, over up to 43 convolutions. */
function relativeDifference(values: Float32Array, expected: Float32Array): number {
  expect(values.length).toBe(expected.length);
  return (
    largestDifference(values, expected) /
    expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  );
}

/**
 * At published width, but for two of 15 and 54 million parameters, and for ResNet, in whose 16 blocks random weights of
 * this size grow to where tanh tells float32 apart. generators.test.ts has them all, made in PyTorch.
 */
const CASES = PUBLISHED_NETWORKS.map(({ name, architecture, outputScale }) => {
  const side = outputScale === 1 ? 64 : 16;
  return { name, architecture: smaller(architecture), size: { batch: 2, height: side, width: 1.5 * side } };
});

function smaller(architecture: Architecture): Architecture {
  switch (architecture.kind) {
    case 'residual-unet':
      return { ...architecture, features: 8 };
    case 'anna-palm':
      return { ...architecture, levels: 5, features: 8 };
    case 'resnet':
      return { ...architecture, blocks: 2 };
    default:
      return architecture;
  }
}

/** A case, and what PyTorch made of it. */
interface Made {
  network: Network;
  weights: ReturnType<typeof randomWeights>;
  input: ImageBatch;
  shape: number[];
  target: string;
}

describe.skipIf(!hasTorch)(
  `published networks with random weights give PyTorch's numbers (${NEEDS_TORCH})`,
  () => {
    const made = new Map<string, Made>();

    // All in one call: starting PyTorch takes longer than most networks.
    beforeAll(async () => {
      const files: string[] = [];
      for (const [n, { name, architecture, size }] of CASES.entries()) {
        const network = networkOf(architecture);
        const weights = randomWeights(network, 11);
        const random = randomNumbers(12);
        const input: ImageBatch = {
          shape: [size.batch, size.height, size.width, 1],
          values: Float32Array.from({ length: size.batch * size.height * size.width }, () => random() - 0.5),
        };
        const encoded = Object.fromEntries(
          [...weights].map(([key, { buffer }]) => [key, Buffer.from(buffer).toString('base64')]),
        );
        const at = (file: string) => join(folder, `${n}-${file}`);
        writeFileSync(at('network.json'), JSON.stringify({ network, shape: input.shape }));
        writeFileSync(at('weights.json'), JSON.stringify(encoded));
        const target = at('output.f32');
        files.push(
          at('network.json'),
          at('weights.json'),
          writeFloats(`${n}-input.f32`, input.values),
          target,
        );
        made.set(name, { network, weights, input, shape: [], target });
      }
      const shapes = JSON.parse(await runPython(script('torch_network.py'), files)) as number[][];
      CASES.forEach(({ name }, n) => (made.get(name)!.shape = shapes[n]!));
    });

    test.each(CASES)('$name', ({ name, size }) => {
      const { network, weights, input, shape, target } = made.get(name)!;
      const output = engine.evaluate({ network, weights }, input);
      expect(output.shape).toEqual(shape);
      const expected = readFloats(target);
      expect(relativeDifference(output.values, expected)).toBeLessThan(1e-5);

      const asIfLarge = compileNetwork(network, weights, size, { largeImage: 0 });
      const program = openSession(addon, asIfLarge);
      expect(relativeDifference(program.run(input.values), expected)).toBeLessThan(1e-5);
      program.dispose();
    });
  },
);

describe.skipIf(!hasReference)(`the authors' weights on field of view 8 (${NEEDS_REFERENCE})`, () => {
  const fixed = { scale: 1 / 65535, offset: -0.5 };

  async function plane(name: string): Promise<PixelBlock> {
    const image = await openImage(reference('bpae', name));
    return image.series[0]!.readRegion({ plane: 0, x: 0, y: 0, width: 256, height: 256 });
  }

  async function weightsOf(name: string) {
    const { bundlePath } = await importWeights(reference(name), {
      folder: join(folder, 'models'),
      version: '0',
    });
    const { record, weights } = await readDraft(bundlePath);
    return { network: networkOf(record.architecture), weights };
  }

  /** dB with peak 65535. */
  function psnr(image: ArrayLike<number>, target: ArrayLike<number>): number {
    let sum = 0;
    for (let i = 0; i < target.length; i++) sum += (image[i]! - target[i]!) ** 2;
    return 10 * Math.log10(65535 ** 2 / (sum / target.length));
  }

  test('DenseED (3,6,3) scores 24.580 dB on the whole frame and 24.430 dB on a batch of its four slices', async () => {
    const [frame, target] = [await plane('fov08-frame.tif'), await plane('fov08-srrf-target.tif')];
    const { model } = engine.load({ name: 'bpae', ...(await weightsOf('denseed-363-bpae.pth')), test: null });
    const request = { model, output: 'stored' as const, outputType: 'uint16' as const };

    const keep = { x: 0, y: 0, width: 256, height: 256 };
    const [whole] = engine.predict({ ...request, tiles: [frame], inputs: [fixed], keep });
    expect(psnr(whole!.data, target.data).toFixed(3)).toBe('24.580');

    const corners = [0, 128].flatMap((y) => [0, 128].map((x) => ({ x, y })));
    const slice = ({ x, y }: { x: number; y: number }): PixelBlock => ({
      ...frame,
      width: 128,
      height: 128,
      data: Uint16Array.from(
        { length: 128 * 128 },
        (_, i) => frame.data[(y + (i >> 7)) * 256 + x + (i & 127)]!,
      ),
    });
    const quarter = { x: 0, y: 0, width: 128, height: 128 };
    const tiles = corners.map(slice);
    const slices = engine.predict({ ...request, tiles, inputs: tiles.map(() => fixed), keep: quarter });
    const joined = new Uint16Array(256 * 256);
    slices.forEach(({ data }, n) => {
      const { x, y } = corners[n]!;
      for (let i = 0; i < data.length; i++) joined[(y + (i >> 7)) * 256 + x + (i & 127)] = data[i]!;
    });
    expect(psnr(joined, target.data).toFixed(3)).toBe('24.430');
    engine.unload(model);
  });

  test.skipIf(!hasTorch)(`the GAN generator gives PyTorch's output to 1e-5 (${NEEDS_TORCH})`, async () => {
    const frame = await plane('fov08-frame.tif');
    const values = Float32Array.from(frame.data, (value) => value * fixed.scale + fixed.offset);
    const weights = reference('gan-generator-bpae.pth');
    const target = join(folder, 'gan.f32');
    await runPython(script('gan_generator.py'), [weights, '256', writeFloats('frame.f32', values), target]);
    const output = engine.evaluate(await weightsOf('gan-generator-bpae.pth'), {
      shape: [1, 256, 256, 1],
      values,
    });
    expect(largestDifference(output.values, readFloats(target))).toBeLessThan(1e-5);
  });
});
