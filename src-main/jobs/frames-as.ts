import { InvalidRequestError } from '../contract/errors';
import type { ModelRecord } from '../contract/model';
import type { FramesAs } from './request';

/**
 * What becomes of the frames of a stack: as asked, by default what the model's answers are for. Throws
 * {@link InvalidRequestError} where images are to be summed: each is an estimate of the same sample already.
 */
export function framesAs(
  { name, output }: Pick<ModelRecord, 'name' | 'output'>,
  asked: FramesAs | undefined,
): FramesAs {
  if (asked === 'sum' && output === 'image') {
    throw new InvalidRequestError(
      `"${name}" makes an image of each frame, not a density of emitters: its frames are not summed. Leave out --frames-as sum.`,
      { parameter: 'framesAs' },
    );
  }
  return asked ?? (output === 'density' ? 'sum' : 'each');
}
