import { expect, it } from 'vitest';
import { filesNamed } from '../../../src-main/desktop/command-line';

it('takes files as absolute paths and leaves switches to Electron', () => {
  expect(
    filesNamed(['--no-sandbox', 'cells.tif', '/data/a.tif', '--user-data-dir=/x', './-b.tif', ''], '/home/a'),
  ).toEqual(['/home/a/cells.tif', '/data/a.tif', '/home/a/-b.tif']);
});
