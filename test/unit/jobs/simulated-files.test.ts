import { describe, expect, it } from 'vitest';
import { SimulationConfig, type SimulationConfigInput } from '../../../src-main/contract/simulation';
import { allFiles, simulatedFiles } from '../../../src-main/jobs/simulated-files';

const filesOf = (changes: SimulationConfigInput, field = 0) =>
  simulatedFiles(SimulationConfig.parse({ name: 'actin', ...changes }), field);

describe('the files of a simulated field', () => {
  it('are a stack in the folder itself, and what is known in another', () => {
    expect(filesOf({}, 7)).toEqual({
      frames: ['actin_FOV_08_frames.tif'],
      truth: 'truth/actin_FOV_08_truth.tif',
      positions: 'truth/actin_FOV_08_positions.csv',
      drift: null,
      localisations: null,
    });
    expect(filesOf({ fields: 200, drift: { walkNm: 1 } }, 7).drift).toBe('truth/actin_FOV_008_drift.csv');
  });

  it('are a stack for each power', () => {
    expect(filesOf({ excitation: { powers: [0.5, 1] } }).frames).toEqual([
      'power-0.5/actin_FOV_01_frames.tif',
      'power-1/actin_FOV_01_frames.tif',
    ]);
  });

  it('are input and target where there are images of localisations', () => {
    const files = filesOf({ localisations: {} });
    expect(files.localisations).toEqual({
      sparse: 'input/actin_FOV_01.tif',
      dense: 'target/actin_FOV_01.tif',
    });
    expect(files.frames).toEqual(['wide-field/actin_FOV_01_frames.tif']);
    expect(allFiles(files).length).toBe(5);
  });
});
