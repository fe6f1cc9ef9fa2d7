import { describe, expect, it } from 'vitest';
import { terminalCommands as commands } from '../../../src-main/commands/table';
import { parseArguments } from '../../../src-main/terminal/arguments';

const parse = (line: string) => {
  const { command, values, json } = parseArguments(line.split(' ').filter(Boolean), commands);
  return { id: command.id, values, json };
};

describe('a command line', () => {
  it('gives positional and named parameters in any order', () => {
    const { id, values } = parse('super-resolve a.tif --model m b.tif --out o --slices 128');
    expect(id).toBe('super-resolve');
    expect(values).toMatchObject({ input: ['a.tif', 'b.tif'], model: 'm', out: 'o', slices: 128 });
  });

  it('fills in defaults', () => {
    expect(parse('super-resolve a.tif --model m --out o').values).toMatchObject({
      series: 1,
      range: 'as-is',
    });
  });

  it('reads lists, rectangles and values after an equals sign', () => {
    const { values } = parse('super-resolve a.tif --model=m --out=o --frames 1-3 --region 1,2,3,4');
    expect(values).toMatchObject({ frames: [1, 2, 3], region: { x: 1, y: 2, width: 3, height: 4 } });
  });

  it('reads channels and their models', () => {
    const { values } = parse('super-resolve a.tif --channel-models 1=bpae,3=./er=2.pth --out o');
    expect(values['channelModels']).toEqual([
      { channel: 1, model: 'bpae' },
      { channel: 3, model: './er=2.pth' },
    ]);
  });

  it('finds the longer command', () => {
    expect(parse('models import x.pth --name n')).toMatchObject({
      id: 'models import',
      values: { file: 'x.pth', name: 'n' },
    });
  });

  it('collects an option that may be given several times', () => {
    const { id, values } = parse('train --preset u-net --data d --out r --set batch=8 --set=epochs=3');
    expect(id).toBe('train');
    expect(values).toMatchObject({ preset: 'u-net', set: ['batch=8', 'epochs=3'], noInstall: false });
    expect(parse('train c.json --out r --no-install').values).toMatchObject({ set: [], noInstall: true });
  });

  it('turns a switch off that is on by itself', () => {
    const line = 'srrf a.tif --out b.tif';
    expect(parse(line).values['intensityWeighting']).toBe(true);
    expect(parse(`${line} --no-intensity-weighting`).values['intensityWeighting']).toBe(false);
    expect(() => parse(`${line} --no-magnification`)).toThrow(/no option --no-magnification/);
  });

  it('asks for JSON with --json', () => {
    expect(parse('compare a b --json')).toMatchObject({ json: true, values: { image: 'a', reference: 'b' } });
  });

  it('takes words after -- as they are', () => {
    expect(parse('info -- --odd-name.tif').values).toEqual({ file: '--odd-name.tif' });
  });

  it.each([
    ['nonsense', /There is no command "nonsense"/],
    ['compare a', /B is missing: The reference/],
    ['compare a b c', /"c" is one argument too many/],
    ['super-resolve --model m --out o', /IN... is missing/],
    ['super-resolve a --model m', /--out is missing/],
    ['super-resolve a --model m --out o --type int64', /--type "int64" does not fit/],
    ['super-resolve a --model m --out o --slices x', /--slices .* does not fit/],
    ['super-resolve a --channel-models 0=m --out o', /"0=m" is not a list of channels and their models/],
    ['super-resolve a --channel-models m --out o', /such as 1=bpae,2=er/],
    ['super-resolve a --model m --out o --wrong 1', /has no option --wrong. It takes --model/],
    ['super-resolve a --model m --model n --out o', /--model is given twice/],
    ['super-resolve a --out o --model', /--model needs a value: --model M/],
  ])('%s is refused with a sentence', (line, sentence) => {
    expect(() => parse(line)).toThrow(sentence);
  });
});

describe('the command table', () => {
  it('names every command once', () => {
    const ids = commands.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives no shortcut twice', () => {
    const shortcuts = commands.flatMap(({ shortcut }) => shortcut ?? []);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });
});
