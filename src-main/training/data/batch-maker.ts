import type { Linear } from '../../contract/compute-api';
import type { TrainingConfig } from '../../contract/training-config';
import type { PatchBatch } from '../../contract/training-data-api';
import { drawChange, type Change } from './augmentation';
import type { EpochPlan, PatchPlace } from './epoch-plan';
import type { FieldSet, Frame } from './fields';
import type { FrameMaps } from './normalise-fields';
import { placePatch } from './place-patch';
import type { PlaneStore } from './plane-store';

/** A frame that is trained on, its size, and how its values enter the network. */
export interface TrainingFrame {
  frame: Frame;
  maps: FrameMaps;
  width: number;
  height: number;
}

/** What batches are made of and how. */
export interface BatchOptions {
  config: Pick<TrainingConfig, 'augmentation' | 'seed' | 'batch'>;
  /** Side of the input patches. */
  side: number;
  set: Pick<FieldSet, 'scale' | 'density'>;
  store: PlaneStore;
}

/** Makes batches: cuts their patches out of frames and targets, normalises and augments them. */
export class BatchMaker {
  constructor(
    private readonly frames: readonly TrainingFrame[],
    private readonly plan: EpochPlan,
    private readonly options: BatchOptions,
  ) {}

  /** The batch of a step (from 0) of an epoch (from 1): the same however often, and in whatever order, it is asked for. */
  async make(epoch: number, step: number): Promise<PatchBatch> {
    const { config, side, set } = this.options;
    const places = this.plan.places(epoch, step);
    const input = new Float32Array(places.length * side * side);
    const target = new Float32Array(input.length * set.scale * set.scale);
    await Promise.all(
      places.map((place, i) => {
        const change = drawChange(config.augmentation, config.seed, epoch, step * config.batch + i);
        return this.#place(place, change, i, { input, target });
      }),
    );
    return { input, target };
  }

  async #place({ frame, x, y }: PatchPlace, change: Change, i: number, batch: PatchBatch): Promise<void> {
    const { side, set, store } = this.options;
    const { frame: planes, maps } = this.frames[frame]!;
    const finer = side * set.scale;
    const [input, target] = [
      await store.view(planes.input, { x, y, width: side, height: side }),
      await store.view(planes.target, { x: x * set.scale, y: y * set.scale, width: finer, height: finer }),
    ];
    const { turn, intensity } = change;
    placePatch(input, side, brighter(maps.input, intensity), turn, batch.input, i * side * side);
    // There are as many emitters in a brighter image.
    const targetMap = set.density ? maps.target : brighter(maps.target, intensity);
    placePatch(target, finer, targetMap, turn, batch.target, i * finer * finer);
  }
}

/** The map of stored values that are all `intensity` times as large. */
const brighter = ({ scale, offset }: Linear, intensity: number): Linear => ({
  scale: scale * intensity,
  offset,
});
