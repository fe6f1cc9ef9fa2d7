import { LUT_NAMES, type LutName } from '../../src-main/imaging/lut';
import type { WindowActions } from '../../src-main/commands/window-actions';
import { measureRange } from '../state/display-range';
import { setLut } from '../state/image.svelte';
import type { Workspace } from '../state/workspace.svelte';
import { nextZoomStep } from '../viewer/camera';

type DisplayActions = Pick<
  WindowActions,
  | 'showContrast'
  | 'autoContrast'
  | 'resetContrast'
  | 'setLut'
  | 'toggleComposite'
  | 'stepSlice'
  | 'togglePlay'
  | 'zoomIn'
  | 'zoomOut'
  | 'zoomTo'
  | 'zoomToFit'
>;

/** How the image in front is shown. */
export function displayActions(workspace: Workspace): DisplayActions {
  const zoomTo = (percent: number): void => {
    const { comparison } = workspace;
    comparison?.zoomTo(comparison.activeIndex, percent, window.devicePixelRatio);
  };
  const percent = (): number =>
    workspace.comparison?.zoomPercent(workspace.comparison.activeIndex, window.devicePixelRatio) ?? 100;

  return {
    showContrast: () => void (workspace.sidePanel = true),
    async autoContrast() {
      if (workspace.image) await measureRange(workspace, workspace.image, workspace.image.channelIndex);
    },
    resetContrast() {
      const { image } = workspace;
      if (!image) return;
      const { plane, sample } = image.placeOf(image.channelIndex);
      void workspace.api
        .histogram({ image: image.id, plane, ...(sample === undefined ? {} : { sample }) })
        .then(({ min, max }) => (image.channel.range = { min, max }))
        .catch((error: unknown) => workspace.messages.fail(error));
    },
    setLut(name) {
      if (workspace.image && LUT_NAMES.includes(name as LutName))
        setLut(workspace.image.channel, name as LutName);
    },
    toggleComposite() {
      const { image } = workspace;
      if (image && image.channels.length > 1) image.composite = !image.composite;
    },
    stepSlice(step) {
      const { comparison, image } = workspace;
      if (!comparison || !image) return;
      // ImageJ's < and > step along the last axis that is not channels, else along channels.
      const { leading } = image.geometry;
      const axes = leading
        .map(({ axis, length }, at) => ({ axis, length, at }))
        .filter(({ length }) => length > 1);
      const axis = axes.filter(({ axis: name }) => name !== 'C').at(-1) ?? axes.at(-1);
      if (axis) comparison.goTo(axis.axis, image.position[axis.at]! + step);
    },
    togglePlay() {
      if (workspace.comparison) workspace.comparison.playing = !workspace.comparison.playing;
    },
    zoomIn: () => zoomTo(nextZoomStep(percent(), 1)),
    zoomOut: () => zoomTo(nextZoomStep(percent(), -1)),
    zoomTo,
    zoomToFit: () => workspace.comparison?.fit(),
  };
}
