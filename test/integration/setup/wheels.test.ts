import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { sha256Of } from '../../../build/setup/download.mjs';
import { addresses, localPath, pipDownload } from '../../../build/setup/pip.mjs';
import { temporaryFolderOfFile } from '../../support/temporary-folder';

const folder = temporaryFolderOfFile();
const shelf = join(folder, 'shelf');
const FILE = 'tiny_library-1.2-cp311-cp311-manylinux_2_27_x86_64.whl';
const UNPACK = fileURLToPath(new URL('../../../build/setup/unpack.py', import.meta.url));

/** A wheel for another Python and system than the one that asks, as TensorFlow's is. */
function makeWheel(members: Record<string, string>, file = join(shelf, FILE)): string {
  const script = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as wheel:
    for name, text in json.loads(sys.argv[2]).items():
        wheel.writestr(name, text)`;
  execFileSync('python3', ['-c', script, file, JSON.stringify(members)]);
  return file;
}

beforeAll(() => {
  mkdirSync(shelf);
  makeWheel({
    'tiny/lib/libtiny.so': 'machine code',
    'tiny/bin/tool': 'a program',
    'tiny/other.txt': 'not needed',
    'tiny_library-1.2.dist-info/METADATA': 'Metadata-Version: 2.1\nName: tiny-library\nVersion: 1.2\n',
    'tiny_library-1.2.dist-info/WHEEL': 'Wheel-Version: 1.0\nTag: cp311-cp311-manylinux_2_27_x86_64\n',
    'tiny_library-1.2.dist-info/RECORD': '',
  });
  vi.stubEnv('PIP_NO_INDEX', '1');
  vi.stubEnv('PIP_FIND_LINKS', shelf);
  return () => vi.unstubAllEnvs();
});

const pinned = async () => ({
  name: 'tiny-library',
  version: '1.2',
  file: FILE,
  sha256: await sha256Of(join(shelf, FILE)),
});

describe('wheels through pip', () => {
  test('pip is asked where a pinned wheel is, and a folder of wheels is an answer', async () => {
    const wheel = await pinned();
    const found = await addresses('python3', [wheel]);
    expect(localPath(found.get(wheel.sha256))).toBe(join(shelf, FILE));
  });

  test('a wheel that pip does not know has no address', async () => {
    const wheel = await pinned();
    expect(await addresses('python3', [{ ...wheel, version: '9.9' }])).toEqual(new Map());
  });

  test('pip itself fetches a wheel where its address is not to be had', async () => {
    const to = join(folder, 'fetched.whl');
    await pipDownload('python3', await pinned(), to);
    expect(readFileSync(to).equals(readFileSync(join(shelf, FILE)))).toBe(true);
    expect(existsSync(`${to}.pip`)).toBe(false);
  });

  test('a wheel with another checksum is refused', async () => {
    const to = join(folder, 'refused.whl');
    const wheel = { ...(await pinned()), sha256: '0'.repeat(64) };
    await expect(pipDownload('python3', wheel, to)).rejects.toThrow(
      `${FILE} from pip is not what it should be`,
    );
    expect(existsSync(to)).toBe(false);
  });

  test('a wheel that cannot be fetched is named', async () => {
    const wheel = { ...(await pinned()), version: '9.9' };
    await expect(pipDownload('python3', wheel, join(folder, 'none.whl'))).rejects.toThrow(
      'pip could not fetch tiny-library 9.9. Check the network',
    );
  });
});

describe('unpacking', () => {
  const unpack = (wheel: string, to: string, ...rules: string[]) =>
    execFileSync('python3', [UNPACK, wheel, join(folder, to), ...rules], { encoding: 'utf8', stdio: 'pipe' });

  test('takes only what the rules name, where they say, and tells the bytes', () => {
    const said = unpack(join(shelf, FILE), 'a', String.raw`tiny/lib/(.*\.so)=deps/lib/\1`);
    expect(said).toBe('12\n');
    expect(readFileSync(join(folder, 'a/deps/lib/libtiny.so'), 'utf8')).toBe('machine code');
    expect(existsSync(join(folder, 'a/tiny'))).toBe(false);
  });

  test('programs can be run', () => {
    unpack(join(shelf, FILE), 'b', String.raw`tiny/(bin/.*)=\1`);
    expect(statSync(join(folder, 'b/bin/tool')).mode & 0o777).toBe(0o755);
  });

  test('a name that leaves its folder is refused', () => {
    const wheel = makeWheel({ 'tiny/../../escaped': 'x' }, join(folder, 'hostile.whl'));
    expect(() => unpack(wheel, 'c', String.raw`tiny/(.*)=lib/\1`)).toThrow('a name that leaves its folder');
    expect(existsSync(join(folder, 'escaped'))).toBe(false);
  });

  test('a wheel without what is needed is refused', () => {
    expect(() => unpack(join(shelf, FILE), 'd', 'tensorflow/(.*)=x')).toThrow(
      'has none of the files that are needed',
    );
  });
});
