import type { ImageStatistics } from '../contract/files-api';
import type { Calibration, ImageInfo, PixelType } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import type { Session } from './session';

/** What `info` tells of one series; shape and axes as tifffile names them. */
export interface SeriesReport extends ImageStatistics {
  name: string | null;
  shape: number[];
  axes: string;
  dtype: PixelType;
  calibration: Calibration;
  /** One entry per channel where the file names any, else empty. */
  channelNames: (string | null)[];
  levels: { width: number; height: number }[];
  notes: string[];
}

/** What `info` tells of a file. */
export interface FileReport {
  file: string;
  format: string;
  series: SeriesReport[];
}

/** Opens a file and reads every stored value once, for the statistics. */
export function fileInfo(session: Session, path: string, options: CallOptions): Promise<FileReport> {
  return session.withFiles(async (files) => {
    const { handle, format, series } = await files.openImage({ path }, options);
    const reports: SeriesReport[] = [];
    for (const [index, info] of series.entries()) {
      const { percentiles: _, ...statistics } = await files.statistics({ handle, series: index }, options);
      reports.push({ ...seriesReport(info), ...statistics });
    }
    await files.closeImage({ handle });
    return { file: path, format, series: reports };
  });
}

function seriesReport(info: ImageInfo): Omit<SeriesReport, keyof ImageStatistics> {
  const { name, shape, axes, pixelType, calibration, channels, levels, notes } = info;
  const isNamed = channels.some((channel) => channel.name !== null);
  const channelNames = isNamed ? channels.map((channel) => channel.name) : [];
  return { name, shape, axes, dtype: pixelType, calibration, channelNames, levels, notes };
}
