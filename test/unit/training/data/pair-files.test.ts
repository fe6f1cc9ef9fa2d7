import { describe, expect, it } from 'vitest';
import { pairFiles, roleFile } from '../../../../src-main/training/data/pair-files';
import { readRole, type GivenWords } from '../../../../src-main/training/data/roles';

/** Pairs files of one folder whose names tell their role. */
function pairNames(names: string[], given: GivenWords = {}) {
  const files = names.map((name) => roleFile(name, name, given));
  return pairFiles(
    files.filter(({ name }) => name.role === 'input'),
    files.filter(({ name }) => name.role === 'target'),
  );
}

/** Pairs files of an input folder with those of a target folder. */
function pairFolders(inputs: string[], targets: string[]) {
  return pairFiles(
    inputs.map((name) => roleFile(`input/${name}`, name, {})),
    targets.map((name) => roleFile(`target/${name}`, name, {})),
  );
}

describe('words for roles', () => {
  it.each([
    ['fov08-frame', 'input', 'fov08'],
    ['fov08-srrf-target', 'target', 'fov08'],
    ['bpae-r-avg50', 'target', 'bpae-r'],
    ['high-power-16bit-noisy', 'input', 'power-16bit'],
    ['ground_truth', 'target', ''],
    ['Cell 3 super-resolution', 'target', 'cell-3'],
    ['widefield-bpae-rgb-gt', 'target', 'bpae-rgb'],
    ['stack_x', 'input', 'stack'],
    ['x02_y03', null, 'x02-y03'],
    ['cell7_y', 'target', 'cell7'],
    ['mitochondria', null, 'mitochondria'],
  ])('in %s say %s', (name, role, plainKey) => {
    expect(readRole(name)).toMatchObject({ role, plainKey });
  });

  it('are the ones the person gives', () => {
    const given = { input: 'avg1', target: 'avg400' };
    expect(readRole('fov001-ch0-avg1', given)).toMatchObject({ role: 'input', key: 'fov001-ch0' });
    expect(readRole('fov001-ch0-avg400', given)).toMatchObject({ role: 'target', key: 'fov001-ch0' });
    expect(readRole('fov001-ch0-avg16', given).role).toBeNull();
  });

  it('may be two words', () => {
    expect(readRole('cell2 super-resolution stack', { target: 'super-resolution' })).toMatchObject({
      role: 'target',
      key: 'cell2-stack',
    });
  });
});

describe('files of one folder', () => {
  it('pair by the name that is left without the words for roles', () => {
    const { fields } = pairNames(['actin-high.png', 'actin-low.png', 'mito-high.png', 'mito-low.png']);
    expect(fields).toEqual([
      { name: 'actin', pairs: [{ input: 'actin-low.png', target: 'actin-high.png' }] },
      { name: 'mito', pairs: [{ input: 'mito-low.png', target: 'mito-high.png' }] },
    ]);
  });

  it('take the target whose name says so most plainly', () => {
    const paired = pairNames(['fov08-average.tif', 'fov08-frame.tif', 'fov08-srrf-target.tif']);
    expect(paired.fields).toEqual([
      { name: 'fov08', pairs: [{ input: 'fov08-frame.tif', target: 'fov08-srrf-target.tif' }] },
    ]);
    expect(paired.otherTargets).toEqual(['fov08-average.tif']);
  });

  it('pair when there is one of each, whatever they are called', () => {
    const { fields } = pairNames(['widefield.tif', 'super-resolution-stack.tif']);
    expect(fields.map(({ pairs }) => pairs)).toEqual([
      [{ input: 'widefield.tif', target: 'super-resolution-stack.tif' }],
    ]);
  });

  it('pair by the number behind the word where that is all there is', () => {
    const { fields } = pairNames(['raw01.tif', 'raw02.tif', 'gt01.tif', 'gt02.tif']);
    expect(fields.map(({ name, pairs }) => [name, pairs[0]!.input])).toEqual([
      ['gt01', 'raw01.tif'],
      ['gt02', 'raw02.tif'],
    ]);
  });
});

describe('files of two folders', () => {
  it('pair by equal names', () => {
    const { fields } = pairFolders(['fov011.tif', 'fov012.tif'], ['fov011.tif', 'fov012.tif']);
    expect(fields).toEqual([
      { name: 'fov011', pairs: [{ input: 'input/fov011.tif', target: 'target/fov011.tif' }] },
      { name: 'fov012', pairs: [{ input: 'input/fov012.tif', target: 'target/fov012.tif' }] },
    ]);
  });

  it('may have several inputs for one target', () => {
    const { fields } = pairFolders(
      ['BPAE_FOV_08_frame01.tif', 'BPAE_FOV_08_frame02.tif', 'BPAE_FOV_10_frame01.tif'],
      ['BPAE_FOV_08_SRRF.tif', 'BPAE_FOV_10_SRRF.tif'],
    );
    expect(fields.map(({ name, pairs }) => [name, pairs.map(({ input }) => input)])).toEqual([
      ['FOV_08', ['input/BPAE_FOV_08_frame01.tif', 'input/BPAE_FOV_08_frame02.tif']],
      ['FOV_10', ['input/BPAE_FOV_10_frame01.tif']],
    ]);
  });

  it('pair by the field of view where nothing else agrees', () => {
    const { fields } = pairFolders(['run3_FOV8_a.tif', 'run3_FOV9_a.tif'], ['x_fov_08.tif', 'x_fov_09.tif']);
    expect(fields.map(({ name, pairs }) => [name, pairs.length])).toEqual([
      ['fov_08', 1],
      ['fov_09', 1],
    ]);
  });

  it('may have a folder for each field, with a target for all of its frames', () => {
    const { fields } = pairFolders(
      ['1/img1.png', '1/img2.png', '10/img1.png'],
      ['1/avg50.png', '10/avg50.png'],
    );
    expect(fields.map(({ name, pairs }) => [name, pairs.length])).toEqual([
      ['1', 2],
      ['10', 1],
    ]);
  });

  it('are one field of view however they write its number, but not across folders', () => {
    const names = ['FOV_1_a.tif', 'fov01_b.tif', 'FOV-01_c.tif', 'fov10_a.tif', 'day2/fov1_a.tif'];
    const { fields } = pairFolders(names, names);
    expect(fields.map(({ name, pairs }) => [name, pairs.length])).toEqual([
      ['FOV_1', 3],
      ['fov10', 1],
      ['day2/fov1', 1],
    ]);
  });

  it('keep frames of one field of view together though each has its own target', () => {
    const names = ['pos1_t01.tif', 'pos1_t02.tif', 'pos2_t01.tif'];
    const { fields } = pairFolders(names, names);
    expect(fields.map(({ name, pairs }) => [name, pairs.length])).toEqual([
      ['pos1', 2],
      ['pos2', 1],
    ]);
    const counted = pairFolders(['cellA_t01.tif', 'cellA_t02.tif'], ['cellA_t01.tif', 'cellA_t02.tif']);
    expect(counted.fields.map(({ name }) => name)).toEqual(['cellA']);
  });

  it('tell what has no partner', () => {
    const paired = pairFolders(['a.tif', 'b.tif', 'd.tif'], ['a.tif', 'b.tif', 'c.tif']);
    expect(paired.fields.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(paired.lonelyInputs).toEqual(['input/d.tif']);
    expect(paired.lonelyTargets).toEqual(['target/c.tif']);
  });

  it('pair nothing at random: names that several targets fit stay alone', () => {
    const paired = pairFolders(['fov1_a.tif', 'fov2_a.tif'], ['fov1_b.tif', 'fov1_c.tif', 'fov2_b.tif']);
    expect(paired.lonelyInputs).toEqual(['input/fov1_a.tif']);
    expect(paired.fields).toHaveLength(1);
  });
});
