import { InternalError, OutOfMemoryError, RuntimeFailedError } from '../contract/errors';
import type { Architecture } from '../contract/model';
import { openGraphSession, type Feed, type GraphSession } from '../engine/graph-session';
import type { Tensor } from '../engine/graph';
import { isMemoryFailure } from '../engine/memory-failure';
import type { Addon } from '../engine/tensorflow';
import { initialWeights, type InitialKernels } from './initial-weights';
import { adamSettings } from './optimiser';
import { flattened, unflattened } from './parameters';
import type { Player } from './player';
import { sizeKey, trainingGraph, type TrainingGraph } from './training-graph';
import type { ProgramOptions, TrainingProgram } from './training-program';

/**
 * Compiles a run to a TensorFlow session and gives its networks their first weights by the configuration's seed.
 *
 * A failed run of the session leaves tensors behind in the addon: it is the end of the process. Throws
 * InvalidRequestError where patches do not fit, OutOfMemoryError, RuntimeFailedError.
 */
export function createTrainingProgram(addon: Addon, options: ProgramOptions): TrainingProgram {
  const { config } = options;
  const compiled = trainingGraph(options);
  const session = openGraphSession(addon, compiled.graph);
  const players = [compiled.generator, ...(compiled.discriminator ? [compiled.discriminator] : [])];
  const run = (feeds: readonly Feed[], fetches: readonly Tensor[]) =>
    told(() => session.run(feeds, fetches), config.batch, options.side);

  const program: TrainingProgram = {
    step({ input, target }, { step, rateFactor }) {
      const { step: at } = compiled;
      const feeds: Feed[] = [
        [at.input, input],
        [at.target, target],
        [at.seed, Int32Array.of(config.seed, step)],
        [compiled.generator.optimiserGraph.settings, adamSettings(config.optimiser, step, rateFactor)],
      ];
      if (compiled.discriminator) {
        const settings = adamSettings(config.adversarial!.optimiser, step, rateFactor);
        feeds.push([compiled.discriminator.optimiserGraph.settings, settings]);
      }
      return summarised(at.names, run(feeds, [at.summary])[0]!);
    },
    evaluate({ input, target }, size) {
      const at = compiled.evaluations.get(sizeKey(size));
      if (!at)
        throw new InternalError(`No evaluation of ${sizeKey(size)} pixels.`, { detail: sizeKey(size) });
      const [prediction, loss] = run(
        [
          [at.input, input],
          [at.target, target],
        ],
        [at.prediction, at.loss],
      );
      return { prediction: prediction!, loss: loss![0]! };
    },
    state() {
      const names = [...compiled.values.keys()];
      const read = run([], [...compiled.values.values()]);
      return new Map(names.map((name, i) => [name, read[i]!]));
    },
    restore: (state) => restore(compiled, run, state),
    weights() {
      const { layout, weights, statistics } = compiled.generator;
      const read = run(
        [],
        [weights, ...(statistics ? [statistics] : [])].map(({ name }) => compiled.values.get(name)!),
      );
      return new Map([
        ...unflattened(layout.trained, read[0]!),
        ...(statistics ? unflattened(layout.statistics, read[1]!) : []),
      ]);
    },
    dispose: () => session.dispose(),
  };
  try {
    const kernels = initialKernels(config.architecture);
    program.restore(
      new Map(
        players.flatMap((player, at) => [
          ...firstState(player, at === 0 ? kernels : discriminatorKernels(kernels), config.seed, at),
        ]),
      ),
    );
  } catch (error) {
    session.dispose();
    throw error;
  }
  return program;
}

/** What `summary` holds, by name. */
function summarised(names: string[], numbers: Float32Array): ReturnType<TrainingProgram['step']> {
  const of = (name: string) => numbers[names.indexOf(name)]!;
  const terms = names.filter((name) => name.startsWith('term '));
  return {
    loss: of('loss'),
    terms: Object.fromEntries(terms.map((name) => [name.slice('term '.length), of(name)])),
    rmse: Math.sqrt(of('meanSquare')),
    discriminator: names.includes('discriminator') ? of('discriminator') : null,
    gradientNorm: of('gradientNorm'),
  };
}

function restore(
  { assign }: TrainingGraph,
  run: GraphSession['run'],
  state: ReadonlyMap<string, Float32Array>,
): void {
  const feeds = [...assign.values].map(([name, placeholder]): Feed => {
    const values = state.get(name);
    if (values && values.length === placeholder.shape[0]) return [placeholder, values];
    throw new InternalError(`The state is not this network's: "${name}" does not fit.`, { detail: name });
  });
  run(feeds, [assign.done]);
}

/** Weights as they begin, running statistics of the identity, moments of 0. */
function firstState(
  { name, network, layout, weights, statistics, optimiserGraph }: Player,
  kernels: InitialKernels,
  seed: number,
  place: number,
): Map<string, Float32Array> {
  const first = initialWeights(network, kernels, seed, place);
  const state = new Map([[weights.name, flattened(layout.trained, first)]]);
  if (statistics) state.set(`${name}.statistics`, flattened(layout.statistics, first));
  for (const moment of optimiserGraph.moments) state.set(moment.name, new Float32Array(moment.length));
  return state;
}

/** How each network's authors begin; where they do not say, PyTorch's start. */
function initialKernels({ kind }: Architecture): InitialKernels {
  switch (kind) {
    case 'dncnn':
    case 'deep-storm':
      return 'orthogonal';
    case 'anna-palm':
      return 'normal';
    default:
      return 'uniform';
  }
}

/** A discriminator begins as its generator where that is pix2pix's, else as PyTorch does. */
function discriminatorKernels(generator: InitialKernels): InitialKernels {
  return generator === 'normal' ? 'normal' : 'uniform';
}

/** Runs, and turns TensorFlow's message into a sentence. */
function told<Result>(work: () => Result, batch: number, side: number): Result {
  try {
    return work();
  } catch (error) {
    const detail = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    if (isMemoryFailure(detail)) {
      const what = `${batch} patches of ${side} x ${side} pixels a step`;
      const cure =
        batch > 1
          ? `Use ${batch >> 1} patches a step, or smaller ones`
          : 'Use smaller patches or a smaller network';
      throw new OutOfMemoryError(
        `There is not enough memory to train with ${what}. ${cure}, or close other programs.`,
        { what },
        { cause: error },
      );
    }
    const first = detail.split('\n').find((line) => line.trim()) ?? 'no message';
    throw new RuntimeFailedError(
      `TensorFlow could not compute the step (${first}). The last whole epoch is kept; resume the run, and if it fails again, please report it.`,
      { runtime: 'TensorFlow' },
      { cause: error },
    );
  }
}
