import { InvalidRequestError } from '../contract/errors';
import type { CallOptions } from '../contract/signal';
import type { TrainingApi } from '../contract/training-api';
import { RunControl } from '../training/run-control';
import { estimateTraining } from './estimate-training';
import { evaluateModel } from './evaluate-model';
import { TrainingRuntime, type TrainingServiceOptions } from './open-training';
import { beginRun, goOnWithRun, type RunTools } from './train-run';

/** What a `training` process answers: one run, one estimate or one evaluation at a time. */
export function createTrainingService({ version, openData }: TrainingServiceOptions): TrainingApi {
  const runtime = new TrainingRuntime();
  let control: RunControl | null = null;

  /** Does `work` with a thread that reads data; nothing else can be begun meanwhile. */
  const alone = async <Result>(
    { signal }: CallOptions,
    work: (tools: RunTools) => Promise<Result>,
  ): Promise<Result> => {
    if (control) throw new InvalidRequestError('This process is training already.', { parameter: 'run' });
    const mine = (control = new RunControl(signal));
    try {
      const data = openData();
      try {
        return await work({ runtime, data, control: mine, version });
      } finally {
        await data.stop();
      }
    } finally {
      control = null;
    }
  };

  return {
    device: async () => runtime.device,
    estimate: ({ config }, options = {}) =>
      alone(options, (tools) => estimateTraining(tools, config, options)),
    train: (request, options = {}) => alone(options, (tools) => beginRun(tools, request, options)),
    resume: (request, options = {}) => alone(options, (tools) => goOnWithRun(tools, request, options)),
    async control({ action }) {
      if (control) return control.act(action);
      throw new InvalidRequestError('No run is under way in this process.', { parameter: 'action' });
    },
    evaluate: (request, options = {}) => alone(options, (tools) => evaluateModel(tools, request, options)),
  };
}
