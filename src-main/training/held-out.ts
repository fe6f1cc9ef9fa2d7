import type { EpochRecord, RunPreview } from '../contract/run';
import type { PreparedData, TrainingDataApi, WholePair } from '../contract/training-data-api';
import { targetSize } from './baselines';
import { readAhead } from './read-ahead';
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
 * Goes through the held-out images in their order.
 *
 * @param look Is called between two images, and may throw to end it.
 */
export function eachHeldOut(
  data: TrainingDataApi,
  { heldOut }: Pick<PreparedData, 'heldOut'>,
  look: () => Promise<void>,
  use: (pair: WholePair, index: number) => void,
): Promise<void> {
  return readAhead(
    heldOut.length,
    (index) => data.heldOut({ index }),
    async (pair, index) => {
      use(pair, index);
      await look();
    },
  );
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
