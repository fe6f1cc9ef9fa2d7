import { SvelteMap } from 'svelte/reactivity';
import {
  drawnMagnification,
  type FieldRectangle,
  type Figure,
  type FigureInset,
  type FigurePanel,
  type PlacedPicture,
} from '../../src-main/figures/figure';
import { figureHints, type FigureFacts } from '../../src-main/figures/hints';
import { panelWidthMm } from '../../src-main/figures/layout';
import { legendText } from '../../src-main/figures/legend';
import { lengthText, niceLength } from '../../src-main/figures/scale-bar';
import { formatNumber } from '../controls/number-text';
import { pixelSize } from '../viewer/placement';
import type { ComparedImage } from './comparison.svelte';
import type { FigureState } from './figure.svelte';
import { modelsIn } from './figure-models';
import { planPicture, type PicturePlan } from './figure-plan';
import type { ImageState } from './image.svelte';
import { Newest } from './newest';
import { LineProfile } from './profile.svelte';
import { dataAddress, drawPanels, type PanelPictures, type PanelPlan } from './panel-pictures';
import type { ProfileSeries } from './profile-series';
import { lineWidth } from './rois';
import type { Workspace } from './workspace.svelte';

/** The scale bar takes about this part of a panel's width where its length was not chosen. */
const BAR_PART = 0.25;

/** What a figure shows: its pictures and curves, kept as they are now, and what is to be said about it. */
export class FigureContent {
  readonly figure: FigureState;
  readonly profile: LineProfile;
  readonly #workspace: Workspace;
  #pictures = $state.raw<{ pictures: PanelPictures[]; addresses: Map<Blob, string> }>({
    pictures: [],
    addresses: new Map(),
  });
  /** Models of images that were not computed in this window, by number, as their provenance tells. */
  readonly #models = new SvelteMap<number, string[]>();
  failure = $state<string | null>(null);
  #isClosed = false;
  readonly #drawing = new Newest<PanelPlan[]>((plans) => this.#draw(plans));

  constructor(workspace: Workspace, figure: FigureState) {
    this.#workspace = workspace;
    this.figure = figure;
    this.profile = new LineProfile(workspace.api, figure.comparison);
  }

  readonly #plans = $derived.by((): PanelPlan[] => {
    const { shown, field, inset, magnification } = this.figure;
    const outputPx = (panelWidthMm(this.figure.widthMm, this.figure.columns) / 25.4) * this.figure.dpi;
    return shown.map((member) => {
      const { image } = member;
      followLook(image);
      const placement = this.#placementOf(member);
      const plan = (part: FieldRectangle, enlarged: number): PicturePlan | null =>
        planPicture(image.geometry, placement, part, (outputPx * enlarged * part.width) / field.width);
      return { image, picture: plan(field, 1), inset: inset && plan(inset, magnification) };
    });
  });

  /** Draws and reads what is wanted now. Called in an effect, it is called again when that changes. */
  follow(): void {
    this.profile.follow();
    this.#drawing.ask(this.#plans);
  }

  /** Learns which networks made images that were opened as files. Called in an effect. */
  followModels(): void {
    for (const { open } of this.figure.comparison.images) {
      if (open.origin || this.#models.has(open.image)) continue;
      this.#models.set(open.image, []);
      void this.#workspace.api
        .provenance({ image: open.image })
        .then((record) => this.#models.set(open.image, modelsIn(record)))
        .catch((error: unknown) => this.#workspace.messages.fail(error));
    }
  }

  /** Whether the pictures on the screen are those of the figure as it is chosen now. */
  readonly isDrawn = $derived.by(() => {
    const { pictures } = this.#pictures;
    return pictures.length === this.#plans.length && pictures.every(({ plan }, i) => plan === this.#plans[i]);
  });

  /** The figure as it is on the screen: pictures are addresses in this window. */
  readonly shown = $derived.by((): Figure => {
    const { pictures, addresses } = this.#pictures;
    return this.#figure(pictures, (picture) => addresses.get(picture)!, this.profile.series);
  });

  /** The figure for a file: everything drawn anew, pictures inside it. */
  async complete(): Promise<Figure> {
    const [pictures, series] = await Promise.all([
      drawPanels(this.#workspace, this.#plans),
      this.profile.read(),
    ]);
    const addresses = new Map<Blob, string>();
    for (const { picture, inset } of pictures) {
      for (const blob of [picture, inset]) if (blob) addresses.set(blob, await dataAddress(blob));
    }
    return this.#figure(pictures, (picture) => addresses.get(picture)!, series);
  }

  readonly facts = $derived.by((): FigureFacts => {
    const { figure } = this;
    const { world } = figure.comparison;
    const target = figure.shown.findIndex(({ role }) => role === 'target');
    const hasNumbers = figure.hasNumbers && figure.shown.some(({ agreement }) => agreement);
    const inset = this.shown.panels.find((panel) => panel.inset);
    return {
      panels: figure.shown.map((member, i) => ({
        name: member.image.name,
        limits: member.image.drawn.map((at) => member.image.channels[at]!.range),
        isCalibrated: pixelSize(member.image.open.info.calibration.pixelSizeUm) !== null,
        models: this.modelsOf(member.image),
        reduction: Math.max(1, Math.round(1 / (this.#plans[i]?.picture?.scale ?? 1))),
      })),
      fontSizePt: figure.fontSizePt,
      hasScaleBar: figure.hasScaleBar,
      scaleBarText: lengthText(this.scaleBarLength, world.unit),
      isScaleBarLabelled: figure.isScaleBarLabelled,
      insetMagnification: inset?.inset ? drawnMagnification(inset.inset, inset.field) : null,
      plot:
        figure.line && this.shown.plot
          ? {
              widthText: lengthText(Number(lineWidth(figure.line, world).toPrecision(3)), world.unit),
              isNormalised: figure.isPlotNormalised,
            }
          : null,
      target: hasNumbers && target >= 0 ? target : null,
    };
  });
  readonly hints = $derived(figureHints(this.facts));
  readonly legend = $derived.by(() => this.figure.ownLegend ?? legendText(this.facts));

  /** Length of the scale bar in world units: as chosen, else a round one that fits. */
  get scaleBarLength(): number {
    return this.figure.scaleBarLength ?? niceLength(this.figure.field.width * BAR_PART);
  }

  /** The networks that made an image; none for a recording. */
  modelsOf({ open }: ImageState): string[] {
    return open.origin?.models ?? this.#models.get(open.image) ?? [];
  }

  /** Whether one pair of limits can stand for all panels: each shows one channel. */
  readonly canMatchLimits = $derived.by(() =>
    this.figure.shown.every(({ image }) => image.drawn.length === 1),
  );

  /** Shows all panels with the limits of the first. */
  matchLimits(): void {
    const first = this.figure.shown[0]?.image;
    const range = first?.channels[first.drawn[0]!]?.range;
    if (!range) return;
    for (const { image } of this.figure.shown) image.channels[image.drawn[0]!]!.range = range;
  }

  /** Frees the pictures; none is drawn any more. */
  close(): void {
    this.#isClosed = true;
    this.#free();
  }

  #free(): void {
    for (const address of this.#pictures.addresses.values()) URL.revokeObjectURL(address);
    this.#pictures = { pictures: [], addresses: new Map() };
  }

  async #draw(plans: PanelPlan[]): Promise<void> {
    try {
      const pictures = await drawPanels(this.#workspace, plans);
      if (this.#isClosed) return; // nobody would free their addresses
      this.#free();
      const blobs = pictures
        .flatMap(({ picture, inset }) => [picture, inset])
        .filter((blob) => blob !== null);
      this.#pictures = {
        pictures,
        addresses: new Map(blobs.map((blob) => [blob, URL.createObjectURL(blob)])),
      };
      this.failure = null;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  #placementOf(member: ComparedImage) {
    const { members, world } = this.figure.comparison;
    return world.placements[members.indexOf(member)]!;
  }

  #figure(
    pictures: PanelPictures[],
    addressOf: (picture: Blob) => string,
    series: readonly ProfileSeries[],
  ): Figure {
    const { figure } = this;
    const { world } = figure.comparison;
    const plot = figure.line ? this.#plot(series) : null;
    return {
      widthMm: figure.widthMm,
      fontSizePt: figure.fontSizePt,
      columns: figure.columns,
      letters: figure.letters,
      panels: figure.shown.map((member, i) => this.#panel(member, i, pictures, addressOf, plot !== null)),
      plot: plot && {
        xTitle: `Distance (${world.unit})`,
        yTitle: figure.isPlotNormalised ? 'Intensity, normalised' : 'Intensity (counts)',
        series: plot,
      },
    };
  }

  #panel(
    member: ComparedImage,
    at: number,
    pictures: PanelPictures[],
    addressOf: (picture: Blob) => string,
    hasPlot: boolean,
  ): FigurePanel {
    const { figure } = this;
    const { field, inset } = figure;
    const own = pictures.find(({ plan }) => plan.image === member.image);
    const placed = (
      plan: PicturePlan | null | undefined,
      blob: Blob | null | undefined,
      from: FieldRectangle,
    ): PlacedPicture | null =>
      plan && blob
        ? {
            ...plan.covers,
            x: plan.covers.x + from.x - field.x,
            y: plan.covers.y + from.y - field.y,
            href: addressOf(blob),
            pixelated: plan.pixelated,
          }
        : null;
    const part = inset && { ...inset, x: inset.x - field.x, y: inset.y - field.y };
    const magnified: FigureInset | null = part && {
      part: { x: part.x, y: part.y, width: part.width, height: part.height },
      picture: placed(own?.plan.inset, own?.inset, inset!),
      magnification: figure.magnification,
    };
    const line = hasPlot ? figure.line : null;
    return {
      label: figure.labelOf(member),
      caption: figure.hasNumbers ? captionOf(member) : '',
      field: { width: field.width, height: field.height },
      picture: placed(own?.plan.picture, own?.picture, field),
      scaleBar: figure.hasScaleBar
        ? {
            length: this.scaleBarLength,
            text:
              figure.isScaleBarLabelled && at === 0
                ? lengthText(this.scaleBarLength, figure.comparison.world.unit)
                : '',
            corner: figure.scaleBarCorner,
          }
        : null,
      box: magnified?.part ?? null,
      line: line && {
        x1: line.x1 - field.x,
        y1: line.y1 - field.y,
        x2: line.x2 - field.x,
        y2: line.y2 - field.y,
      },
      inset: magnified,
    };
  }

  /** The curves of the panels that are shown; null where there are none. */
  #plot(series: readonly ProfileSeries[]) {
    const { figure } = this;
    const curves = figure.shown.flatMap((member) => {
      const one = series.find(({ image }) => image === member.image.id);
      if (!one) return [];
      const { distances, normalised, values, style } = one;
      return {
        name: figure.labelOf(member),
        style,
        x: distances,
        y: figure.isPlotNormalised ? normalised : values,
      };
    });
    return curves.length > 0 ? curves : null;
  }
}

/** Reads everything that decides how an image looks, so that a change of it is noticed. */
function followLook(image: ImageState): void {
  void image.revision;
  void image.tiles;
  for (const at of image.drawn) {
    const { lut, range } = image.channels[at]!;
    void [image.placeOf(at), lut, range];
  }
}

function captionOf({ agreement }: ComparedImage): string {
  if (!agreement) return '';
  const { psnr, ssim } = agreement;
  const decibels = Number.isFinite(psnr) && psnr !== null ? `${formatNumber(psnr, 2)} dB` : 'equal';
  return ssim === null ? decibels : `${decibels}, SSIM ${formatNumber(ssim, 3)}`;
}
