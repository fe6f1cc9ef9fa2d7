import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ParameterMap } from '../../src-main/contract/parameter-map';
import { finescope, finescopeJson } from '../support/finescope';
import { sharedFolder } from '../support/temporary-folder';

const FRAMES = 24;
const EVERY = Array.from({ length: FRAMES }, (_, n) => n + 1);
const frames = (odd: boolean) => EVERY.filter((frame) => frame % 2 === (odd ? 1 : 0)).join();

describe('esrrf sweep and srrf sweep', () => {
  const folder = sharedFolder();
  const at = (...parts: string[]) => join(folder, ...parts);
  const stack = at('set', 'actin_FOV_01_frames.tif');
  const settings = ['--radii', '1,2', '--sensitivities', '1,3', '--magnification', '4'];

  beforeAll(async () => {
    const size = ['width=72', 'height=64', `frames=${FRAMES}`].flatMap((one) => ['--set', one]);
    const { code } = await finescope([
      'simulate',
      '--preset',
      'actin',
      '--fields',
      '1',
      ...size,
      '--out',
      at('set'),
    ]);
    expect(code).toBe(0);
  });

  it('score every setting as frc and squirrel do by hand, and draw the map', async () => {
    const words = [...settings, '--out', at('map.json'), '--figure', at('map.png')];
    const map = await finescopeJson<ParameterMap>(['esrrf', 'sweep', stack, ...words]);
    const { region, sentence, best } = map;
    expect(region).toEqual({ x: 2, y: 2, width: 68, height: 60 }); // what radius 2 leaves empty is scored in none
    expect(map.settings.map(({ radius, second }) => [radius, second])).toEqual([
      [1, 1],
      [2, 1],
      [1, 3],
      [2, 3],
    ]);
    expect(JSON.parse(readFileSync(at('map.json'), 'utf8'))).toMatchObject({
      settings: map.settings,
      sentence,
    });
    expect(readFileSync(at('map.png')).subarray(1, 4).toString()).toBe('PNG');
    const { qnr } = map.settings[best!]!;
    expect(Math.max(...map.settings.map((one) => one.qnr))).toBe(qnr);

    const own = ['--radius', '2', '--sensitivity', '3', '--magnification', '4'];
    for (const half of ['odd', 'even']) {
      const only = ['--frames', frames(half === 'odd')];
      await finescopeJson(['esrrf', stack, ...own, ...only, '--out', at(`${half}.tif`)]);
    }
    await finescopeJson(['esrrf', stack, ...own, '--out', at('whole.tif')]);
    const frc = await finescopeJson<{ resolutionPx: number }>([
      ...['frc', at('odd.tif'), at('even.tif'), '--region', '8,8,272,240'],
    ]);
    const squirrel = await finescopeJson<{ rsp: number }>([
      ...['squirrel', at('whole.tif'), stack, '--region', '2,2,68,60'],
    ]);
    expect(map.settings[3]!.resolutionPx).toBeCloseTo(frc.resolutionPx / 4, 4);
    expect(map.settings[3]!.rsp).toBeCloseTo(squirrel.rsp, 5);
  });

  it('say the best in words and write a table', async () => {
    const words = ['--radii', '0.5,1', '--temporals', 'avg,trac2', '--magnification', '2'];
    const { code, stdout } = await finescope(['srrf', 'sweep', stack, ...words, '--out', at('map.csv')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\* ring radius (0\.5|1) and (avg|trac2): /m);
    expect(stdout).toMatch(/^Ring radius (0\.5|1) and (avg|trac2) resolve .* with RSP 0\.\d{3}; .*\.$/m);
    expect(readFileSync(at('map.csv'), 'utf8').split('\n')).toHaveLength(6);
  });

  it('refuse too few frames with a sentence, and write nothing', async () => {
    const words = [...settings, '--frames', '1-19', '--out', at('none.json')];
    const { code, stderr } = await finescope(['esrrf', 'sweep', stack, ...words]);
    expect(code).not.toBe(0);
    expect(stderr).toContain('needs at least 20 frames; there are 19. Record more frames');
    expect(existsSync(at('none.json'))).toBe(false);
  });

  it('refuse a part that is too small, and a name of another kind', async () => {
    const small = await finescope([
      'esrrf',
      'sweep',
      stack,
      '--region',
      '0,0,20,20',
      '--out',
      at('none.json'),
    ]);
    expect(small.stderr).toContain('a part of at least 24 x 24 pixels');
    const kind = await finescope(['esrrf', 'sweep', stack, '--out', at('none.tif')]);
    expect(kind.stderr).toContain('written as .json or .csv');
  });
});
