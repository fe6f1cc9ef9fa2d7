import { describe, expect, it } from 'vitest';
import { mayLoad, PAGE, pageFile } from '../../../src-main/desktop/page-address';

const folder = '/opt/finescope/renderer';
const fileOf = (path: string) => pageFile(`finescope://window/${path}`, folder);

describe('files of the page', () => {
  it('lie below its folder', () => {
    expect(pageFile(PAGE, folder)).toBe('/opt/finescope/renderer/index.html');
    expect(fileOf('assets/index.js?v=1#top')).toBe('/opt/finescope/renderer/assets/index.js');
  });

  it('are nowhere else, however the way out is written', () => {
    for (const path of [
      '../main/main.cjs',
      '..%2fmain%2fmain.cjs',
      '%2e%2e/main/main.cjs',
      '..%2f..%2f..%2fetc%2fpasswd',
    ]) {
      const file = fileOf(path);
      expect(file === null || file.startsWith(`${folder}/`), path).toBe(true);
    }
    expect(fileOf('..%2frenderer-of-another/index.html')).toBeNull();
  });

  it('have names that mean something', () => {
    expect(fileOf('%zz')).toBeNull();
    expect(fileOf('index.html%00.png')).toBeNull();
  });

  it('belong to the window', () => {
    expect(pageFile('finescope://elsewhere/index.html', folder)).toBeNull();
    expect(pageFile('file:///opt/finescope/renderer/index.html', folder)).toBeNull();
  });
});

describe('what the window may load', () => {
  it('is the page, and what the page made', () => {
    for (const address of [
      PAGE,
      'blob:finescope://window/1b2c',
      'data:image/png;base64,AA',
      'devtools://devtools/x',
    ])
      expect(mayLoad(address), address).toBe(true);
  });

  it('is nothing on this computer or beyond', () => {
    for (const address of [
      'https://example.org/',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'blob:https://example.org/1',
      'ws://127.0.0.1/',
    ])
      expect(mayLoad(address), address).toBe(false);
  });
});
