import type { Augmentation } from '../../contract/training-config';
import { RandomStream } from '../../imaging/random';

/** How a square is turned: transposed first, then its columns and its rows from right to left and bottom to top. */
export interface Turn {
  transpose: boolean;
  mirrorX: boolean;
  mirrorY: boolean;
}

/** What is done to one patch and its target. */
export interface Change {
  turn: Turn;
  /** Factor of the stored values. */
  intensity: number;
}

/** Quarter turns counter-clockwise, as transposing and mirroring. */
const QUARTERS: readonly Turn[] = [
  { transpose: false, mirrorX: false, mirrorY: false },
  { transpose: true, mirrorX: false, mirrorY: true },
  { transpose: false, mirrorX: true, mirrorY: true },
  { transpose: true, mirrorX: true, mirrorY: false },
];

/** What is done to the patch at a place (from 0) of an epoch's batches; the same for the same seed, epoch and place. */
export function drawChange(augmentation: Augmentation, seed: number, epoch: number, place: number): Change {
  const random = new RandomStream(seed, 'augmentation', epoch, place);
  const [quarter, across, down, light] = [
    random.below(4),
    random.uniform(),
    random.uniform(),
    random.uniform(),
  ];
  const { transpose, mirrorX, mirrorY } = QUARTERS[augmentation.rotations ? quarter : 0]!;
  const flip = augmentation.flips;
  return {
    turn: {
      transpose,
      mirrorX: mirrorX !== (flip && across < 0.5),
      mirrorY: mirrorY !== (flip && down < 0.5),
    },
    intensity: 1 + augmentation.intensity * (2 * light - 1),
  };
}
