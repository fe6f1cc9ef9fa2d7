import { InvalidRequestError } from '../contract/errors';
import type { ImageInfo } from '../contract/image';

/** The image of a file that is meant, counted from 1. Throws {@link InvalidRequestError} where the file has fewer. */
export function seriesOf(
  all: ImageInfo[],
  number: number,
  name: string,
  notice: (sentence: string) => void,
): ImageInfo {
  const info = all[number - 1];
  if (!info) {
    throw new InvalidRequestError(`${name} holds ${all.length} images; --series ${number} was asked for.`, {
      parameter: 'series',
    });
  }
  if (all.length > 1) notice(`${name} holds ${all.length} images; this is number ${number}.`);
  return info;
}
