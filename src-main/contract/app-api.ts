import { z } from 'zod';
import { ReconstructImageParams, reconstructionCalls } from './app-reconstruction';
import { appQualityCalls, ErrorMapParams } from './app-quality';
import { appDatasetCalls } from './app-dataset';
import { appSimulationCalls } from './app-simulation';
import { trainingCalls } from './app-training';
import type { DeviceInfo } from './compute-api';
import { SettingsSchema, type Settings } from './config';
import { DisplayTileSchema, LineSchema, type DisplayHistogram } from './display';
import type { FileComparison, MeasuredStatistics } from './files-api';
import type { ImageInfo, PixelBlock, Rectangle } from './image';
import { ImportedModelFacts, type InstalledModel, type ModelRecord } from './model';
import type { ReconstructionParams } from './reconstruction';
import type { SquirrelReport } from './quality-api';
import { call, type Api } from './rpc';
import { RectangleSchema } from './schemas';

/**
 * What a window asks of the application. The application owns files and computing; a window names images by number and
 * only ever hands back paths that came from a dialog, a drop, the command line or the recent files.
 */

/** Where the window runs, and what that place can do. */
export interface HostInfo {
  kind: 'desktop' | 'browser';
  /** Finescope's version. */
  version: string;
  platform: 'linux' | 'darwin' | 'win32' | 'other';
  /** Whether files are chosen in the system's dialogs; else the window shows `browse`. */
  nativeDialogs: boolean;
  /** Whether the window draws its own title bar and its buttons. */
  drawsWindowButtons: boolean;
  /** Memory of the computer, in bytes. */
  memoryBytes: number;
  settings: Settings;
  /** Files named on the command line. */
  paths: string[];
}

/** How an image that was computed came to be. */
export interface ResultOrigin {
  /** The image it was computed from (its number), and which part of it, in its pixels. */
  source: number;
  region: Rectangle;
  /** Output pixels per input pixel along each side. */
  outputScale: number;
  /** Whether its values are others than the input's: emitters a pixel, or those of a reconstruction. */
  hasOwnValues: boolean;
  /** Frames that each of its planes is the sum of; null where they are not summed. */
  summedFrames: number | null;
  /** What it was computed by: networks, or a reconstruction. */
  method: 'network' | ReconstructionParams['method'];
  /** The model, or one for each channel, by name; of a reconstruction what its method is called. */
  models: string[];
  /** Seconds it took; null while it is computed. */
  seconds: number | null;
}

/** An image that is open in the application. */
export interface OpenImage {
  /** What the window asks for it by. */
  image: number;
  name: string;
  /** Where it lies; null for a result that was not saved yet. */
  path: string | null;
  format: string;
  /** Which series of its file, from 0, and how many there are. */
  series: number;
  seriesCount: number;
  info: ImageInfo;
  origin: ResultOrigin | null;
}

/** Files that were opened, and a sentence for each that could not be. */
export interface OpenedImages {
  images: OpenImage[];
  problems: { path: string; reason: string }[];
}

/** What a person is asked to choose: files, a folder, what training begins with, or a folder that results go to. */
export const PathPurpose = z.enum([
  'images',
  'folder',
  'weights',
  'data-folder',
  'table',
  'run',
  'result-folder',
]);
export type PathPurpose = z.infer<typeof PathPurpose>;

/** What happens without the window having asked. */
export type AppEvent =
  /** Files were handed to the running application. */
  | { kind: 'openPaths'; paths: string[] }
  /** Something to know that stops nothing: a fallback, a process that was started again. */
  | { kind: 'notice'; level: 'info' | 'warning'; sentence: string }
  /** The recent files changed. */
  | { kind: 'recent'; recent: Settings['recent'] }
  /** A training run began, ended, or came to another state: the list of runs is to be read again. */
  | { kind: 'runs' }
  /** A run that was trained here ended with a model, which is installed under this name. */
  | { kind: 'trained'; run: string; model: string }
  /** Every few seconds: memory of all processes together, in bytes. */
  | { kind: 'memory'; bytes: number }
  /** The system's window state changed. */
  | { kind: 'window'; maximized: boolean; fullScreen: boolean };

/** What happens while images are super-resolved, by networks or by a reconstruction. */
export type SuperResolveEvent =
  /** Computing begins: `result` can be shown at once; its pixels come tile by tile. */
  | { kind: 'begun'; result: OpenImage }
  /** A tile is being computed, or is in the result: a rectangle of a plane of the result, in its pixels. */
  | { kind: 'computing' | 'done'; image: number; plane: number; tile: Rectangle }
  /** A result is complete. */
  | { kind: 'finished'; result: OpenImage }
  /** Something to know about the input or the values. */
  | { kind: 'notice'; sentence: string };

/** An entry of the folder that the browser host shows. */
export interface FolderEntry {
  name: string;
  path: string;
  kind: 'folder' | 'file';
  bytes: number;
  /** Milliseconds since 1970. */
  modified: number;
}

const image = z.int().min(1);
/** What the window makes beside images: no name that a shell or a program would read. */
const FIGURES_AND_TABLES = /\.(svg|png|csv|tsv|txt)$/i;
const index = z.int().min(0);
const path = z.string().min(1);
const numbers = z.array(z.int().min(1)).min(1).optional();

/** What of an image is super-resolved, and by what; the command of that name, asked of an open image. */
export const SuperResolveParams = z.strictObject({
  image,
  /** Models by name: one result for each. */
  models: z.array(z.string().min(1)).min(1).max(6),
  /** Instead, a model for each channel (numbered from 1): one result that holds these channels. */
  channelModels: z
    .array(z.strictObject({ channel: z.int().min(1), model: z.string().min(1) }))
    .min(1)
    .optional(),
  region: RectangleSchema.optional(),
  frames: numbers,
  channels: numbers,
  zSlices: numbers,
  /** Side of independent, non-overlapping slices: the published way. */
  slices: z.int().min(8).optional(),
  range: z.enum(['as-is', 'matched']),
  /** What becomes of frames; by default densities are summed to one image, and images are not. */
  framesAs: z.enum(['sum', 'each']).optional(),
  /** Where the person looks, in pixels and plane of the input: tiles near it come first. */
  lookAt: z.strictObject({ plane: index, x: z.number(), y: z.number() }).optional(),
});
export type SuperResolveParams = z.infer<typeof SuperResolveParams>;

/** The calls of the application. */
export const appApi = {
  hello: call(z.strictObject({})).returns<HostInfo>(),
  /** Tells of events until it is cancelled. */
  events: call(z.strictObject({})).streams<AppEvent, void>(),
  /** Keeps the settings. Recent files are only ever removed by this: those it does not list of those last told. */
  saveSettings: call(z.strictObject({ settings: SettingsSchema })).returns<void>(),

  /** Asks the person for files or a folder; empty when they cancel. Native dialogs only. */
  choosePaths: call(z.strictObject({ what: PathPurpose })).returns<string[]>(),
  /** Asks where to save; null when they cancel. Native dialogs only. */
  chooseSavePath: call(
    z.strictObject({ suggestion: z.string(), what: z.enum(['image', 'svg', 'png', 'csv']) }),
  ).returns<string | null>(),
  /** A folder of the browser host, below the one named on its command line; null is that one. */
  browse: call(z.strictObject({ folder: path.nullable() })).returns<{
    folder: string;
    parent: string | null;
    entries: FolderEntry[];
  }>(),

  /** Opens files and folders of planes; the first series of each, or the one named (from 0). */
  openImages: call(
    z.strictObject({ paths: z.array(path).min(1), series: index.optional() }),
  ).returns<OpenedImages>(),
  closeImage: call(z.strictObject({ image })).returns<void>(),
  /** Writes an image to `path` (.tif, .ome.tif) and is that file from then on. */
  saveImage: call(z.strictObject({ image, path })).returns<OpenImage>(),

  readTile: call(z.strictObject({ image, tile: DisplayTileSchema })).returns<PixelBlock>(),
  histogram: call(
    z.strictObject({ image, plane: index, sample: index.optional(), region: RectangleSchema.optional() }),
  ).returns<DisplayHistogram>(),
  displayRange: call(
    z.strictObject({ image, planes: z.array(index).min(1), sample: index.optional() }),
  ).returns<{ min: number; max: number } | null>(),
  profile: call(
    z.strictObject({
      image,
      plane: index,
      sample: index.optional(),
      line: LineSchema,
      width: z.number().min(1).max(1000),
    }),
  ).returns<{ values: Float64Array; spacingPx: number }>(),
  statistics: call(
    z.strictObject({
      image,
      planes: z.array(index).optional(),
      sample: index.optional(),
      region: RectangleSchema.optional(),
    }),
  ).returns<MeasuredStatistics>(),
  /** The numbers of `compare`: the first image against the second, whole stacks. */
  compareImages: call(z.strictObject({ image, reference: image })).returns<FileComparison>(),
  /** The provenance record of a result, as indented JSON; null where there is none. */
  provenance: call(z.strictObject({ image })).returns<string | null>(),

  listModels: call(z.strictObject({})).returns<{ models: InstalledModel[]; problems: string[] }>(),
  importModel: call(ImportedModelFacts.extend({ path })).returns<ModelRecord>(),
  /** Loads an installed model that is likely to be used, so that the click does not wait for it. */
  prepareModel: call(z.strictObject({ model: z.string().min(1) })).returns<void>(),
  /** Computes results image by image, tile by tile; cancelling leaves none of the unfinished ones. */
  superResolve: call(SuperResolveParams).streams<SuperResolveEvent, { results: OpenImage[] }>(),

  /** Computes a reconstruction; cancelling leaves nothing of it. */
  reconstruct: call(ReconstructImageParams).streams<SuperResolveEvent, { results: OpenImage[] }>(),

  ...reconstructionCalls,
  ...appQualityCalls,
  /** How a reconstruction fits a reference (SQUIRREL); the error map is an open image that was not saved. */
  mapErrors: call(ErrorMapParams).returns<{ report: SquirrelReport; map: OpenImage }>(),

  ...appSimulationCalls,
  ...appDatasetCalls,
  ...trainingCalls,

  /** What computes. */
  device: call(z.strictObject({})).returns<DeviceInfo>(),
  /** How fast it computes, in input pixels per second: thoroughly, in seconds, or roughly, in a few tenths of one. */
  measureSpeed: call(z.strictObject({ roughly: z.boolean() })).returns<{ pixelsPerSecond: number }>(),

  /** Writes a figure or a table, by the end of its name, whole or not at all. */
  writeFile: call(
    z.strictObject({ path: path.regex(FIGURES_AND_TABLES), bytes: z.instanceof(Uint8Array) }),
  ).returns<{ bytes: number }>(),
  /** Puts a PNG picture on the clipboard. Native hosts only. */
  copyPicture: call(z.strictObject({ png: z.instanceof(Uint8Array) })).returns<void>(),
  /** Shows a file in the system's file manager. Native hosts only. */
  showInFolder: call(z.strictObject({ path })).returns<void>(),
  /** The window's own buttons. Native hosts only. */
  controlWindow: call(
    z.strictObject({ action: z.enum(['minimize', 'maximize', 'fullScreen', 'close']) }),
  ).returns<void>(),
};

export type AppApi = Api<typeof appApi>;
