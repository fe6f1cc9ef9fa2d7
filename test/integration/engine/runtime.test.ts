import { describe, expect, test } from 'vitest';
import { OutOfMemoryError } from '../../../src-main/contract/errors';
import { Engine } from '../../../src-main/engine/engine';
import { openRuntime } from '../../../src-main/engine/runtime';
import { networkOf } from '../../../src-main/models/catalog';

describe('a runtime', () => {
  const nowhere = { missing: undefined, wasm: undefined };

  test('says aloud that TensorFlow is missing, why, and what computes instead', async () => {
    const { device } = await openRuntime({ ...nowhere, addon: undefined, missing: 'no compiler was found' });
    expect(device).toMatchObject({ kind: 'wasm', oneDnn: false });
    expect(device.runtime).toBe('WASM (tfjs 4.22.0)');
    expect(device.fallback).toBe(
      'TensorFlow is not used (no compiler was found), so the slower WebAssembly backend computes.',
    );
  });

  test('says what the loader said about an addon that cannot be loaded', async () => {
    const { device } = await openRuntime({ ...nowhere, addon: '/nowhere/tfjs_binding.node' });
    expect(device.fallback).toMatch(/could not be loaded: .*nowhere.*tfjs_binding\.node/);
  });

  test('on WebAssembly repeats the self-test, too', async () => {
    const wasm = await openRuntime({ ...nowhere, addon: undefined });
    const before = wasm.tensors();
    expect(new Engine(wasm).selfTest()).toMatchObject({ passed: true });
    expect(wasm.tensors()).toBe(before);
  });

  test('on WebAssembly refuses a size beyond what it can address before it starts, and goes on', async () => {
    const engine = new Engine(await openRuntime({ ...nowhere, addon: undefined }));
    const network = networkOf({ kind: 'denseed', blocks: [1, 1, 1], growthRate: 16, firstFeatures: 48 });
    const side = 8192;
    const image = { shape: [1, side, side, 1], values: new Float32Array(0) };
    const tooLarge = () => engine.evaluate({ network, weights: new Map() }, image);
    expect(tooLarge).toThrow(OutOfMemoryError);
    expect(tooLarge).toThrow(/8192 x 8192 pixels at once/);
    expect(engine.selfTest().passed).toBe(true);
  });
});
