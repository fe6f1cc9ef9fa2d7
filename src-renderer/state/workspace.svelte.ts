import type { PanelId, ToolId, WindowState } from '../../src-main/commands/window-actions';
import type { AppApi, HostInfo, OpenImage, PathPurpose } from '../../src-main/contract/app-api';
import type { DeviceInfo } from '../../src-main/contract/compute-api';
import type { Settings } from '../../src-main/contract/config';
import type { ImportedModelFacts } from '../../src-main/contract/model';
import type { Client } from '../client';
import { Comparison } from './comparison.svelte';
import { FigureState } from './figure.svelte';
import type { ImageQuality } from './image-quality.svelte';
import { ImageState } from './image.svelte';
import { Jobs } from './jobs.svelte';
import { Measurements } from './measurements.svelte';
import { Messages } from './messages.svelte';
import { Models } from './models.svelte';
import { profiledLine } from './rois';
import { Questions } from './questions.svelte';
import { Tabs, type Tab } from './tabs.svelte';
import { Training } from './training.svelte';
import { TrainingRun } from './training-run.svelte';

/** What the window's own file browser is asked for, where the host has no dialogs. */
export type FileQuestion =
  | { kind: 'open'; what: PathPurpose; answer: (paths: string[]) => void }
  | {
      kind: 'save';
      suggestion: string;
      what: 'image' | 'svg' | 'png' | 'csv';
      answer: (path: string | null) => void;
    };

/** What is asked about weights before they are imported. */
export interface ModelQuestion {
  path: string;
  /** Told what the person says of them; null where it is not imported. */
  answer: (facts: ImportedModelFacts | null) => void;
}

/** Everything a window shows, made once and passed by context. */
export class Workspace {
  readonly api: AppApi;
  readonly client: Client;
  readonly host: HostInfo;
  readonly tabs = new Tabs();
  readonly messages = new Messages();
  readonly jobs = new Jobs((sentence) => this.messages.note(sentence));
  readonly questions = new Questions();
  readonly measurements = new Measurements();
  readonly models: Models;
  readonly training: Training;
  settings = $state<Settings>()!;
  /** All open images, by number. */
  images = $state.raw<ReadonlyMap<number, ImageState>>(new Map());
  tool = $state<ToolId>('rectangle');
  panel = $state<PanelId>('profile');
  /** What was last measured of the quality of an image. */
  quality = $state.raw<ImageQuality | null>(null);
  /** Width of the window in CSS pixels, as it was last laid out. */
  width = $state(1440);
  #panelBeside = $state(true);
  #panelOver = $state(false);
  dock = $state(true);
  /** Which overlay lies over the window. */
  overlay = $state<
    | 'simulate'
    | 'finder'
    | 'shortcuts'
    | 'super-resolve'
    | 'srrf'
    | 'esrrf'
    | 'selection'
    | 'info'
    | 'add-image'
    | 'computer'
    | null
  >(null);
  device = $state.raw<DeviceInfo | null>(null);
  /** Input pixels per second, as last measured. */
  speed = $state<number | null>(null);
  memoryBytes = $state<number | null>(null);
  isMaximized = $state(false);
  isFullScreen = $state(false);
  /** The question which files to open or where to save, while the window's own file browser asks it. */
  fileQuestion = $state.raw<FileQuestion | null>(null);
  /** The question what a model is for, while it is asked. */
  modelQuestion = $state.raw<ModelQuestion | null>(null);
  /** The folder the file browser showed last. */
  lastFolder: string | null = null;
  #lastComparison = 0;

  constructor(client: Client, host: HostInfo) {
    this.client = client;
    this.api = client.api;
    this.host = host;
    this.settings = host.settings;
    this.models = new Models(client.api);
    this.training = new Training(client.api, {
      notice: ({ title }, sentence) => this.messages.say('warning', `${title}: ${sentence}`),
      fail: (error) => this.messages.fail(error),
    });
  }

  /** The width in pixels at 100 %: what decides how much fits. */
  readonly room = $derived.by(() => (this.width * 100) / this.settings.uiScale);
  /** Whether the side panel has no room beside the panes: it lies over them, and only while it is asked for. */
  readonly isNarrow = $derived(this.room < 1280);

  get sidePanel(): boolean {
    return this.isNarrow ? this.#panelOver : this.#panelBeside;
  }
  set sidePanel(isShown: boolean) {
    if (this.isNarrow) this.#panelOver = isShown;
    else this.#panelBeside = isShown;
  }

  /** The comparison in front, if one is. */
  readonly comparison = $derived.by(() => {
    const { active } = this.tabs;
    return active instanceof Comparison ? active : null;
  });

  /** The image in front. */
  readonly image = $derived(this.comparison?.active?.image ?? null);

  /** The training run in front. */
  readonly run = $derived.by(() => {
    const { active } = this.tabs;
    return active instanceof TrainingRun ? active : null;
  });

  /** The run that commands mean: the one in front, or the only one that is trained here. */
  readonly trainingRun = $derived.by(() => {
    const { ours } = this.training;
    return this.run ?? (ours.length === 1 ? ours[0]! : null);
  });

  /** Facts that decide which commands can be done. */
  readonly state: WindowState = $derived.by(() => {
    const { comparison, image } = this;
    const selected = comparison?.selected ?? null;
    return {
      hasImage: image !== null,
      isUnsaved: image?.isUnsaved ?? false,
      hasPair: (comparison?.members.length ?? 0) > 1,
      canSubtract: comparison?.canSubtract ?? false,
      hasSelection: selected !== null,
      hasLine: profiledLine(comparison) !== null,
      hasFigure: this.tabs.active instanceof FigureState,
      run: this.trainingRun?.state ?? null,
      isRunOurs: this.trainingRun?.isOurs ?? false,
      hasStack: comparison?.images.some(({ geometry }) => geometry.planes > 1) ?? false,
      hasChannels: (image?.channels.length ?? 1) > 1,
      isComposite: image?.composite ?? false,
      isBusy: this.jobs.running.length > 0,
      slicesLinked: comparison?.linkPosition ?? false,
      hasMeasurements: this.measurements.rows.length > 0,
      hasRecent: this.settings.recent.length > 0,
      layout: comparison?.layout ?? 'single',
      tool: this.tool,
      lut: image?.channel.lutName ?? '',
      role: comparison?.active?.role ?? 'input',
      theme: this.settings.theme,
      sidePanel: this.sidePanel,
      dock: this.dock,
      scaleBar: this.settings.scaleBar,
      isDesktop: this.host.kind === 'desktop',
      isFullScreen: this.isFullScreen,
    };
  });

  /** Whether something lies over the window that has to be answered or closed first. */
  readonly isCovered = $derived(
    this.overlay !== null ||
      this.fileQuestion !== null ||
      this.modelQuestion !== null ||
      this.questions.current !== null,
  );

  /** Asks for files or a folder, in the system's dialog or in the window's own; none when the person cancels. */
  async askPaths(what: PathPurpose): Promise<string[]> {
    if (this.host.nativeDialogs) return this.api.choosePaths({ what });
    return new Promise((resolve) => (this.fileQuestion = { kind: 'open', what, answer: resolve }));
  }

  /** Asks where to save, in the system's dialog or in the window's own; null when the person cancels. */
  async askSavePath(suggestion: string, what: 'image' | 'svg' | 'png' | 'csv'): Promise<string | null> {
    if (this.host.nativeDialogs) return this.api.chooseSavePath({ suggestion, what });
    return new Promise(
      (resolve) => (this.fileQuestion = { kind: 'save', suggestion, what, answer: resolve }),
    );
  }

  /** Asks what a weight file is called, and what it is for; null when the person cancels. */
  askModelFacts(path: string): Promise<ImportedModelFacts | null> {
    return new Promise((resolve) => (this.modelQuestion = { path, answer: resolve }));
  }

  /** Takes an image of the application into the window. */
  adopt(open: OpenImage): ImageState {
    const known = this.images.get(open.image);
    if (known) {
      known.update(open);
      return known;
    }
    const image = new ImageState(open);
    this.images = new Map(this.images).set(open.image, image);
    return image;
  }

  /** A new tab with images beside one another. */
  compare(images: ImageState[]): Comparison {
    const comparison = new Comparison(`comparison-${++this.#lastComparison}`, images);
    this.tabs.show(comparison);
    return comparison;
  }

  /** Images that only this tab shows and that are no file yet. */
  unsavedIn(tab: Tab): ImageState[] {
    const elsewhere = this.tabs.list.flatMap((other) => (other === tab ? [] : imagesShownIn(other)));
    return imagesShownIn(tab).filter((image) => image.isUnsaved && !elsewhere.includes(image));
  }

  /** Lets go of images that no tab shows any more. */
  async releaseUnused(): Promise<void> {
    const shown = new Set(this.tabs.list.flatMap(imagesShownIn));
    const unused = [...this.images.values()].filter((image) => !shown.has(image));
    const kept = new Map(this.images);
    for (const { id } of unused) kept.delete(id);
    this.images = kept;
    await Promise.all(unused.map(({ id }) => this.api.closeImage({ image: id })));
  }

  /** Changes settings and keeps them. */
  async set(change: Partial<Settings>): Promise<void> {
    Object.assign(this.settings, change);
    try {
      await this.api.saveSettings({ settings: $state.snapshot(this.settings) });
    } catch (error) {
      this.messages.fail(error);
    }
  }
}

/** The images a tab shows: those of a comparison, or of the comparison a figure is made of. */
function imagesShownIn(tab: Tab): ImageState[] {
  if (tab instanceof Comparison) return tab.images;
  return tab instanceof FigureState ? tab.comparison.images : [];
}
