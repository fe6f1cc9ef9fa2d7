import type { DatasetConfig, DatasetField } from '../contract/dataset';

/** Below this a registration shift may be chance, and says nothing. */
const PLAIN_SHIFT = 10;

/** Why a field is left out, as sentences; of what is not known yet nothing is said. */
export function rejections(field: DatasetField, { limits, target, grid, margin }: DatasetConfig): string[] {
  const { frames, width, height, driftPx, bleached, saturated, rsp, targetShift, targetTop } = field;
  const reasons: string[] = [];
  const percent = (part: number) => `${(100 * part).toPrecision(2)} %`;
  if (frames < 2) reasons.push('The stack has one frame; a target is made of many.');
  if (Math.min(width, height) - 2 * margin < 16)
    reasons.push(`Of ${width} x ${height} pixels the margin of ${margin} leaves less than 16 x 16.`);
  if (driftPx !== null && driftPx > limits.driftPx)
    reasons.push(`It drifts by ${driftPx.toFixed(1)} pixels, more than ${limits.driftPx}.`);
  if (bleached !== null && bleached > limits.bleached)
    reasons.push(`${percent(bleached)} of the signal bleaches, more than ${percent(limits.bleached)}.`);
  if (saturated !== null && saturated > limits.saturated)
    reasons.push(
      `${percent(saturated)} of the pixels are saturated, more than ${percent(limits.saturated)}.`,
    );
  if (targetTop !== null && !(targetTop > 0)) reasons.push('The target is empty.');
  if (rsp !== null && !(rsp >= limits.rsp))
    reasons.push(
      `The target fits the mean of the frames badly: RSP ${rsp.toFixed(2)}, less than ${limits.rsp}.`,
    );
  if (targetShift && targetShift.confidence >= PLAIN_SHIFT) {
    const distance = Math.hypot(targetShift.x, targetShift.y);
    if (distance > limits.targetShiftPx)
      reasons.push(
        `The target lies ${distance.toFixed(1)} pixels off the mean of the frames, more than ${limits.targetShiftPx}.${hintOf(target, grid)}`,
      );
  }
  return reasons;
}

function hintOf(target: DatasetConfig['target'], grid: DatasetConfig['grid']): string {
  if (target.method === 'truth' || target.placement === 'centred') return '';
  return grid === 'input' ? ' Centred placement keeps every spot in its place.' : '';
}
