import type { CallOptions } from '../contract/signal';
import type { TrainingConfig } from '../contract/training-config';
import type { TrainingEstimate } from '../contract/training-api';
import { absoluteData } from '../io/absolute-path';
import { parameterCount } from '../models/parameters';
import { measureTraining } from '../training/estimate';
import { networkToTrain, openProgram, prepareData } from './open-training';
import type { RunTools } from './train-run';

/** Builds a run's graph, times a few steps and says what the run would take; leaves nothing behind. */
export async function estimateTraining(
  { runtime, data, control }: RunTools,
  request: TrainingConfig,
  options: CallOptions,
): Promise<TrainingEstimate> {
  const config = { ...request, data: absoluteData(request.data) };
  const network = networkToTrain(config);
  const { runtime: tensorFlow } = runtime.tensorFlow;
  const freeBytes = tensorFlow.availableBytes();
  const before = process.memoryUsage.rss();
  const prepared = await prepareData(data, config, network, options);
  const { program, evaluate } = await openProgram(runtime, config, prepared, network);
  try {
    const look = async (done: number, total: number): Promise<void> => {
      options.onProgress?.({ done, total, unit: 'steps', activity: 'timing steps' });
      await control.look();
    };
    const now = () => performance.now();
    const { secondsPerStep, secondsPerImage } = await measureTraining(
      program,
      evaluate,
      data.api,
      { config, prepared },
      look,
      now,
    );
    const { stepsPerEpoch } = prepared.run;
    const secondsPerEpoch = secondsPerImage * prepared.heldOut.length;
    return {
      parameters: parameterCount(network.network),
      stepsPerEpoch,
      secondsPerStep,
      secondsPerEpoch,
      seconds: config.epochs * (stepsPerEpoch * secondsPerStep + secondsPerEpoch),
      neededBytes: Math.max(0, process.memoryUsage.rss() - before),
      freeBytes,
    };
  } finally {
    program.dispose();
  }
}
