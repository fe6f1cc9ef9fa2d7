import { InvalidRequestError } from '../contract/errors';
import type { LoadedModel } from '../contract/compute-api';
import type { CallOptions } from '../contract/signal';
import { bundlesOf, ModelInUse } from './models';
import type { SuperResolveRequest } from './request';
import type { Session } from './session';

/** A model, and the channel it is for (counted from 1); null where it is for all. */
export interface ChosenModel {
  channel: number | null;
  model: ModelInUse;
}

/**
 * The models that a request names, not loaded yet; one that is named for several channels is there once. Throws
 * {@link InvalidRequestError} where one model and models for channels are both given, or neither.
 */
export async function chooseModels(
  session: Session,
  { model, channelModels, channels }: SuperResolveRequest,
  options: CallOptions,
): Promise<ChosenModel[]> {
  const invalid = (sentence: string) => new InvalidRequestError(sentence, { parameter: 'model' });
  if ((model === undefined) === (channelModels === undefined)) {
    throw invalid('Give one model for all channels (--model), or one for each (--channel-models 1=a,2=b).');
  }
  if (channelModels && channels) {
    throw invalid('Models for channels say which channels are computed: leave out --channels.');
  }
  const named = channelModels ?? [{ channel: null, model: model! }];
  const twice = named.find(({ channel }, i) => named.findIndex((other) => other.channel === channel) < i);
  if (twice) throw invalid(`Channel ${twice.channel} is given two models: give it one.`);
  const names = [...new Set(named.map((one) => one.model))];
  const bundles = await bundlesOf(session, names, options);
  const inUse = new Map(names.map((name, i) => [name, new ModelInUse(session, bundles[i]!)]));
  return named.map((one) => ({ channel: one.channel, model: inUse.get(one.model)! }));
}

/**
 * Loads the models and answers the first, which stands for all. Throws {@link InvalidRequestError} where they cannot
 * share a result: they enlarge differently, or one makes images and another densities.
 */
export async function loadModels(models: readonly ChosenModel[], options: CallOptions): Promise<LoadedModel> {
  const loaded: LoadedModel[] = [];
  for (const { model } of models) loaded.push(await model.load(options));
  const [first, ...others] = loaded as [LoadedModel, ...LoadedModel[]];
  const unlike = others.find(({ record }) => record.output !== first.record.output);
  if (unlike) {
    const makes = ({ record }: LoadedModel) =>
      `"${record.name}" makes ${record.output === 'density' ? 'a density of emitters' : 'an image'}`;
    throw new InvalidRequestError(
      `These models' results do not fit into one image: ${makes(first)}, ${makes(unlike)}. Compute the channels apart.`,
      { parameter: 'model' },
    );
  }
  const other = others.find(({ geometry }) => geometry.outputScale !== first.geometry.outputScale);
  if (!other) return first;
  const times = ({ record, geometry }: LoadedModel) =>
    `"${record.name}" makes ${geometry.outputScale} pixels of one along each side`;
  throw new InvalidRequestError(
    `These models' results do not fit into one image: ${times(first)}, ${times(other)}. Compute the channels apart.`,
    { parameter: 'model' },
  );
}
