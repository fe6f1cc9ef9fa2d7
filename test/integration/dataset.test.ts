import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DatasetRecord } from '../../src-main/contract/dataset';
import type { BuiltDataset } from '../../src-main/jobs/build-dataset';
import { finescope, finescopeJson, startFinescope } from '../support/finescope';
import { readPlane } from '../support/planes';
import { sharedFolder } from '../support/temporary-folder';

const folder = sharedFolder();
const raw = join(folder, 'raw');
const set = join(folder, 'set');
const build = (out: string, ...words: string[]) => ['dataset', 'build', raw, '--out', out, ...words];

beforeAll(async () => {
  const config = join(folder, 'raw.json');
  const simulation = {
    name: 'raw',
    fields: 4,
    frames: 12,
    width: 64,
    height: 64,
    emission: { kind: 'fluctuating', photons: 100 },
    drift: { nmPerFrame: 10, degrees: 40 },
  };
  writeFileSync(config, JSON.stringify(simulation));
  const { code, stderr } = await finescope(['simulate', config, '--out', raw]);
  if (code !== 0) throw new Error(stderr);
}, 60_000);

describe('finescope dataset build', () => {
  it('makes a set of raw stacks that a network is trained and scored on, the same fields held out', async () => {
    const built = await finescopeJson<BuiltDataset>(build(set, '--validation', '1', '--test', '1'));
    expect(built.fields.map(({ name, state }) => [name, state])).toEqual(
      ['FOV_01', 'FOV_02', 'FOV_03', 'FOV_04'].map((name) => [name, 'ready']),
    );
    for (const { driftPx, rsp, targetShift } of built.fields) {
      expect(driftPx).toBeGreaterThan(0.8);
      expect(rsp).toBeGreaterThan(0.8);
      expect(Math.hypot(targetShift!.x, targetShift!.y)).toBeLessThan(0.5);
    }
    const target = await readPlane(join(set, 'target', 'FOV_01.tif'));
    expect([target.info.pixelType, target.width, target.height]).toEqual(['uint16', 64, 64]);
    expect(readFileSync(join(set, 'report.html'), 'utf8')).toContain('data:image/png;base64');
    expect(readFileSync(join(set, 'contact-sheet.svg'), 'utf8')).toMatch(/^<svg.*FOV_04/s);

    const run = join(folder, 'run');
    const words = [
      '--set',
      'architecture={"kind":"denseed","blocks":[1,1,1],"growthRate":4,"firstFeatures":8}',
      '--set',
      'epochs=2',
    ];
    const patches = ['--set', 'patches.side=32', '--no-install'];
    const train = ['train', '--preset', 'denseed-363', '--data', set, '--out', run, ...words, ...patches];
    const trained = await finescope(train);
    expect(trained.stderr).not.toMatch(/^Error/m);
    expect(trained.code).toBe(0);
    const record = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'));
    expect(JSON.stringify(record)).toContain(JSON.stringify(built.split.validation));
    const scored = await finescopeJson<{ fields: { field: string }[] }>(['evaluate', run, '--data', set]);
    expect(JSON.stringify(scored)).toContain(built.split.test[0]!);
  }, 60_000);

  it('does not do again what is done, and makes all targets anew where a field is taken in', async () => {
    const field = join(set, 'work', 'FOV_02.json');
    const before = statSync(field).mtimeMs;
    rmSync(join(set, 'work', 'FOV_03.json'));
    const again = await finescopeJson<BuiltDataset>(build(set, '--validation', '1', '--test', '1'));
    expect(again.kept).toBe(3);
    expect(statSync(field).mtimeMs).toBe(before);
    const { code, stderr } = await finescope(build(set, '--margin', '4'));
    expect(code).not.toBe(0);
    expect(stderr).toContain('holds another data set');
  }, 30_000);

  it('leaves fields out with the reason, and ends with a sentence where none is left', async () => {
    const out = join(folder, 'none');
    const { code, stderr } = await finescope(build(out, '--set', 'limits.driftPx=0.2'));
    expect(code).not.toBe(0);
    expect(stderr).toMatch(
      /None of the 4 fields can be used. FOV_01: It drifts by 1\.\d pixels, more than 0.2/,
    );
    expect(existsSync(join(out, 'target'))).toBe(false);
  }, 30_000);

  it('is no set when it is cut off, and goes on to the same targets', async () => {
    const out = join(folder, 'cut');
    const { child, outcome } = startFinescope(build(out, '--validation', '1', '--test', '1'));
    const work = join(out, 'work', 'FOV_01.json');
    while (!existsSync(work)) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGKILL');
    await outcome;
    expect(existsSync(join(out, 'target'))).toBe(false);
    const built = await finescopeJson<BuiltDataset>(build(out, '--validation', '1', '--test', '1'));
    expect(built.kept).toBeGreaterThanOrEqual(1);
    const whole = JSON.parse(readFileSync(join(set, 'dataset.json'), 'utf8')) as DatasetRecord;
    expect(built.targetScale).toBe(whole.targetScale);
    for (const { name } of built.fields) {
      const [a, b] = [out, set].map((one) => readPlane(join(one, 'target', `${name}.tif`)));
      expect((await a!).data).toEqual((await b!).data);
    }
  }, 60_000);

  it('takes the known truth of simulated fields as target, also magnified', async () => {
    const out = join(folder, 'truth');
    const words = ['--target', 'truth', '--grid', 'magnified', '--margin', '8', '--frames', '3'];
    const built = await finescopeJson<BuiltDataset>(build(out, ...words, '--set', 'limits.rsp=0.3'));
    const ready = built.fields.filter(({ state }) => state === 'ready');
    expect(ready.length).toBeGreaterThan(1);
    const target = await readPlane(join(out, 'target', `${ready[0]!.name}.tif`));
    const input = await readPlane(join(out, 'input', `${ready[0]!.name}.tif`));
    expect([input.width, input.info.shape[0], target.width]).toEqual([48, 3, 240]);
  }, 30_000);
});
