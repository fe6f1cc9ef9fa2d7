import type { FieldRectangle } from '../../src-main/figures/figure';
import { extentOf } from '../viewer/placement';
import type { ComparedImage, Comparison } from './comparison.svelte';
import { onPixels, visibleField } from './figure-plan';
import { memberNames } from './member-names';
import { profiledLine, type RectangleRoi } from './rois';

/** A tab in which a comparison becomes a figure for a paper: everything that is chosen for it. */
export class FigureState {
  readonly id: string;
  readonly kind = 'figure';
  readonly title: string;
  readonly comparison: Comparison;
  /** Width of the page in mm; a column of many journals is 89, two are 183. */
  widthMm = $state(183);
  dpi = $state(300);
  fontSizePt = $state(7);
  letters = $state(true);
  /** Panels in a row; null lets the width decide. */
  chosenColumns = $state<number | null>(null);
  /** What the panels show, in the world of the comparison: as it was in view when the figure was begun. */
  field = $state.raw<FieldRectangle>({ x: 0, y: 0, width: 1, height: 1 });
  /** Numbers of images that are left out. */
  hidden = $state.raw<ReadonlySet<number>>(new Set());
  /** Labels that were written, by number of the image. */
  labels = $state.raw<ReadonlyMap<number, string>>(new Map());
  hasScaleBar = $state(true);
  /** In world units; null for one that fits. */
  scaleBarLength = $state<number | null>(null);
  scaleBarCorner = $state<'left' | 'right'>('right');
  isScaleBarLabelled = $state(true);
  hasInset = $state(true);
  /** The rectangle that is magnified, by its number; null for the chosen one. */
  insetRoi = $state<number | null>(null);
  magnification = $state(2.5);
  hasPlot = $state(true);
  isPlotNormalised = $state(true);
  hasNumbers = $state(true);
  /** The legend, where it was written by hand. */
  ownLegend = $state<string | null>(null);

  constructor(id: string, comparison: Comparison) {
    this.id = id;
    this.comparison = comparison;
    this.title = `Figure of ${comparison.title}`;
    this.hasScaleBar = comparison.world.unit === 'µm';
    this.takeView();
  }

  /** The panels: images of the comparison that are not left out. */
  readonly shown = $derived.by(() =>
    this.comparison.members.filter(({ image }) => !this.hidden.has(image.id)),
  );

  /** Rectangles that can be magnified, and the one that is. */
  readonly rectangles = $derived.by(() =>
    this.comparison.rois.filter((roi): roi is RectangleRoi => roi.kind === 'rectangle'),
  );
  readonly inset = $derived.by(() => {
    if (!this.hasInset) return null;
    const { selected } = this.comparison;
    const chosen = this.rectangles.find(({ id }) => id === (this.insetRoi ?? selected?.id));
    const roi = chosen ?? this.rectangles.at(-1);
    return roi && overlaps(roi, this.field) ? roi : null;
  });

  /** The line whose profile is plotted. */
  readonly line = $derived.by(() => (this.hasPlot ? profiledLine(this.comparison) : null));

  readonly columns = $derived.by(() => {
    const count = this.shown.length;
    if (this.chosenColumns) return Math.min(this.chosenColumns, Math.max(1, count));
    if (this.widthMm < 120) return Math.min(2, Math.max(1, count));
    return count === 4 ? 2 : Math.min(3, Math.max(1, count));
  });

  /** Shows what the comparison has in view now. */
  takeView(): void {
    this.field = this.#fieldOf(this.comparison.camera);
  }

  /** Shows all there is. */
  takeWhole(): void {
    this.field = this.#fieldOf(null);
  }

  labelOf(member: ComparedImage): string {
    const { members } = this.comparison;
    return this.labels.get(member.image.id) ?? memberNames(members)[members.indexOf(member)] ?? '';
  }

  setLabel({ image }: ComparedImage, label: string): void {
    this.labels = new Map(this.labels).set(image.id, label);
  }

  setShown({ image }: ComparedImage, isShown: boolean): void {
    const hidden = new Set(this.hidden);
    if (isShown) hidden.delete(image.id);
    else hidden.add(image.id);
    this.hidden = hidden;
  }

  #fieldOf(camera: Comparison['camera']): FieldRectangle {
    const { images, world, paneSize } = this.comparison;
    const [first] = world.placements;
    if (!first) return { x: 0, y: 0, width: 1, height: 1 };
    const extents = images.map(({ open }, i) => extentOf(open, world.placements[i]!));
    return onPixels(visibleField(camera, paneSize, extents), first);
  }
}

function overlaps(a: FieldRectangle, b: FieldRectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
