import type { Adversarial } from '../contract/training-config';
import { addAll, identity, scale, stopGradient } from '../engine/arithmetic';
import { Graph, type GraphNode, type Tensor } from '../engine/graph';
import { concat, reshape, upsample } from '../engine/operations';
import { assignVariable, readVariable } from '../engine/variables';
import { networkOf } from '../models/catalog';
import { discriminatorOf, seesInput } from '../models/discriminators';
import { outputScale } from '../models/geometry';
import { discriminatorLoss, generatorLoss } from './losses/adversarial';
import { contentLoss, type LossContext } from './losses/content-loss';
import { meanSquare } from './losses/differences';
import { Player, type ReadParameters } from './player';
import type { ProgramOptions, Size } from './training-program';

/** Everything that a training run computes, in one graph over one set of variables; what is fetched is what is done. */
export interface TrainingGraph {
  graph: Graph;
  generator: Player;
  discriminator: Player | null;
  step: StepTensors;
  /** By "width x height" of the input. */
  evaluations: Map<string, EvaluationTensors>;
  /** A placeholder for each variable, by name, and what to fetch to give them all their values. */
  assign: { values: Map<string, Tensor>; done: Tensor };
  /** The value of each variable, by name. */
  values: Map<string, Tensor>;
}

/** One step. Images are [batch, side, side, 1]. */
export interface StepTensors {
  input: Tensor;
  target: Tensor;
  /** [2], int32: the run's seed and the step. */
  seed: Tensor;
  /** Fetching it updates everything: the numbers named by `names`, before the update. */
  summary: Tensor;
  names: string[];
  /** The generator's whole gradient, flat, and its loss; the discriminator's where there is one. Fetched by tests. */
  gradient: Tensor;
  loss: Tensor;
  discriminator: { gradient: Tensor; loss: Tensor } | null;
}

/** The generator as it predicts: running statistics, no dropout. */
export interface EvaluationTensors {
  input: Tensor;
  target: Tensor;
  prediction: Tensor;
  loss: Tensor;
}

/**
 * Builds the graph of a run. In a step the discriminator, where there is one, is updated first, on the targets and on
 * what the generator makes of the inputs; then the generator, against the updated discriminator. Both see the same
 * prediction, which is computed once. The discriminator's running statistics take in the targets, then the predictions.
 *
 * Throws InvalidRequestError where patches do not fit a network or a loss.
 */
export function trainingGraph(options: ProgramOptions): TrainingGraph {
  const { config, side, evaluationSizes, values, perceptual = new Map() } = options;
  const graph = new Graph();
  const context: LossContext = { values, perceptual };
  const network = networkOf(config.architecture, { dropout: config.dropout });
  const enlargement = outputScale(network);
  const generator = new Player(graph, 'generator', network, config.optimiser);
  const parameters = generator.read();

  const shape = [config.batch, side, side, network.inputFeatures];
  const input = graph.placeholder('input', shape);
  const target = graph.placeholder('target', [config.batch, side * enlargement, side * enlargement, 1]);
  const seed = graph.placeholder('seed', [2], 'int32');
  const predicted = generator.forward(input, parameters, { training: true, seed });

  const content = contentLoss(graph, predicted.output, target, config.loss, context);
  const against = config.adversarial
    ? adversary(graph, config.adversarial, config.clipping, { input, target, seed }, predicted.output)
    : null;
  const terms = new Map(content.terms);
  if (against) terms.set('adversarial', against.loss);
  const loss = against
    ? addAll(graph, [content.loss, scale(graph, against.loss, config.adversarial!.weight)])
    : content.loss;
  const update = generator.update(loss, parameters, predicted.statistics, config.clipping);

  const numbers = new Map<string, Tensor>([
    ['loss', loss],
    ['meanSquare', meanSquare(graph, predicted.output, target)],
    ['gradientNorm', update.norm],
    ...(against ? [['discriminator', against.own.loss] as const] : []),
    ...[...terms].map(([name, term]) => [`term ${name}`, term] as const),
  ]);
  const done = [...update.done, ...(against?.own.done ?? [])];
  const vector = concat(
    graph,
    [...numbers.values()].map((number) => reshape(graph, number, [1])),
    0,
  );

  const players = [generator, ...(against ? [against.player] : [])];
  return {
    graph,
    generator,
    discriminator: against?.player ?? null,
    step: {
      input,
      target,
      seed,
      summary: identity(graph, vector, done),
      names: [...numbers.keys()],
      gradient: update.gradient,
      loss,
      discriminator: against && { gradient: against.own.gradient, loss: against.own.loss },
    },
    evaluations: new Map(
      evaluationSizes.map((size) => [
        sizeKey(size),
        evaluation(graph, generator, parameters, size, enlargement, (prediction, wanted) =>
          contentLoss(graph, prediction, wanted, config.loss, context),
        ),
      ]),
    ),
    ...access(graph, players),
  };
}

/** How evaluations are found: "512 x 512". */
export function sizeKey({ width, height }: Size): string {
  return `${width} x ${height}`;
}

/** The discriminator with its update, and what it makes of the prediction after that. */
function adversary(
  graph: Graph,
  { discriminator: kind, loss: lossKind, optimiser }: Adversarial,
  clipping: number,
  { input, target, seed }: { input: Tensor; target: Tensor; seed: Tensor },
  prediction: Tensor,
): {
  player: Player;
  loss: Tensor;
  own: { loss: Tensor; gradient: Tensor; done: GraphNode[] };
} {
  const side = target.shape[1]!;
  const network = discriminatorOf(kind, { side, inputFeatures: seesInput(kind) ? 2 : 1 });
  const player = new Player(graph, 'discriminator', network, optimiser);
  const enlarged = seesInput(kind) ? upsample(graph, input, side / input.shape[1]!) : null;
  const shown = (image: Tensor) => (enlarged ? concat(graph, [enlarged, image]) : image);

  const before = player.read();
  const mode = (firstSeed: number) => ({ training: true, seed, firstSeed });
  const ofTargets = player.forward(shown(target), before, mode(1000));
  const fixed = shown(stopGradient(graph, prediction));
  const ofPredictions = player.forward(fixed, before, mode(2000), ofTargets.statistics);
  const ownLoss = discriminatorLoss(graph, lossKind, ofTargets.output, ofPredictions.output);
  const { done, gradient } = player.update(ownLoss, before, ofPredictions.statistics, clipping);

  const after = player.read(done);
  const judged = player.forward(shown(prediction), after, mode(3000)).output;
  return { player, loss: generatorLoss(graph, lossKind, judged), own: { loss: ownLoss, gradient, done } };
}

function evaluation(
  graph: Graph,
  generator: Player,
  parameters: ReadParameters,
  { width, height }: Size,
  enlargement: number,
  lossOf: (prediction: Tensor, target: Tensor) => { loss: Tensor },
): EvaluationTensors {
  const name = sizeKey({ width, height }).replace(/ /g, '');
  const features = generator.network.inputFeatures;
  const input = graph.placeholder(`input.${name}`, [1, height, width, features]);
  const target = graph.placeholder(`target.${name}`, [1, height * enlargement, width * enlargement, 1]);
  const prediction = generator.forward(input, parameters, { training: false }).output;
  return { input, target, prediction, loss: lossOf(prediction, target).loss };
}

/** The means to read and write every variable. */
function access(graph: Graph, players: Player[]): Pick<TrainingGraph, 'assign' | 'values'> {
  const variables = players.flatMap((player) => player.variables);
  const fed = new Map(
    variables.map(({ name, length }) => [name, graph.placeholder(`set.${name}`, [length])]),
  );
  const assigned = variables.map((each) => assignVariable(graph, each, fed.get(each.name)!));
  const done = identity(graph, graph.constant(Float32Array.of(0), [1]), assigned);
  const values = variables.map((each) => [each.name, identity(graph, readVariable(graph, each))] as const);
  return { assign: { values: fed, done }, values: new Map(values) };
}
