import { InvalidRequestError } from '../contract/errors';
import type { ImageSource } from '../contract/image';
import type { MeasuredPart } from '../contract/quality-api';
import type { CallOptions } from '../contract/signal';
import { planePart, type PlanePart } from '../imaging/measured-part';
import { openImage } from '../io/open-image';

/** Opens what is measured for as long as `work` takes. Throws what opening does, and InvalidRequestError for what the image has not. */
export async function withPart<Result>(
  asked: MeasuredPart,
  options: CallOptions | undefined,
  work: (source: ImageSource, part: PlanePart) => Promise<Result>,
): Promise<Result> {
  const name = asked.name ?? asked.path.replace(/^.*[\\/]/, '');
  const opened = await openImage(asked.path, options);
  try {
    const source = opened.series[asked.series ?? 0];
    if (!source) {
      const sentence = `${name} holds ${opened.series.length} images; there is no number ${(asked.series ?? 0) + 1}.`;
      throw new InvalidRequestError(sentence, { parameter: 'series' });
    }
    const part = planePart(source.info, asked, name);
    const unnamed = asked.series === undefined && opened.series.length > 1;
    const note = `${name} holds ${opened.series.length} images; the first was measured.`;
    return await work(source, unnamed ? { ...part, notes: [note, ...part.notes] } : part);
  } finally {
    await opened.close();
  }
}
