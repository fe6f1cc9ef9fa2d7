import type { EpochRecord, RunPreview } from '../contract/run';
import type { PreparedData, TrainingDataApi, WholePair } from '../contract/training-data-api';
import { targetSize } from './baselines';
import { ScoreSheet } from './scoring';

/** The network's answer to a whole image, and the content loss of it against the image's target. */
export type EvaluateImage = (pair: WholePair) => { prediction: Float32Array; loss: number };

/** What came of the held-out fields after an epoch. */
export interface HeldOutResult {
  validation: EpochRecord['validation'];
  /** How the field looks that is to be looked at. */
  preview: Omit<RunPreview, 'epoch'> | null;
}

/**
 * Goes through the held-out images in their order; the next one is read while one is worked on.
 *
 * @param look Is called between two images, and may throw to end it.
 */
export async function eachHeldOut(
  data: TrainingDataApi,
  { heldOut }: Pick<PreparedData, 'heldOut'>,
  look: () => Promise<void>,
  use: (pair: WholePair, index: number) => void,
): Promise<void> {
  const read = (index: number): Promise<WholePair> | null => {
    if (index >= heldOut.length) return null;
    const reading = data.heldOut({ index });
    reading.catch(() => undefined); // thrown where it is awaited, which may be never
    return reading;
  };
  let next = read(0);
  for (let index = 0; next !== null; index++) {
    const pair = await next;
    next = read(index + 1);
    use(pair, index);
    await look();
  }
}

/** Scores the network on the held-out images; the loss is the mean over images. */
export async function scoreHeldOut(
  data: TrainingDataApi,
  prepared: PreparedData,
  evaluate: EvaluateImage,
  look: () => Promise<void>,
): Promise<HeldOutResult> {
  const sheet = new ScoreSheet(prepared);
  let losses = 0;
  let preview: HeldOutResult['preview'] = null;
  await eachHeldOut(data, prepared, look, (pair, index) => {
    const { prediction, loss } = evaluate(pair);
    const { width, height } = targetSize(pair);
    sheet.add({ field: pair.field, width, height, image: prediction, target: pair.target });
    losses += loss;
    if (!prepared.heldOut[index]!.preview) return;
    preview = {
      field: pair.field,
      input: { width: pair.width, height: pair.height, values: pair.input },
      prediction: { width, height, values: prediction },
      target: { width, height, values: pair.target },
    };
  });
  const scores = sheet.mean();
  return {
    validation: scores && { ...scores, loss: losses / prepared.heldOut.length },
    preview,
  };
}
