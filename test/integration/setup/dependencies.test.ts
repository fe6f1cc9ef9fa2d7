import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dependenciesMatch } from '../../../build/setup/dependencies.mjs';
import { temporaryFolderOfFile } from '../../support/temporary-folder';

const folder = temporaryFolderOfFile();
const zod = { version: '4.6.7', integrity: 'sha512-a' };
const forMac = { version: '1.0.0', integrity: 'sha512-b', optional: true };

let count = 0;
function checkout(wanted: object, installed?: object): string {
  const root = join(folder, String(count++));
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({ packages: { '': { name: 'finescope' }, ...wanted } }),
  );
  if (installed)
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
  return root;
}

test('dependencies match when all that the lock names is installed', () => {
  expect(dependenciesMatch(checkout({ 'node_modules/zod': zod }, { 'node_modules/zod': zod }))).toBe(true);
});

test('what is only for other systems may be missing', () => {
  const wanted = { 'node_modules/zod': zod, 'node_modules/for-mac': forMac };
  expect(dependenciesMatch(checkout(wanted, { 'node_modules/zod': zod }))).toBe(true);
});

test('dependencies do not match when nothing, another version or something more is installed', () => {
  const wanted = { 'node_modules/zod': zod };
  expect(dependenciesMatch(checkout(wanted))).toBe(false);
  expect(dependenciesMatch(checkout(wanted, {}))).toBe(false);
  expect(dependenciesMatch(checkout(wanted, { 'node_modules/zod': { ...zod, version: '4.6.6' } }))).toBe(
    false,
  );
  expect(dependenciesMatch(checkout(wanted, { 'node_modules/zod': zod, 'node_modules/old': zod }))).toBe(
    false,
  );
});
