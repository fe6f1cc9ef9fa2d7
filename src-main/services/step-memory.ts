import { OutOfMemoryError } from '../contract/errors';
import type { TrainingConfig } from '../contract/training-config';
import { sayBytes } from '../io/write/write-errors';
import { discriminatorOf, seesInput } from '../models/discriminators';
import { outputScale } from '../models/geometry';
import type { Network } from '../models/layers';
import { trainingBytes } from '../models/training-memory';

/** By how much the estimate exceeded what was taken, at most: what does not fit divided by it surely does not fit. */
const MOST_OVERESTIMATED = 1.4;

/**
 * Ends a run before its first step where that would take more memory than there is, and says which batch would do: a
 * system that is short of memory ends processes without a word, and not always this one.
 *
 * @param side Side of an input patch, pixels.
 * @throws OutOfMemoryError.
 */
export function requireStepMemory(
  { batch, adversarial }: TrainingConfig,
  network: Network,
  side: number,
  availableBytes: number,
): void {
  const judge =
    adversarial &&
    discriminatorOf(adversarial.discriminator, {
      side: side * outputScale(network),
      inputFeatures: seesInput(adversarial.discriminator) ? 2 : 1,
    });
  const bytesOf = (patches: number) => trainingBytes(network, { batch: patches, side }, judge);
  // The estimate is a straight line over the batch.
  const [one, two] = [bytesOf(1), bytesOf(2)];
  const most = Math.floor(1 + (availableBytes * MOST_OVERESTIMATED - one) / (two - one));
  if (batch <= most) return;
  const what = `${batch} patches of ${side} x ${side} pixels a step`;
  const cure =
    most > 0
      ? `Use a batch of ${most}, or smaller patches`
      : 'Use smaller patches or a network with fewer parameters';
  throw new OutOfMemoryError(
    `Training ${network.name} with ${what} takes about ${sayBytes(bytesOf(batch))} of memory; ${sayBytes(availableBytes)} are free. ${cure}, or close other programs.`,
    { what },
  );
}
