import type { SimulationConfig } from '../contract/simulation';

/** Where the files of one simulated field lie, by their paths below the simulation's folder. */
export interface SimulatedFiles {
  /** A stack for each excitation power. */
  frames: string[];
  truth: string;
  positions: string;
  /** Null where nothing drifts. */
  drift: string | null;
  /** The images of few and of all localisations; null where there are none. */
  localisations: { sparse: string; dense: string } | null;
}

/**
 * The files of a field, counted from 0. Stacks lie where data sets are looked for: in the folder itself, or in one for each
 * power; with images of localisations those are input and target, and the frames a wide-field image beside them.
 */
export function simulatedFiles(config: SimulationConfig, field: number): SimulatedFiles {
  const { name, fields, excitation, localisations, drift } = config;
  const digits = Math.max(2, String(fields).length);
  const base = `${name}_FOV_${String(field + 1).padStart(digits, '0')}`;
  const folders =
    excitation.powers.length > 1
      ? excitation.powers.map((power) => `power-${power}/`)
      : [localisations ? 'wide-field/' : ''];
  return {
    frames: folders.map((folder) => `${folder}${base}_frames.tif`),
    truth: `truth/${base}_truth.tif`,
    positions: `truth/${base}_positions.csv`,
    drift: drift.nmPerFrame > 0 || drift.walkNm > 0 ? `truth/${base}_drift.csv` : null,
    localisations: localisations && { sparse: `input/${base}.tif`, dense: `target/${base}.tif` },
  };
}

/** All files of a field. */
export function allFiles({ frames, truth, positions, drift, localisations }: SimulatedFiles): string[] {
  return [
    ...frames,
    truth,
    positions,
    ...(drift === null ? [] : [drift]),
    ...(localisations ? [localisations.sparse, localisations.dense] : []),
  ];
}
