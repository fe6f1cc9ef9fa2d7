import type { ReconstructionPreview } from '../../src-main/contract/app-reconstruction';
import { timeText } from '../../src-main/contract/time-text';
import { formatNumber } from '../controls/number-text';
import { bytesText } from '../shell/device-text';
import { secondsOf, type ReconstructionChoice, type ResultSize } from '../state/reconstruction-params';

/** "Result 1 280 × 1 280 pixels, 32-bit, 6.6 MB. Computing takes about 79 MB of memory." */
export function resultSizeText({ width, height, planes, bytes, memoryBytes }: ResultSize): string {
  const count = planes === 1 ? '' : `${formatNumber(planes)} images of `;
  const size = `${formatNumber(width)} × ${formatNumber(height)} pixels`;
  const megabytes = Math.max(1, Math.round(memoryBytes / 1e6));
  return `Result: ${count}${size}, 32-bit, ${bytesText(bytes)}. Computing it takes about ${megabytes} MB of memory.`;
}

/** "About 12 s for 100 frames, at the pace of the preview." */
export function previewTimeText(
  size: ResultSize,
  choice: ReconstructionChoice,
  preview: Pick<ReconstructionPreview, 'secondsPerFrame' | 'average'>,
): string {
  const time = timeText(secondsOf(size, choice, preview) * 1000);
  const frames = size.frames === 1 ? '1 frame' : `${formatNumber(size.frames)} frames`;
  return `About ${time} for ${frames}, at the pace of the preview.`;
}
