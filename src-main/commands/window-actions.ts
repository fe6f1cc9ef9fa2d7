import type { ImageRole } from '../contract/display';
import type { ReconstructionParams } from '../contract/reconstruction';
import type { RunState } from '../contract/run';

/**
 * What commands ask of a window. The renderer's workspace does it; the table of commands says when. Names are what a
 * person would call it; each does nothing where it has no object.
 */

/** How the images of a comparison stand. */
export type ComparisonLayout = 'side-by-side' | 'swipe' | 'single' | 'difference';

/** What the pointer does on an image. */
export type ToolId = 'rectangle' | 'line' | 'hand' | 'zoom';

export type { ImageRole };

/** Parts of the window that are shown and hidden. */
export type PanelId = 'profile' | 'measurements' | 'quality' | 'log';

/** Tabs that are no images. */
export type PageId = 'welcome' | 'train' | 'models' | 'preferences';

/** Facts that decide which commands can be done. */
export interface WindowState {
  /** An image is in front. */
  hasImage: boolean;
  /** It is a result that was never saved. */
  isUnsaved: boolean;
  /** Its comparison holds two images or more. */
  hasPair: boolean;
  /** ... and they have the same number of pixels. */
  canSubtract: boolean;
  hasSelection: boolean;
  /** A line is there, whose profile is plotted. */
  hasLine: boolean;
  /** A figure is in front. */
  hasFigure: boolean;
  /** Where the run stands that is in front, or the only one that is trained here; null where neither is. */
  run: RunState | null;
  /** ... and whether this application trains it. */
  isRunOurs: boolean;
  /** More than one plane along some axis; more than one channel. */
  hasStack: boolean;
  hasChannels: boolean;
  isComposite: boolean;
  /** Work is under way. */
  isBusy: boolean;
  /** An index along an axis is gone to in all images of the comparison. */
  slicesLinked: boolean;
  hasMeasurements: boolean;
  hasRecent: boolean;
  layout: ComparisonLayout;
  tool: ToolId;
  lut: string;
  role: ImageRole;
  theme: 'system' | 'light' | 'dark' | 'high-contrast';
  sidePanel: boolean;
  dock: boolean;
  scaleBar: boolean;
  /** What the place the window runs in can do. */
  isDesktop: boolean;
  isFullScreen: boolean;
}

/** The verbs. */
export interface WindowActions {
  openImages(): Promise<void>;
  openFolder(): Promise<void>;
  simulate(): void;
  openPaths(paths: string[]): Promise<void>;
  clearRecent(): void;
  save(): Promise<void>;
  saveAs(): Promise<void>;
  exportFigure(): void;
  exportFigureAs(format: 'svg' | 'png'): Promise<void>;
  copyPicture(): Promise<void>;
  closeTab(): Promise<void>;
  quit(): void;

  selectAll(): void;
  selectNone(): void;
  restoreSelection(): void;
  editSelection(): void;

  showInfo(): void;
  showContrast(): void;
  autoContrast(): Promise<void>;
  resetContrast(): void;
  setLut(name: string): void;
  toggleComposite(): void;
  stepSlice(step: number): void;
  togglePlay(): void;
  zoomIn(): void;
  zoomOut(): void;
  zoomTo(percent: number): void;
  zoomToFit(): void;
  setTool(tool: ToolId): void;

  setLayout(layout: ComparisonLayout): void;
  nextLayout(): void;
  addToComparison(): void;
  removeFromComparison(): Promise<void>;
  toggleLinkedSlices(): void;
  setRole(role: ImageRole): void;
  duplicateComparison(): void;

  superResolve(): Promise<void>;
  superResolveOptions(): void;
  reconstruct(method: ReconstructionParams['method']): void;
  cancelWork(): void;
  importModel(): Promise<void>;

  showTraining(): void;
  checkTrainingData(): Promise<void>;
  startTraining(): Promise<void>;
  pauseTraining(): Promise<void>;
  continueTraining(): Promise<void>;
  stopTraining(): Promise<void>;
  resumeTraining(): Promise<void>;
  openRun(): Promise<void>;

  measure(): Promise<void>;
  plotProfile(): void;
  copyProfile(): Promise<void>;
  saveProfile(): Promise<void>;
  copyMeasurements(): Promise<void>;
  saveMeasurements(): Promise<void>;
  clearMeasurements(): void;
  measureQuality(): Promise<void>;
  mapErrors(): Promise<void>;
  compareWithTarget(): Promise<void>;
  checkComputer(): Promise<void>;

  showPage(page: PageId): void;
  showPanel(panel: PanelId): void;
  toggleSidePanel(): void;
  toggleDock(): void;
  toggleScaleBar(): void;
  toggleFullScreen(): void;
  nextTab(step: number): void;
  setTheme(theme: WindowState['theme']): void;
  setUiScale(percent: number): void;
  changeUiScale(step: number): void;
  findCommand(): void;
  showShortcuts(): void;
}
