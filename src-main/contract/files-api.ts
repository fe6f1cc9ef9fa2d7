import { z } from 'zod';
import type { DisplayHistogram } from './display';
import type { ImageInfo, PixelBlock } from './image';
import { datasetCalls } from './dataset-api';
import { driftCalls } from './drift';
import { gsosCalls } from './gsos';
import { ImportedModelFacts, type Architecture, type InstalledModel } from './model';
import { qualityCalls } from './quality-api';
import { call, type Api } from './rpc';
import { scoreCalls } from './score-api';
import { DataRequest, type DataReport } from './training-api';
import type { RunDetail, RunPreview, RunSummary } from './run';
import { DataSource } from './training-config';
import { DisplayTileSchema, LineSchema } from './display';
import { ImageInfoSchema, PixelBlockSchema, RectangleSchema, RegionSchema } from './schemas';

/** An image file that was opened: a number to ask for it by, and what is in it. */
export interface OpenedFile {
  handle: number;
  /** The format as a person names it: "ImageJ TIFF", "OME-TIFF", "PNG", "folder of planes". */
  format: string;
  series: ImageInfo[];
  /** Paths of other files that hold some of its pixels. */
  companions: readonly string[];
}

/** Statistics over the finite stored values; `std` is the population's. Null where no value is finite. */
export interface ImageStatistics {
  min: number | null;
  max: number | null;
  mean: number | null;
  std: number | null;
  /** Values that are NaN or infinite. */
  nonFinite: number;
}

/** {@link ImageStatistics}, and the values at the percentiles that were asked for, in their order. */
export interface MeasuredStatistics extends ImageStatistics {
  percentiles: number[];
}

/** How much two images of the same size agree. `peak` and `range` are in stored values of the reference. */
export interface ImageComparison {
  /** dB, 10 log10(peak^2 / MSE); Infinity (sent as null in JSON) when equal. */
  psnr: number;
  /**
   * Wang 2004, mean over the plane as scikit-image computes it: uniform 7x7 window, sample covariance. Null where a side
   * of the image is below the window.
   */
  ssim: number | null;
  /** Wang 2004 as he has it: Gaussian 11x11 window of SD 1.5, variances of the population. Null below the window. */
  ssimGaussian: number | null;
  /** Wang 2003, five scales with that window. Null where a side is below 176 pixels. */
  msSsim: number | null;
  rmse: number;
  /** RMSE over the reference's root mean square, its range, or its mean; null where that is 0. */
  nrmse: { euclidean: number | null; minMax: number | null; mean: number | null };
  mae: number;
  pearson: number;
}

/** {@link ImageComparison} as the images are, and after the best affine rescaling of the first onto the second. */
export interface ComparisonReport extends ImageComparison {
  peak: number;
  range: number;
  window: { kind: 'uniform'; size: number };
  planes: number;
  affine: ImageComparison & { scale: number; offset: number };
}

/** An image file that was begun: its number, and what will be in it (a format may turn axes, and drops single planes). */
export interface CreatedImage {
  handle: number;
  shape: number[];
  axes: string;
}

/** A comparison of two files, and sentences about what was chosen in them. */
export interface FileComparison extends ComparisonReport {
  notes: string[];
}

/** A weight file that was recognised and written as a bundle draft, its test output still to be computed. */
export interface ImportedWeights {
  bundlePath: string;
  architecture: Architecture;
  parameters: number;
}

/** Where a model lies, and whether it is a bundle or still has to be imported. */
export interface FoundModel {
  kind: 'bundle' | 'weights';
  path: string;
}

/** What the provenance record of a written image holds; kept inside the file, readable by a person. */
export const ProvenanceSchema = z.record(z.string(), z.json());
export type Provenance = z.infer<typeof ProvenanceSchema>;

const handle = z.int().min(1);
const path = z.string().min(1);
const series = z.int().min(0);

/** The calls of a `files` process: decoding, statistics, writing, weight files. It owns every open file. */
export const filesApi = {
  /** Opens an image file, or a folder of single planes as a stack. */
  openImage: call(z.strictObject({ path })).returns<OpenedFile>(),
  /** Reads a region; `sample` picks one of interleaved samples; `padTo` extends right and down by reflection. */
  readRegion: call(
    z.strictObject({
      handle,
      series,
      region: RegionSchema,
      sample: z.int().min(0).optional(),
      padTo: z.strictObject({ width: z.int().min(1), height: z.int().min(1) }).optional(),
    }),
  ).returns<PixelBlock>(),
  /** A tile of the display pyramid, of one sample: see `display.ts`. */
  readTile: call(z.strictObject({ handle, series, tile: DisplayTileSchema })).returns<PixelBlock>(),
  /** Counts of a plane's values, one sample; of a plane that is large, those of a level of its pyramid. */
  histogram: call(
    z.strictObject({
      handle,
      series,
      plane: z.int().min(0),
      sample: z.int().min(0).optional(),
      region: RectangleSchema.optional(),
    }),
  ).returns<DisplayHistogram>(),
  /**
   * Limits that saturate 0.35 % of the values (half at each end) of up to 8 planes spread evenly over those named; of
   * large planes rows spread evenly stand for all. Null where no value is finite; never of width 0.
   */
  displayRange: call(
    z.strictObject({
      handle,
      series,
      planes: z.array(z.int().min(0)).min(1),
      sample: z.int().min(0).optional(),
    }),
  ).returns<{ min: number; max: number } | null>(),
  /**
   * Mean over `width` pixels across a straight line, at every pixel of its length, as ImageJ's Plot Profile: linear
   * interpolation between pixel centres; beyond the border lies the pixel at the border. Pixel coordinates; the centre
   * of the first pixel is 0.5, 0.5.
   */
  profile: call(
    z.strictObject({
      handle,
      series,
      plane: z.int().min(0),
      sample: z.int().min(0).optional(),
      line: LineSchema,
      width: z.number().min(1).max(1000),
    }),
  ).returns<{ values: Float64Array; spacingPx: number }>(),
  /** Streams over all planes, or those named, one sample and one rectangle where asked. */
  statistics: call(
    z.strictObject({
      handle,
      series,
      region: RectangleSchema.optional(),
      planes: z.array(z.int().min(0)).optional(),
      sample: z.int().min(0).optional(),
      percentiles: z.array(z.number().min(0).max(100)).optional(),
    }),
  ).returns<MeasuredStatistics>(),
  closeImage: call(z.strictObject({ handle })).returns<void>(),
  /** SHA-256 (hexadecimal) and size of a file. */
  checksum: call(z.strictObject({ path })).returns<{ sha256: string; bytes: number }>(),
  /** Starts a new image file; the format follows the name (.ome.tif, .tif). Checks disk space first. */
  createImage: call(
    z.strictObject({ path, info: ImageInfoSchema, provenance: ProvenanceSchema }),
  ).returns<CreatedImage>(),
  writeRegion: call(
    z.strictObject({ handle, region: RegionSchema, block: PixelBlockSchema }),
  ).returns<void>(),
  /** Opens what an image being written holds so far (0 where nothing was written yet) until it is finished or given up. */
  openWritten: call(z.strictObject({ handle })).returns<OpenedFile>(),
  /**
   * Completes the file under its final name; `provenance` takes the place of the one it was begun with, with what came
   * to be known meanwhile (no more than some hundred characters).
   */
  finishImage: call(z.strictObject({ handle, provenance: ProvenanceSchema.optional() })).returns<void>(),
  /** Gives up a file being written; nothing remains. */
  abortImage: call(z.strictObject({ handle })).returns<void>(),
  /** Removes what writers whose process died left beside the image `path`. What living ones are writing stays. */
  removeLeftovers: call(z.strictObject({ path })).returns<void>(),
  /** Writes a copy of an open series; the format follows the name. Streams; an existing file is replaced when complete. */
  copyImage: call(z.strictObject({ handle, series, path, provenance: ProvenanceSchema })).returns<{
    path: string;
    bytes: number;
  }>(),
  /** The provenance record inside an image file that Finescope wrote, else null. */
  readProvenance: call(z.strictObject({ handle })).returns<Provenance | null>(),
  /** Writes a small file (a figure, a table) whole or not at all. */
  writeFile: call(z.strictObject({ path, bytes: z.instanceof(Uint8Array) })).returns<{ bytes: number }>(),
  /**
   * What a JSON file that a person wrote says. Throws FileNotReadableError, FileTooLargeError, DamagedFileError naming
   * the line where it is no JSON.
   */
  readJson: call(z.strictObject({ path })).returns<unknown>(),
  /** The text (UTF-8) of a small file: a table, a configuration. Throws FileNotReadableError, FileTooLargeError. */
  readText: call(z.strictObject({ path })).returns<string>(),
  /**
   * A figure without pictures in it (curves over epochs) drawn as PNG at so many dots an inch, and the characters that
   * the figures' font has no drawing of.
   */
  drawFigure: call(z.strictObject({ svg: z.string(), dpi: z.number().min(10).max(2400) })).returns<{
    png: Uint8Array<ArrayBuffer>;
    missing: string[];
  }>(),
  /** Writes a small text file (UTF-8) whole or not at all. */
  writeText: call(z.strictObject({ path, text: z.string() })).returns<{ bytes: number }>(),
  /** Starts a text file (UTF-8) that is written piece by piece and appears when it is finished. */
  createText: call(z.strictObject({ path })).returns<{ handle: number }>(),
  appendText: call(z.strictObject({ handle, text: z.string() })).returns<void>(),
  finishText: call(z.strictObject({ handle })).returns<void>(),
  /** Gives up a text file being written; nothing remains. */
  abortText: call(z.strictObject({ handle })).returns<void>(),
  /**
   * Takes a folder for a simulation: makes it where it is missing, keeps `record` in it, and answers what files of the same
   * simulation lie there. Throws FileNotWritableError where it holds anything else.
   */
  takeSimulationFolder: call(z.strictObject({ folder: path, record: ProvenanceSchema })).returns<{
    files: string[];
  }>(),
  /** Compares two image files plane by plane, by streaming. */
  compareImages: call(
    z.strictObject({
      image: path,
      reference: path,
      /** Which series of each; the first where not named, which a note then says. */
      imageSeries: series.optional(),
      referenceSeries: series.optional(),
    }),
  ).returns<FileComparison>(),
  ...qualityCalls,
  ...driftCalls,
  ...datasetCalls,
  ...gsosCalls,
  ...scoreCalls,
  /** Reads a PyTorch state dict without running anything and writes a bundle draft into `folder`. */
  importWeights: call(ImportedModelFacts.extend({ path, folder: path })).returns<ImportedWeights>(),
  /** Copies a complete bundle into the folder of installed models, whole or not at all; answers where it lies. */
  installBundle: call(z.strictObject({ path, folder: path })).returns<{ path: string }>(),
  /**
   * Where the model a person named lies: an installed model's name, a bundle's folder, a training run's folder (the model
   * it made), or a PyTorch weight file.
   * Throws ModelNotFoundError listing what is installed.
   */
  findModel: call(z.strictObject({ model: z.string().min(1), folder: path })).returns<FoundModel>(),
  /** The models installed in `folder`. A damaged bundle is reported in `problems`, the others still listed. */
  listModels: call(z.strictObject({ folder: path })).returns<{
    models: InstalledModel[];
    problems: string[];
  }>(),
  /** A data source whose paths are seen from the root, as a run's record keeps them. */
  absoluteData: call(z.strictObject({ data: DataSource })).returns<DataSource>(),
  /**
   * Reads all that a run would train on, once, and says what was found; progress counts frames. Throws
   * FileNotReadableError where the data are not there, InvalidRequestError where no pairs can be made of them.
   */
  checkTrainingData: call(DataRequest).returns<DataReport>(),
  /**
   * The training runs in `folder` and those registered there, the one changed last first. A run whose folder is damaged
   * is reported in `problems`; one that is gone is left out.
   */
  listRuns: call(z.strictObject({ folder: path })).returns<{ runs: RunSummary[]; problems: string[] }>(),
  /** Has `folder` list a run that lies elsewhere. Without effect for one that lies in it. */
  registerRun: call(z.strictObject({ folder: path, run: path })).returns<void>(),
  /** Everything a run's folder tells. Throws FileNotReadableError, DamagedFileError. */
  readRun: call(z.strictObject({ run: path })).returns<RunDetail>(),
  /** How a held-out field looked after an epoch of {@link RunDetail.previews}. */
  readRunPreview: call(z.strictObject({ run: path, epoch: z.int().min(1) })).returns<RunPreview>(),
};

export type FilesApi = Api<typeof filesApi>;
