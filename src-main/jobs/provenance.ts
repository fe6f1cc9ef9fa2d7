import type { DeviceInfo, LoadedModel } from '../contract/compute-api';
import type { Provenance } from '../contract/files-api';
import { fileName } from './output-names';
import type { RangeChoice } from './range-choice';
import type { SuperResolveRequest } from './request';
import type { Checksum } from './survey';

/** A model as it was used: for which channel, the side of its tiles, and how values entered it, a sample each. */
export interface UsedModel {
  channel: number | null;
  loaded: LoadedModel;
  tile: number;
  /** Null where each plane has a map of its own. */
  ranges: (RangeChoice | null)[];
}

/** What is recorded about how a result was made. */
export interface ProvenanceFacts {
  /** Finescope's version. */
  version: string;
  request: Omit<SuperResolveRequest, 'input'> & { input: string };
  used: UsedModel[];
  device: DeviceInfo;
  created: Date;
  /** Frames that each plane of the result is the sum of; null where they are not summed. */
  summedFrames: number | null;
  /** Of the input; null while it is not known yet. */
  checksum: Checksum | null;
}

/** The record that is kept inside the result: one model for all, or a list with one for each channel. */
export function provenanceOf({
  version,
  request,
  used,
  device,
  created,
  summedFrames,
  checksum,
}: ProvenanceFacts): Provenance {
  const { region, frames, channels, zSlices, series } = request;
  const [first] = used as [UsedModel];
  const ownRecords =
    first.channel === null
      ? recordOf(first, request)
      : { models: used.map((one) => ({ channel: one.channel, ...recordOf(one, request) })) };
  return {
    finescope: version,
    created: created.toISOString(),
    command: 'super-resolve',
    input: { file: fileName(request.input), series, ...checksum },
    selection: JSON.parse(JSON.stringify({ region, frames, channels, zSlices })),
    device: { runtime: device.runtime, device: device.device, kind: device.kind, threads: device.threads },
    ...(summedFrames !== null && {
      recovery: { kind: 'sum of frames, negative values of each as 0', frames: summedFrames },
    }),
    ...ownRecords,
  };
}

function recordOf(
  { loaded: { record, checksum, geometry }, tile, ranges }: UsedModel,
  { slices, range }: ProvenanceFacts['request'],
): Provenance {
  return {
    model: {
      name: record.name,
      sha256: checksum,
      architecture: record.architecture,
      output: record.output,
      source: record.provenance.source,
      sourceSha256: record.provenance.sourceSha256,
      licence: record.licence,
    },
    tiling: slices
      ? { kind: 'independent slices', side: slices }
      : { kind: 'tiles with halo', largestSide: tile, halo: geometry.halo, sizeStep: geometry.sizeStep },
    normalisation: {
      ...record.normalisation,
      range,
      applied: ranges.map((choice) =>
        choice === null ? 'each plane by its own range' : { ...choice.linear, matched: choice.matched },
      ),
    },
  };
}
