import { expect, it } from 'vitest';
import { SimulationConfig } from '../../../../src-main/contract/simulation';
import { simulationSizeText } from '../../../../src-renderer/panels/simulation-text';

it('a simulation says what it makes, and how much room it takes', () => {
  expect(simulationSizeText(SimulationConfig.parse({}))).toBe(
    '15 fields of 256 × 256 pixels, 50 frames each; 196.6 MB.',
  );
  const powers = { fields: 1, frames: 1, excitation: { powers: [0.5, 1] }, truth: { magnification: 1 } };
  expect(simulationSizeText(SimulationConfig.parse(powers))).toBe(
    '1 field of 256 × 256 pixels, 1 frame at each of 2 powers; 524 kB.',
  );
});
