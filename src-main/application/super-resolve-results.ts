import type { OpenImage, SuperResolveEvent, SuperResolveParams } from '../contract/app-api';
import type { StreamOptions } from '../contract/rpc';
import { superResolveImage } from '../jobs/super-resolve-image';
import { requireInstalled } from './installed-models';
import type { FileContext } from './open-paths';
import { resultObserver } from './open-result';

/**
 * Super-resolves an open image, by each model in turn or by a model for each channel. A result is an open image from
 * before its first tile on, and lies in the scratch folder until it is saved. Results that are complete stay when a
 * later one fails or is cancelled.
 */
export async function superResolve(
  context: FileContext,
  { image, ...params }: SuperResolveParams,
  { onEvent = () => undefined, ...options }: StreamOptions<SuperResolveEvent>,
): Promise<{ results: OpenImage[] }> {
  const { images, files } = context;
  const { facts, pixels } = images.file(image);
  await requireInstalled(
    files.session,
    params.channelModels?.map(({ model }) => model) ?? params.models,
    options,
  );
  await pixels.requireUnchanged();

  const results: OpenImage[] = [];
  const isOneOfSeveral = !params.channelModels && params.models.length > 1;
  const observer = resultObserver(context, { image, isOneOfSeveral }, onEvent, (result) =>
    results.push(result),
  );
  const { name, series, info } = facts;
  const request = { ...params, path: pixels.path, name, series, info };
  await superResolveImage(files.session, request, observer, options);
  return { results };
}
