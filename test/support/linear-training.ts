import { DiskFullError } from '../../src-main/contract/errors';
import type { Checkpoint, EpochRecord, RunPreview, RunRecord, RunState } from '../../src-main/contract/run';
import type { TrainingEvent } from '../../src-main/contract/training-api';
import { TrainingConfig, type TrainingConfigInput } from '../../src-main/contract/training-config';
import type { PreparedData, TrainingDataApi, WholePair } from '../../src-main/contract/training-data-api';
import { conductRun } from '../../src-main/training/conduct-run';
import { RunStanding } from '../../src-main/training/keeping';
import { RunClock } from '../../src-main/training/run-clock';
import { RunControl } from '../../src-main/training/run-control';
import type { RunBeginning, RunParts } from '../../src-main/training/run-loop';
import type { RunStore } from '../../src-main/training/run-store';
import type { TrainingProgram } from '../../src-main/training/training-program';
import { randomNumbers } from './plain-network';

/** Everything a run needs, small enough for a unit test: a linear model in plain arithmetic, kept in memory. */

const STEPS = 4;
const PIXELS = 64;

/** prediction = scale * input + offset, trained by gradient descent with momentum on random patches. */
export class LinearProgram implements TrainingProgram {
  #values = new Map([
    ['weights', Float32Array.of(0, 0)],
    ['moments', Float32Array.of(0, 0)],
  ]);
  steps: { step: number; rateFactor: number }[] = [];
  isDisposed = false;

  constructor(private readonly learningRate: number) {}

  step: TrainingProgram['step'] = ({ input, target }, settings) => {
    this.steps.push(settings);
    const [weights, moments] = [this.#values.get('weights')!, this.#values.get('moments')!];
    let [loss, scale, offset] = [0, 0, 0];
    input.forEach((value, i) => {
      const difference = weights[0]! * value + weights[1]! - target[i]!;
      loss += difference ** 2 / input.length;
      scale += (2 * difference * value) / input.length;
      offset += (2 * difference) / input.length;
    });
    [scale, offset].forEach((gradient, i) => {
      moments[i] = 0.5 * moments[i]! + gradient;
      weights[i]! -= this.learningRate * settings.rateFactor * moments[i]!;
    });
    const gradientNorm = Math.hypot(scale, offset);
    return { loss, terms: { mse: loss }, rmse: Math.sqrt(loss), discriminator: null, gradientNorm };
  };

  evaluate: TrainingProgram['evaluate'] = ({ input, target }) => {
    const [scale, offset] = this.#values.get('weights')!;
    const prediction = input.map((value) => scale! * value + offset!);
    const loss = prediction.reduce((sum, value, i) => sum + (value - target[i]!) ** 2 / target.length, 0);
    return { prediction, loss };
  };

  state = () => new Map([...this.#values].map(([name, values]) => [name, values.slice()]));
  restore(state: ReadonlyMap<string, Float32Array>): void {
    this.#values = new Map([...state].map(([name, values]) => [name, values.slice()]));
  }
  weights = () => new Map([['weights', this.#values.get('weights')!.slice()]]);
  dispose(): void {
    this.isDisposed = true;
  }
}

/** A run's folder in memory. `failures`: what the next writes throw, in their order. */
export class MemoryStore implements RunStore {
  readonly path = '/runs/linear';
  record!: RunRecord;
  history: EpochRecord[] = [];
  checkpoints = new Map<number, Checkpoint>();
  previews: RunPreview[] = [];
  states: { state: RunState; reason: string | null }[] = [];
  models: { epoch: number; weights: Float32Array; output: number }[] = [];
  failures: Error[] = [];

  async begin(record: RunRecord): Promise<void> {
    this.record = record;
  }
  amend = (record: RunRecord) => this.begin(record);
  async detail() {
    const { history, record, path } = this;
    const { state, reason } = this.states.at(-1) ?? { state: 'running' as const, reason: null };
    const summary = { path, state, reason } as never; // the loop looks at history and record only
    return {
      summary,
      record,
      history: [...history],
      previews: [],
      checkpoints: [...this.checkpoints.keys()],
    };
  }
  async setStatus({ state, reason }: { state: RunState; reason: string | null }): Promise<void> {
    this.states.push({ state, reason });
  }
  async keepEpoch(checkpoint: Checkpoint, record: EpochRecord): Promise<void> {
    this.#mayFail();
    this.checkpoints.set(checkpoint.epoch, checkpoint);
    this.history.push(record);
  }
  async keepPreview(preview: RunPreview): Promise<void> {
    this.#mayFail();
    this.previews.push(preview);
  }
  lastCheckpoint = async () => this.checkpoints.get(this.history.length) ?? null;
  checkpoint = async (epoch: number) => this.checkpoints.get(epoch) ?? null;
  writeModel: RunStore['writeModel'] = async ({ epoch }, weights, predict) => {
    this.#mayFail();
    const [output] = predict(Float32Array.of(1), { width: 1, height: 1 });
    this.models.push({ epoch, weights: weights.get('weights')!, output: output! });
    return `${this.path}/model/linear`;
  };

  #mayFail(): void {
    const failure = this.failures.shift();
    if (failure) throw failure;
  }
}

/** A disk that is full. */
export function noRoom(): DiskFullError {
  return new DiskFullError('The disk of /runs is full.', { path: '/runs', neededBytes: 1, freeBytes: 0 });
}

const patch = (seed: number): Float32Array => {
  const random = randomNumbers(seed);
  return Float32Array.from({ length: PIXELS }, () => random() - 0.5);
};
const answer = (input: Float32Array) => input.map((value) => 0.5 * value + 0.1);

/** Batches and held-out images whose targets are 0.5 * input + 0.1. */
export function linearData(over: Partial<TrainingDataApi> = {}): TrainingDataApi {
  const unused = () => Promise.reject(new Error('not part of a run'));
  return {
    prepare: unused,
    openFields: unused,
    readField: unused,
    batch: async ({ epoch, step }) => {
      const input = patch(1000 * epoch + step);
      return { input, target: answer(input) };
    },
    heldOut: async ({ index }): Promise<WholePair> => {
      const input = patch(7 + index);
      return { field: `f${index}`, width: 8, height: 8, input, target: answer(input), average: null };
    },
    ...over,
  };
}

/** A run of the linear model, ready to be conducted. */
export function linearRun(input: Partial<TrainingConfigInput> = {}, heldOutFields = 2) {
  const config = TrainingConfig.parse({
    name: 'linear',
    architecture: { kind: 'denseed', blocks: [1, 1, 1] },
    data: { kind: 'folder', folder: '/data' },
    epochs: 3,
    optimiser: { learningRate: 0.2 },
    ...input,
  });
  const store = new MemoryStore();
  const events: TrainingEvent[] = [];
  const heldOut = Array.from({ length: heldOutFields }, (_, i) => ({
    field: `f${i}`,
    frame: 0,
    width: 8,
    height: 8,
    preview: i === 0,
  }));
  store.record = {
    config,
    data: { stepsPerEpoch: STEPS, train: ['a'], validation: heldOut.map(({ field }) => field) },
    values: { normalisation: { kind: 'fixed' }, zero: -0.5, range: 1 },
  } as RunRecord;
  let now = 0;
  return {
    config,
    store,
    events,
    program: new LinearProgram(config.optimiser.learningRate),
    data: linearData(),
    signal: undefined as AbortSignal | undefined,
    onEvent: undefined as ((event: TrainingEvent, control: RunControl) => void) | undefined,
    beginning: { history: [], checkpoint: null, patientSince: 0 } as RunBeginning,
    /** Conducts it to its end. */
    conduct() {
      const control = new RunControl(this.signal);
      const tell = (event: TrainingEvent): void => {
        events.push(event);
        this.onEvent?.(event, control);
      };
      const parts: RunParts = {
        record: store.record,
        prepared: { heldOut, ...store.record.values } as unknown as PreparedData,
        program: this.program,
        evaluate: (pair) => this.program.evaluate(pair, pair),
        data: this.data,
        store,
        control,
        clock: new RunClock(() => (now += 100)),
        standing: new RunStanding(store, 1, (state, reason) => tell({ kind: 'state', state, reason })),
        tell,
      };
      return conductRun(parts, this.beginning, (weights, image) => {
        const [scale, offset] = weights.get('weights')!;
        return image.map((value) => scale! * value + offset!);
      });
    },
  };
}
