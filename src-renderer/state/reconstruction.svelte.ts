import { EsrrfParams, SrrfParams, type ReconstructionParams } from '../../src-main/contract/reconstruction';
import type { Rectangle } from '../../src-main/contract/image';
import { parseNumberList } from '../../src-main/imaging/selection';
import type { Comparison } from './comparison.svelte';
import type { ImageState } from './image.svelte';
import {
  frameCount,
  otherAxes,
  previewRegion,
  reconstructionRefusal,
  resultSize,
  type ReconstructionChoice,
} from './reconstruction-params';
import { selectionOn } from './super-resolve.svelte';
import { toPixel } from '../viewer/placement';

/** Frames that become an image of a time series, to begin with. */
const FRAMES_PER_IMAGE = 100;

/** What a person is choosing before a stack is reconstructed by SRRF or eSRRF. */
export class ReconstructionOptions {
  readonly image: ImageState;
  /** The rectangle that is selected on the image, in its pixels. */
  readonly selection: Rectangle | null;
  /** Frames of the stack. */
  readonly frameCount: number;
  params = $state.raw<ReconstructionParams>()!;
  part = $state<'whole' | 'selection'>('whole');
  onlyHere = $state.raw<readonly string[]>([]);
  /** What was typed as frames; empty for all. */
  framesText = $state('');
  isSeries = $state(false);
  framesPerImage = $state(FRAMES_PER_IMAGE);
  grid = $state<'magnified' | 'input'>('magnified');
  drift = $state<'none' | 'estimate'>('none');
  /** The part that is previewed. */
  previewed = $state.raw<Rectangle>()!;

  constructor(comparison: Comparison, image: ImageState, method: ReconstructionParams['method']) {
    this.image = image;
    this.params = method === 'srrf' ? SrrfParams.parse({ method }) : EsrrfParams.parse({ method });
    this.selection = selectionOn(comparison, image);
    this.frameCount = frameCount(image.open.info);
    this.previewed = previewRegion(image.geometry, this.#centre(comparison));
  }

  /** The middle of the selection, else of the view, else of the image; in its pixels. */
  #centre({ camera, world, images }: Comparison): { x: number; y: number } {
    const { width, height } = this.image.geometry;
    const { selection } = this;
    if (selection) return { x: selection.x + selection.width / 2, y: selection.y + selection.height / 2 };
    const placement = world.placements[images.indexOf(this.image)];
    return camera && placement ? toPixel(placement, camera) : { x: width / 2, y: height / 2 };
  }

  /** Axes beside the frames that can be computed whole or at one index. */
  readonly axes = $derived.by(() => otherAxes(this.image.open.info));

  readonly #frames = $derived.by((): { frames: number[] | null; refusal: string } => {
    const text = this.framesText.trim();
    if (text === '') return { frames: null, refusal: '' };
    try {
      const frames = parseNumberList(text, 'Frames');
      const beyond = frames.find((frame) => frame > this.frameCount);
      return beyond === undefined
        ? { frames, refusal: '' }
        : { frames: null, refusal: `There is no frame ${beyond}: the stack has ${this.frameCount}.` };
    } catch {
      return { frames: null, refusal: 'Frames are numbers from 1, such as 1-50.' };
    }
  });
  /** Why the frames that were typed cannot be taken; empty where they can. */
  readonly framesRefusal = $derived(this.#frames.refusal);

  readonly choice = $derived.by((): ReconstructionChoice => ({
    params: this.params,
    region: this.part === 'selection' ? this.selection : null,
    frames: this.#frames.frames,
    onlyHere: this.onlyHere,
    framesPerImage: this.isSeries ? this.framesPerImage : 0,
    grid: this.grid,
    drift: this.drift,
  }));

  /** Frames that are used. */
  readonly usedFrames = $derived.by(() => this.choice.frames?.length ?? this.frameCount);
  readonly size = $derived.by(() => resultSize(this.image.open, this.choice));
  /** Why it cannot be computed as chosen; null where it can. */
  readonly refusal = $derived.by(
    () => this.framesRefusal || reconstructionRefusal(this.usedFrames, this.choice),
  );

  /** Changes one parameter of the method. */
  set(key: string, value: unknown): void {
    this.params = { ...this.params, [key]: value } as ReconstructionParams;
  }

  /** Moves the part that is previewed so that its middle is there, as far as the image reaches. */
  moveTo(centre: { x: number; y: number }): void {
    const moved = previewRegion(this.image.geometry, centre);
    const { x, y } = this.previewed;
    if (moved.x !== x || moved.y !== y) this.previewed = moved;
  }

  /** Computes only the index in front of an axis, or all of it. */
  setOnlyHere(axis: string, isOnly: boolean): void {
    const others = this.onlyHere.filter((other) => other !== axis);
    this.onlyHere = isOnly ? [...others, axis] : others;
  }
}
