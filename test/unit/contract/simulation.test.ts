import { describe, expect, it } from 'vitest';
import { SimulationConfig } from '../../../src-main/contract/simulation';
import { SIMULATION_PRESETS } from '../../../src-main/contract/simulation-presets';
import { FieldSimulation } from '../../../src-main/simulation/field-simulation';

describe('the presets of the simulator', () => {
  it('have names of their own, and so have their files', () => {
    for (const of of ['name', 'title', 'help'] as const) {
      expect(new Set(SIMULATION_PRESETS.map((preset) => preset[of])).size).toBe(SIMULATION_PRESETS.length);
    }
    expect(SIMULATION_PRESETS.every(({ name, config }) => config.name === name)).toBe(true);
  });

  it.each(SIMULATION_PRESETS.map(({ name, config }) => [name, config] as const))(
    '%s fits the schema, and its frames are neither dark nor saturated',
    (_name, input) => {
      const config = SimulationConfig.parse({ ...input, frames: 1 });
      const brightest = config.excitation.powers.length - 1;
      const { block } = new FieldSimulation({ ...config, width: 64, height: 64 }, 0, brightest).frame(
        0,
        null,
      );
      const values = Float64Array.from(block.data).sort();
      const middle = values[values.length / 2]!;
      expect(values[values.length - 1]).toBeLessThan(65535);
      expect(values[values.length - 1]! - middle).toBeGreaterThan(300);
    },
  );

  it('for the paper are of its size', () => {
    const paper = SIMULATION_PRESETS.filter(
      ({ config }) => config.camera?.kind === 'pmt' && !config.excitation,
    );
    const sizes = paper.map(({ config }) => SimulationConfig.parse(config));
    expect(sizes.length).toBe(5);
    for (const { width, height, frames, fields } of sizes)
      expect([width, height, frames, fields]).toEqual([256, 256, 50, 15]);
  });
});
