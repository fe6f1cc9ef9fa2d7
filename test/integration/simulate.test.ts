import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataReport } from '../../src-main/contract/training-api';
import { TrainingConfig, type DataSource } from '../../src-main/contract/training-config';
import { TRAINING_PRESETS } from '../../src-main/contract/training-presets';
import { openImage } from '../../src-main/io/open-image';
import { SimulationConfig } from '../../src-main/contract/simulation';
import { simulate as simulateSet, type SimulatedSet } from '../../src-main/jobs/simulate';
import type { SupervisedSession } from '../../src-main/supervisor/session';
import { finescope, finescopeJson, startFinescope } from '../support/finescope';
import { readPixels } from '../support/read-image';
import { sharedFolder } from '../support/temporary-folder';
import { startTestSession } from '../support/test-session';

/** A truth of the size of the frames, which are large enough for patches. */
const ANY_TRUTH = ['--set', 'truth.magnification=1', '--set', 'width=128', '--set', 'height=128'];

const SMALL = ['--set', 'width=48', '--set', 'height=40', '--set', 'frames=6'];

/** All files below a folder, by their paths. */
function filesBelow(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(folder, join(below, entry.name)) : [join(below, entry.name)],
  );
}

describe('finescope simulate', () => {
  const folder = sharedFolder();
  const at = (...parts: string[]) => join(folder, ...parts);
  const simulate = (words: string[]) => finescope(['simulate', ...words]);
  const actin = ['--preset', 'actin', '--fields', '2', ...SMALL, '--set', 'drift.walkNm=5'];
  let session: SupervisedSession;

  beforeAll(async () => {
    session = startTestSession(folder);
    const { code, stdout, stderr } = await simulate([...actin, '--out', at('actin')]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/2 fields of 48 x 40 pixels, 6 frames each/);
  });
  afterAll(() => session.stop());

  it('writes stacks, truth, positions and drift of each field, and what it was told', async () => {
    expect(filesBelow(at('actin')).sort()).toEqual(
      [1, 2]
        .flatMap((field) => [
          `actin_FOV_0${field}_frames.tif`,
          ...['drift.csv', 'positions.csv', 'truth.tif'].map((end) =>
            join('truth', `actin_FOV_0${field}_${end}`),
          ),
        ])
        .concat('simulation.json')
        .sort(),
    );
    const frames = await openImage(at('actin', 'actin_FOV_02_frames.tif'));
    const truth = await openImage(at('actin', 'truth', 'actin_FOV_02_truth.tif'));
    expect(frames.format).toMatch(/ImageJ/);
    expect(frames.series[0]!.info).toMatchObject({ shape: [6, 40, 48], axes: 'TYX', pixelType: 'uint16' });
    expect(frames.series[0]!.info.calibration.pixelSizeUm.x).toBeCloseTo(0.1, 6);
    expect(truth.series[0]!.info).toMatchObject({ shape: [200, 240], pixelType: 'float32' });
    expect(truth.series[0]!.info.calibration.pixelSizeUm.x).toBeCloseTo(0.02, 6);
    const record = JSON.parse(readFileSync(at('actin', 'simulation.json'), 'utf8')) as Record<string, object>;
    expect(record['simulation']).toMatchObject({ name: 'actin', frames: 6, optics: { psf: 'two-photon' } });
    expect(await frames.provenance!()).toMatchObject({
      command: 'simulate',
      field: 2,
      simulation: record['simulation'],
    });
    for (const image of [frames, truth]) await image.close();
    const drift = readFileSync(at('actin', 'truth', 'actin_FOV_01_drift.csv'), 'utf8')
      .trim()
      .split('\n');
    expect(drift.length).toBe(7);
    expect(drift[1]).toBe('1,0,0,0,0');
  });

  it('makes the same pixels of the same record, and others of another seed', async () => {
    const record = at('actin', 'simulation.json');
    const again = await finescopeJson<SimulatedSet>(['simulate', record, '--out', at('again')]);
    expect(again).toMatchObject({ kept: 0, fields: [{ truth: 'truth/actin_FOV_01_truth.tif' }, {}] });
    for (const file of filesBelow(at('actin')).filter((name) => name.endsWith('.tif')))
      expect(await readPixels(at('again', file))).toEqual(await readPixels(at('actin', file)));
    await simulate([record, '--seed', '7', '--fields', '1', '--out', at('other')]);
    const file = 'actin_FOV_01_frames.tif';
    expect(await readPixels(at('other', file))).not.toEqual(await readPixels(at('actin', file)));
  });

  it('goes on where it was left, and mixes nothing with another simulation', async () => {
    const frames = at('again', 'actin_FOV_02_frames.tif');
    rmSync(frames);
    const { stdout } = await simulate([at('actin', 'simulation.json'), '--out', at('again')]);
    expect(stdout).toMatch(/1 of them were there already/);
    expect(await readPixels(frames)).toEqual(await readPixels(at('actin', 'actin_FOV_02_frames.tif')));
    const other = await simulate([...actin, '--seed', '9', '--out', at('again')]);
    expect(other.code).not.toBe(0);
    expect(other.stderr).toMatch(/again holds another simulation/);
    mkdirSync(at('mine'));
    writeFileSync(at('mine', 'notes.txt'), 'mine');
    const mine = await simulate([...actin, '--out', at('mine')]);
    expect(mine.stderr).toMatch(/mine is not empty: it holds notes\.txt\. A simulation needs a new folder/);
    expect(readdirSync(at('mine'))).toEqual(['notes.txt']);
  });

  it('cancelled, leaves complete fields alone and nothing half written', async () => {
    const words = ['--preset', 'vesicles', ...SMALL, '--fields', '400', '--out', at('cancelled')];
    const { child, outcome } = startFinescope(['simulate', ...words]);
    const frames = (field: number) => `vesicles_FOV_${String(field).padStart(3, '0')}_frames.tif`;
    while (!existsSync(at('cancelled', frames(2)))) {
      expect(child.exitCode).toBeNull();
      await pause(20);
    }
    child.kill('SIGINT');
    const { stderr } = await outcome;
    const complete = Number(/Stopped\. (\d+) of 400 fields are complete; the same command/.exec(stderr)![1]);
    const files = filesBelow(at('cancelled'));
    expect(files.filter((file) => file.endsWith('_frames.tif')).length).toBe(complete);
    expect(files.filter((file) => file.includes('.part'))).toEqual([]);
    expect((await readPixels(at('cancelled', frames(2)))).length).toBe(6);
  });

  it('goes on, pixel for pixel, where the process that computes is started afresh', async () => {
    const json = JSON.parse(readFileSync(at('actin', 'simulation.json'), 'utf8')) as { simulation: object };
    const config = SimulationConfig.parse(json.simulation);
    const restarted = startTestSession(at('restarted-session'));
    let restarts = 0;
    try {
      const pids = new Set<number>();
      await simulateSet(
        restarted,
        { config, out: at('restarted') },
        {
          onProgress() {
            for (const pid of restarted.pids().compute) pids.add(pid);
            restarts++;
            void restarted.restartCompute();
          },
        },
      );
      expect(restarts).toBeGreaterThan(1);
      expect(pids.size).toBeGreaterThan(1);
    } finally {
      await restarted.stop();
    }
    for (const file of filesBelow(at('actin')).filter((name) => /\.(tif|csv)$/.test(name))) {
      if (file.endsWith('.csv'))
        expect(readFileSync(at('restarted', file))).toEqual(readFileSync(at('actin', file)));
      else expect(await readPixels(at('restarted', file))).toEqual(await readPixels(at('actin', file)));
    }
  });

  it('says which setting does not fit, and which presets there are', async () => {
    const refused = (words: string[]) => simulate([...words, '--out', at('no')]).then(({ stderr }) => stderr);
    expect(await refused([])).toMatch(/Name a preset .* or the file of a configuration/);
    expect(await refused(['--preset', 'cells'])).toMatch(
      /no preset "cells"\. There are: actin, microtubules/,
    );
    expect(await refused(['--preset', 'actin', '--set', 'optics.na=1'])).toMatch(
      /no setting "optics\.na".*Of optics there are: psf, numericalAperture/,
    );
    expect(await refused(['--preset', 'actin', '--set', 'frames=0'])).toMatch(/frames=0 does not fit/);
    expect(await refused(['--preset', 'actin', '--set', 'optics.numericalAperture=1.4'])).toMatch(
      /aperture of 1\.4 needs an immersion of more/,
    );
    expect((await finescope(['simulate', 'presets'])).stdout).toMatch(
      /^deep-storm +Deep-STORM\. Few emitters/m,
    );
  });

  /** What training by a preset would say of data. */
  const checked = async (preset: string, data: DataSource) => {
    const { config } = TRAINING_PRESETS.find(({ name }) => name === preset)!;
    const whole = TrainingConfig.parse({ ...config, name: 'a', data });
    const { split, patches, normalisation, seed, architecture } = whole;
    return session.withFiles((files) =>
      files.checkTrainingData({ data, split, patches, normalisation, seed, architecture }),
    );
  };
  const errorsOf = ({ findings }: DataReport) => findings.filter(({ level }) => level === 'error');

  it('makes a set that Deep-STORM trains on', async () => {
    await simulate(['--preset', 'deep-storm', '--set', 'frames=40', '--out', at('storm')]);
    const report = await checked('deep-storm', {
      kind: 'localisations',
      frames: at('storm', 'deep-storm_FOV_01_frames.tif'),
      positions: at('storm', 'truth', 'deep-storm_FOV_01_positions.csv'),
      pixelSizeNm: 100,
    });
    expect(errorsOf(report)).toEqual([]);
    expect(report).toMatchObject({ scale: 8, trainFrames: 38 });
  });

  it('makes pairs that ANNA-PALM trains on, and stacks that are pairs with their truth', async () => {
    await simulate(['--preset', 'anna-palm', '--fields', '3', '--out', at('palm')]);
    const palm = await checked('anna-palm', { kind: 'folder', folder: at('palm') });
    expect(errorsOf(palm)).toEqual([]);
    expect(palm).toMatchObject({ scale: 1, inputType: 'uint16', targetType: 'uint16', trainFrames: 2 });
    await simulate([...actin, ...ANY_TRUTH, '--out', at('stacks')]);
    const stacks = await checked('denseed-363', { kind: 'folder', folder: at('stacks') });
    expect(errorsOf(stacks).map(({ kind }) => kind)).not.toContain('size');
    expect(stacks).toMatchObject({ scale: 1, trainFrames: 6, inputType: 'uint16', targetType: 'float32' });
  });
});
