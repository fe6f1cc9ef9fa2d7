import type { ComputeApi } from '../contract/compute-api';
import { InternalError } from '../contract/errors';
import type { SimulationConfig } from '../contract/simulation';
import { driftTable } from '../simulation/drift';
import { FieldSimulation } from '../simulation/field-simulation';
import { localisationBlock } from '../simulation/localisations';
import { makeScene, type Scene } from '../simulation/scene';
import { truthBlock } from '../simulation/truth';

/** The calls that simulate. */
type SimulationCalls = 'simulateFrames' | 'simulateKnown' | 'simulateDrift';

/**
 * The calls that simulate. Each is answered from what it is asked alone: what the last one made is kept only to be quicker, and
 * a process that was started afresh goes on where the one before it ended.
 */
export function simulationCalls(): Pick<ComputeApi, SimulationCalls> {
  const scenes = new Latest<Scene>();
  const fields = new Latest<FieldSimulation>();
  const sceneOf = (config: SimulationConfig, field: number) =>
    scenes.get([config, field], () => makeScene(config, field));
  return {
    async simulateFrames({ config, field, power, first, count, firstId }) {
      const simulation = fields.get(
        [config, field, power],
        () => new FieldSimulation(config, field, power, sceneOf(config, field)),
      );
      const rows = { text: '', count: 0 };
      const frames = Array.from({ length: count }, (_, i) => {
        const next = firstId === null ? null : firstId + rows.count;
        const { block, positions } = simulation.frame(first + i, next);
        rows.text += positions.text;
        rows.count += positions.count;
        return block;
      });
      return { frames, rows };
    },
    async simulateKnown({ config, field, image, region }) {
      const scene = sceneOf(config, field);
      if (image === 'truth') return truthBlock(config, scene, region);
      if (config.localisations) {
        return localisationBlock(config, config.localisations, scene, field, image, region);
      }
      throw new InternalError('Localisations were asked for of a simulation without them.', {
        detail: image,
      });
    },
    simulateDrift: async ({ config, field }) => driftTable(sceneOf(config, field).drift, config.pixelSizeNm),
  };
}

/** The last thing that was made, by what it was made of. */
class Latest<Thing> {
  #key: string | null = null;
  #thing: Thing | null = null;

  get(of: unknown, make: () => Thing): Thing {
    const key = JSON.stringify(of);
    if (this.#thing !== null && this.#key === key) return this.#thing;
    this.#thing = make();
    this.#key = key;
    return this.#thing;
  }
}
