import { describe, expect, it } from 'vitest';
import { parseWebArguments } from '../../../src-main/web/arguments';

describe('the words after the browser host', () => {
  it('are paths and a port', () => {
    expect(parseWebArguments(['data', 'a.tif', '--port', '8080'])).toEqual({
      paths: ['data', 'a.tif'],
      port: 8080,
      help: false,
    });
    expect(parseWebArguments([])).toEqual({ paths: [], port: 0, help: false });
  });

  it.each([['--port', '70000'], ['--port', 'x'], ['--port=-1'], ['--colour'], ['--port']])(
    'refuse %s %s',
    (...words) => {
      expect(() => parseWebArguments(words.filter((word) => word !== undefined))).toThrow(
        /port|Unknown option/,
      );
    },
  );
});
