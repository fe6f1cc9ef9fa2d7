import type { SuperResolveParams } from '../contract/app-api';
import type { ImageInfo, PixelType } from '../contract/image';
import { isAbort, throwIfCancelled, type CallOptions } from '../contract/signal';
import { WRITTEN_FORMATS, type WrittenFormat } from '../contract/written-formats';
import { planeGeometry } from '../imaging/geometry';
import type { ResultObserver } from './result-observer';
import { superResolve, type SuperResolved } from './super-resolve';
import type { Session } from './session';

/** An open image that a window wants super-resolved. */
export interface SuperResolveImageRequest extends Omit<SuperResolveParams, 'image'> {
  /** Its file, and which image of it, counted from 0. */
  path: string;
  series: number;
  /** What the window calls it, and what it is. */
  name: string;
  info: ImageInfo;
}

let runs = 0;

/**
 * Super-resolves an open image by one or several models, a result each, or by a model for each channel, into the
 * session's scratch folder: for a person who watches. With several models, one that fails is a notice, and the others
 * go on; it is thrown where none was left.
 *
 * @returns the results; each lies in a folder of its own.
 */
export async function superResolveImage(
  session: Session,
  { path, series, name, info, models, channelModels, lookAt, ...choice }: SuperResolveImageRequest,
  observer: ResultObserver,
  options: CallOptions,
): Promise<SuperResolved[]> {
  const runsOfModels = channelModels
    ? [{ channelModels, label: [...new Set(channelModels.map(({ model }) => model))].join(' + ') }]
    : models.map((model) => ({ model, label: model }));
  const file = suggestedName(name, info);
  const results: SuperResolved[] = [];
  const failures: Error[] = [];
  for (const [at, { label, ...run }] of runsOfModels.entries()) {
    throwIfCancelled(options.signal);
    const request = {
      ...choice,
      ...run,
      input: [path],
      series: series + 1,
      out: `${session.scratchFolder}/result-${++runs}/${file}`,
      name: `${name}, ${label}`,
      watched: { lookAt },
    };
    try {
      results.push(
        ...(await superResolve(session, request, { ...partOf(options, at, runsOfModels.length), observer }))
          .results,
      );
    } catch (error) {
      if (isAbort(error) || !(error instanceof Error)) throw error;
      failures.push(error);
      if (runsOfModels.length > 1) observer.notice(`${label}: ${error.message}`);
    }
  }
  if (results.length === 0 && failures.length > 0) throw failures[0]!;
  return results;
}

/** Progress of one of several runs, told as a part of all. */
function partOf({ signal, onProgress }: CallOptions, at: number, count: number): CallOptions {
  return {
    ...(signal && { signal }),
    onProgress: ({ done, total, ...rest }) =>
      onProgress?.({ ...rest, done: at * total + done, total: count * total }),
  };
}

/**
 * What a result is called until a person says otherwise, by `how` it is made: "fov08-sr.tif", or "fov08-sr.ome.tif" where ImageJ's format
 * would turn the axes or does not hold the pixel type.
 */
export function suggestedName(name: string, info: ImageInfo, how = 'sr'): string {
  const base = name.replace(/(\.ome)?\.[^.\s]{1,5}$/i, '').replace(/[/\\:*?"<>|]/g, '-');
  return `${base}-${how}${keepsInImageJ(info) ? '.tif' : '.ome.tif'}`;
}

function keepsInImageJ({ pixelType, ...info }: ImageInfo): boolean {
  const { leading, samples } = planeGeometry(info);
  const axes = leading.filter(({ length }) => length > 1).map(({ axis }) => axis);
  if (samples > 1) axes.push('C');
  const isInOrder = axes.length <= 1 || /^T?Z?C?$/.test(axes.join(''));
  return isInOrder && (holds('imagej', pixelType) || !holds('ome', pixelType));
}

function holds(format: WrittenFormat['id'], pixelType: PixelType): boolean {
  return WRITTEN_FORMATS.find(({ id }) => id === format)!.pixelTypes.includes(pixelType);
}
