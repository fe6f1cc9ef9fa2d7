import type { Calibration } from '../../contract/image';
import type { CancelSignal } from '../../contract/signal';
import { planeGeometry } from '../../imaging/geometry';
import type { OpenImage } from '../image-file';
import { BlockReader } from './blocks';
import { checkPage } from './check-page';
import { lutFromColorMap } from './color-map';
import { imagejDescription } from './imagej-metadata';
import { readProvenance } from './read-provenance';
import { squeeze, type SeriesPlan, type SeriesReader } from './series';
import { allPages, genericSeries, uniformSeries } from './series-generic';
import { shapedDescription, shapedSeries } from './series-shaped';
import { TAG } from './tags';
import { TiffFile } from './tiff-file';
import { TiffSource } from './tiff-source';

/** One way in which files describe their series. */
interface Description {
  /** The format as a person names it. */
  format: string;
  applies(file: TiffFile): boolean;
  read(): Promise<SeriesReader>;
  /** Another description may be tried where this one fails; otherwise the generic one is next. */
  tryNext?: boolean;
}

/** Ways of description in tifffile's order: the first that applies decides. */
const DESCRIPTIONS: readonly Description[] = [
  {
    format: 'TIFF (tifffile)',
    applies: (file) => shapedDescription(file, file.first) !== null,
    read: async () => shapedSeries,
  },
  {
    format: 'Zeiss LSM',
    applies: (file) => file.firstDirectory.tags.has(TAG.lsmInfo),
    read: async () => (await import('./series-lsm')).lsmSeries,
  },
  {
    format: 'Micro-Manager stack',
    applies: (file) => file.firstDirectory.tags.has(TAG.microManagerMetadata),
    read: async () => (await import('./series-micro-manager')).microManagerSeries,
    tryNext: true,
  },
  {
    format: 'OME-TIFF',
    applies: (file) => /OME>\s*$/.test(file.description(file.first).slice(-10)),
    read: async () => (await import('./series-ome')).omeSeries,
    tryNext: true,
  },
  {
    format: 'ImageJ TIFF',
    applies: (file) => imagejDescription(file) !== null,
    read: async () => (await import('./series-imagej')).imagejSeries,
  },
  {
    format: 'NDTiff',
    applies: (file) => file.firstDirectory.tags.has(TAG.microManagerMetadata),
    read: async () => (await import('./series-ndtiff')).ndtiffSeries,
    tryNext: true,
  },
  {
    format: 'Olympus FluoView TIFF',
    applies: (file) => file.firstDirectory.tags.has(TAG.fluoViewStamp),
    read: async () => (await import('./series-fluoview')).fluoViewSeries,
  },
  {
    format: 'MetaMorph stack',
    applies: (file) => file.firstDirectory.tags.has(TAG.uic1),
    read: async () => (await import('./series-stk')).stkSeries,
  },
  {
    format: 'ScanImage TIFF',
    applies: (file) => isScanImage(file),
    read: async () => (await import('./series-scanimage')).scanImageSeries,
  },
  {
    format: 'NIH Image TIFF',
    applies: (file) => file.firstDirectory.tags.has(TAG.nihImageHeader),
    read: async () => allPages,
  },
  { format: 'TIFF', applies: () => true, read: async () => uniformSeries },
];

function isScanImage(file: TiffFile): boolean {
  const description = file.description(file.first);
  return (
    file.software.startsWith('SI.') ||
    description.startsWith('state.') ||
    description.slice(-256).includes('scanimage.SI')
  );
}

/**
 * Opens a TIFF or BigTIFF file: its series with shape, axes and pixel type as tifffile names them. Nothing but
 * structure and metadata is read. Throws DamagedFileError, UnsupportedFileError, FileTooLargeError.
 */
export async function openTiff(path: string, signal?: CancelSignal): Promise<OpenImage> {
  const file = TiffFile.open(path);
  try {
    const { format, plans } = await describeSeries(file, signal);
    const blocks = new BlockReader();
    const { series, problems } = openPlans(file, plans, blocks);
    if (series.length === 0) throw problems[0] ?? file.structure.damaged('holds no image');
    series[0]!.info.notes.push(
      ...file.notes,
      ...problems.map(({ message }) => `One series is left out: ${message}`),
    );
    const companions = file.companions.map(({ source }) => source.path);
    return {
      format,
      series,
      companions,
      provenance: () => readProvenance(file),
      close: async () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

async function describeSeries(
  file: TiffFile,
  signal?: CancelSignal,
): Promise<{ format: string; plans: SeriesPlan[] }> {
  let format = 'TIFF';
  for (const description of DESCRIPTIONS) {
    if (!description.applies(file)) continue;
    const read = await description.read();
    const plans = await read(file, signal);
    if (plans && plans.length > 0) return { format: description.format, plans };
    if (!description.tryNext) {
      format = description.format.startsWith('TIFF') ? 'TIFF' : description.format;
      break;
    }
  }
  return { format, plans: await genericSeries(file, signal) };
}

function openPlans(
  file: TiffFile,
  plans: SeriesPlan[],
  blocks: BlockReader,
): { series: TiffSource[]; problems: Error[] } {
  const series: TiffSource[] = [];
  const problems: Error[] = [];
  for (const plan of plans) {
    try {
      checkPage(plan.keyPage);
      series.push(openPlan(file, plan, blocks));
    } catch (error) {
      problems.push(error as Error);
    }
  }
  return { series, problems };
}

function openPlan(file: TiffFile, plan: SeriesPlan, blocks: BlockReader): TiffSource {
  const { layout } = plan.keyPage;
  let { shape, axes } = plan;
  const fits = (candidate: { shape: number[]; axes: string }) => {
    if (candidate.axes.length < 2) return false;
    const { width, height, samples } = planeGeometry(candidate);
    return (
      width === layout.width && height === layout.height && samples === (layout.planar ? 1 : layout.samples)
    );
  };
  const notes = [...plan.notes];
  if (!fits({ shape, axes })) {
    // The description names axes that cut planes otherwise than they are stored.
    notes.push(
      `The file calls its axes ${axes} (${shape.join(' x ')}); it is shown plane by plane as it is stored.`,
    );
    ({ shape, axes } = squeeze([plan.pages.count, ...layout.shape], `I${layout.axes}`));
    if (!fits({ shape, axes }))
      ({ shape, axes } = { shape: [plan.pages.count, ...layout.shape], axes: `I${layout.axes}` });
  }
  const levels = plan.levels.filter(({ layout: lower }) => {
    return (
      lower.pixelType === layout.pixelType &&
      lower.samples === layout.samples &&
      lower.planar === layout.planar
    );
  });
  return new TiffSource(
    {
      name: plan.name,
      shape: [...shape],
      axes,
      pixelType: layout.pixelType!,
      calibration: plan.calibration ?? resolutionCalibration(file, plan),
      channels: plan.channels ?? paletteChannel(file, plan),
      levels: [layout, ...levels.map(({ layout: lower }) => lower)].map(({ width, height }) => ({
        width,
        height,
      })),
      notes,
    },
    [{ layout, pages: plan.pages }, ...levels],
    blocks,
  );
}

/** Largest pixel that a microscope has, in micrometres: a resolution tag that says more is about printing. */
const LARGEST_PIXEL_UM = 20;

/** Calibration from the resolution tags, where their unit is a length and the pixel is one of a microscope. */
function resolutionCalibration(file: TiffFile, { keyPage }: SeriesPlan): Calibration {
  const { structure } = keyPage;
  const { tags } = file.directoryOf(keyPage);
  const unitUm = { 2: 25400, 3: 10000 }[structure.number(tags.get(TAG.resolutionUnit), 2)];
  const along = (code: number): number | null => {
    const resolution = structure.number(tags.get(code), 0);
    const sizeUm = unitUm === undefined ? Infinity : unitUm / resolution;
    return sizeUm > 0 && sizeUm < LARGEST_PIXEL_UM ? sizeUm : null;
  };
  return {
    pixelSizeUm: { x: along(TAG.xResolution), y: along(TAG.yResolution), z: null },
    frameIntervalS: null,
  };
}

/** A palette image is one channel shown through its LUT. */
function paletteChannel(
  file: TiffFile,
  { keyPage }: SeriesPlan,
): { name: null; lut: Uint8Array; displayRange: null }[] {
  if (keyPage.layout.photometric !== 3) return [];
  const { tags } = file.directoryOf(keyPage);
  const lut = lutFromColorMap(keyPage.structure.numbers(tags.get(TAG.colorMap), 3 * 256));
  return lut ? [{ name: null, lut, displayRange: null }] : [];
}
