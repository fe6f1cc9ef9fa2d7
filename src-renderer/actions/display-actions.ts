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

/** The colours ImageJ gives the channels of a composite that have none of their own. */
const COMPOSITE_LUTS: LutName[] = ['Red', 'Green', 'Blue', 'Grays', 'Cyan', 'Magenta', 'Yellow'];

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
      const { comparison, image } = workspace;
      if (!comparison || !image) return;
      const { channelIndex } = image;
      await measureRange(workspace, image, channelIndex);
      const { range } = image.channels[channelIndex]!;
      if (range) comparison.setRange(image, channelIndex, range);
    },
    resetContrast() {
      const { comparison, image } = workspace;
      if (!comparison || !image) return;
      const { channelIndex } = image;
      void workspace.api
        .histogram({ image: image.id, ...image.placeOf(channelIndex) })
        .then(({ min, max }) =>
          comparison.setRange(image, channelIndex, { min, max: max > min ? max : min + 1 }),
        )
        .catch((error: unknown) => workspace.messages.fail(error));
    },
    setLut(name) {
      if (workspace.image && LUT_NAMES.includes(name as LutName))
        setLut(workspace.image.channel, name as LutName);
    },
    toggleComposite() {
      const { image } = workspace;
      if (!image || image.channels.length < 2) return;
      image.composite = !image.composite;
      const areAlike = new Set(image.channels.map(({ lutName }) => lutName)).size === 1;
      if (image.composite && areAlike) {
        image.channels.forEach((channel, i) => setLut(channel, COMPOSITE_LUTS[i % COMPOSITE_LUTS.length]!));
      }
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
