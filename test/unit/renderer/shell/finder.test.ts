import { describe, expect, it } from 'vitest';
import { find, matchText } from '../../../../src-renderer/shell/finder';

const item = (title: string, detail = '') => ({ title, detail });
const titles = (query: string, items: { title: string; detail: string }[]) =>
  find(query, items).map((found) => found.item.title);

describe('finding', () => {
  const COMMANDS = [
    item('Profile, measurements and log', 'Window'),
    item('Plot profile', 'Analyze'),
    item('Brightness and contrast', 'Image'),
    item('Save as', 'File'),
    item('Zoom to 100 %', 'Image, Zoom'),
    item('Auto contrast', 'Image'),
  ];

  it('answers everything, in its order, while nothing is asked', () =>
    expect(titles('  ', COMMANDS)).toEqual(COMMANDS.map(({ title }) => title)));

  it('puts what begins with the query first, then words that do', () =>
    expect(titles('prof', COMMANDS)).toEqual(['Profile, measurements and log', 'Plot profile']));

  it('prefers the beginning of a word to its middle', () =>
    expect(titles('as', [item('Measure'), item('Save as')])).toEqual(['Save as', 'Measure']));

  it('takes words in any order', () => expect(titles('contrast auto', COMMANDS)).toEqual(['Auto contrast']));

  it('takes first letters, and beginnings of words run together', () => {
    expect(titles('bac', COMMANDS)).toEqual(['Brightness and contrast']);
    expect(titles('brico', COMMANDS)).toEqual(['Brightness and contrast']);
    expect(titles('z100', COMMANDS)).toEqual(['Zoom to 100 %']);
  });

  it('finds by the menu last', () =>
    expect(titles('zoom', [...COMMANDS, item('In', 'Image, Zoom')])).toEqual(['Zoom to 100 %', 'In']));

  it('finds by what a command does where its name and menu say nothing', () => {
    const library = { ...item('Model library', 'Process'), help: 'Lists the installed models.' };
    expect(find('models', [library, item('Save as')]).map((found) => found.item.title)).toEqual([
      'Model library',
    ]);
    expect(titles('lists', [item('Lists'), library])).toEqual(['Lists', 'Model library']);
  });

  it('takes words from title and menu together', () =>
    expect(titles('image contrast', COMMANDS)).toEqual(['Auto contrast', 'Brightness and contrast']));

  it('finds nothing for letters strewn over a title', () => expect(titles('bst', COMMANDS)).toEqual([]));

  it('takes signs as they are', () => {
    expect(titles('100 %', COMMANDS)).toEqual(['Zoom to 100 %']);
    expect(titles('(', COMMANDS)).toEqual([]);
  });
});

describe('what is marked', () => {
  it('is the part that was found', () => expect(matchText('PROF', 'Plot profile')?.marks).toEqual([[5, 9]]));
  it('are the words, from left to right', () =>
    expect(matchText('contrast auto', 'Auto contrast')?.marks).toEqual([
      [0, 4],
      [5, 13],
    ]));
  it('are the letters', () =>
    expect(matchText('bac', 'Brightness and contrast')?.marks).toEqual([
      [0, 1],
      [11, 12],
      [15, 16],
    ]));
});
