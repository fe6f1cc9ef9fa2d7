import { describe, expect, test } from 'vitest';
import { Engine } from '../../../src-main/engine/engine';
import { openRuntime } from '../../../src-main/engine/runtime';

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
});
