import type { DeviceInfo, Linear, LoadedModel } from '../contract/compute-api';
import type { Provenance } from '../contract/files-api';
import { fileName } from './output-names';
import type { SuperResolveRequest } from './request';

/** What is recorded about how a result was made. */
export interface ProvenanceFacts {
  /** Finescope's version. */
  version: string;
  request: Omit<SuperResolveRequest, 'input'> & { input: string };
  loaded: LoadedModel;
  device: DeviceInfo;
  ranges: { linear: Linear; matched: boolean }[];
  tile: number;
  input: { sha256: string; bytes: number };
}

/** The record that is kept inside the result. */
export function provenanceOf({
  version,
  request,
  loaded,
  device,
  ranges,
  tile,
  input,
}: ProvenanceFacts): Provenance {
  const { record, checksum, geometry } = loaded;
  const { region, frames, channels, zSlices, slices, series } = request;
  return {
    finescope: version,
    created: new Date().toISOString(),
    command: 'super-resolve',
    input: { file: fileName(request.input), series, ...input },
    selection: JSON.parse(JSON.stringify({ region, frames, channels, zSlices })),
    model: {
      name: record.name,
      sha256: checksum,
      architecture: record.architecture,
      source: record.provenance.source,
      sourceSha256: record.provenance.sourceSha256,
      licence: record.licence,
    },
    device: { runtime: device.runtime, device: device.device, kind: device.kind, threads: device.threads },
    tiling: slices
      ? { kind: 'independent slices', side: slices }
      : { kind: 'tiles with halo', largestSide: tile, halo: geometry.halo, sizeStep: geometry.sizeStep },
    normalisation: {
      ...record.normalisation,
      range: request.range,
      applied: ranges.map(({ linear, matched }) => ({ ...linear, matched })),
    },
  };
}
