import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { installElectron, readyElectron } from '../../../build/setup/electron.mjs';
import { temporaryFolder } from '../../support/temporary-folder';

afterEach(() => vi.unstubAllEnvs());

/** A checkout whose node_modules wants Electron `version` and holds what was downloaded of `held`. */
function checkout({ wanted, held }: { wanted: string; held?: string }): string {
  const root = temporaryFolder();
  const folder = join(root, 'node_modules', 'electron');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: wanted }));
  if (held !== undefined) {
    writeFileSync(join(folder, 'dist', 'version'), held);
    writeFileSync(join(folder, 'dist', 'electron'), '');
  }
  return root;
}

describe.runIf(process.platform === 'linux')('the Electron that is ready', () => {
  test('is the official one in node_modules, when it is the one that is wanted', () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '');
    const cache = temporaryFolder();
    const root = checkout({ wanted: '45.4.1', held: '45.4.1' });
    expect(readyElectron({ root, cache })).toMatchObject({ kind: 'official', version: '45.4.1' });
    expect(readyElectron({ root: checkout({ wanted: '45.4.1', held: '45.4.0' }), cache })).toBeUndefined();
    expect(readyElectron({ root: checkout({ wanted: '45.4.1' }), cache })).toBeUndefined();
  });

  test('is the one named by ELECTRON_OVERRIDE_DIST_PATH before any other', () => {
    const folder = temporaryFolder();
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
    expect(() => readyElectron()).toThrow(
      `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, where there is no Electron`,
    );
    writeFileSync(join(folder, 'electron'), '');
    expect(readyElectron()?.program).toBe(join(folder, 'electron'));
  });

  test('may be the one for tests only where tests ask, or the download failed within the hour', async () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '');
    const found = await installElectron({ forTests: true });
    const root = checkout({ wanted: '45.4.1' });
    const cache = join(found!.folder, '..');
    if (found!.kind === 'official') return; // this machine has what users have
    expect(readyElectron({ root, cache, forTests: true })?.program).toBe(found!.program);
    vi.stubEnv('XDG_CACHE_HOME', temporaryFolder());
    expect(readyElectron({ root, cache })).toBeUndefined();
    mkdirSync(join(process.env['XDG_CACHE_HOME']!, 'finescope'));
    const note = join(process.env['XDG_CACHE_HOME']!, 'finescope', 'electron-missing.json');
    writeFileSync(note, JSON.stringify({ at: Date.now() - 50 * 60_000 }));
    expect(readyElectron({ root, cache })?.kind).toBe('test');
    writeFileSync(note, JSON.stringify({ at: Date.now() - 61 * 60_000 }));
    expect(readyElectron({ root, cache })).toBeUndefined();
  });
});
