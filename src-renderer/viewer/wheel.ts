import { nextZoomStep, ZOOM_STEPS } from './camera';

/** What of a wheel event decides how far it zooms. */
export type WheelTurn = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey'>;

/** Pixels of a wheel's notch; smaller turns come from touch pads. */
const NOTCH_PX = 50;

/** The zoom (in per cent) after a turn: a step for each notch of a wheel, smoothly on a touch pad. */
export function zoomAfter(percent: number, turn: WheelTurn): number {
  const delta = turn.deltaY || turn.deltaX;
  if (delta === 0) return percent;
  if (turn.deltaMode !== 0 || Math.abs(delta) >= NOTCH_PX) return nextZoomStep(percent, delta < 0 ? 1 : -1);
  const next = percent * Math.exp(-delta * (turn.ctrlKey ? 0.01 : 0.003)); // pinching comes as Ctrl and small turns
  return Math.min(ZOOM_STEPS[ZOOM_STEPS.length - 1]!, Math.max(ZOOM_STEPS[0], next));
}

/** Slices a turn steps: 1 or -1 for each notch. */
export function slicesAfter(turn: WheelTurn): number {
  const delta = turn.deltaY || turn.deltaX; // with Shift, browsers turn the wheel sideways
  return Math.sign(delta);
}
