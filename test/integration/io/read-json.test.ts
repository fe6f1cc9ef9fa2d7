import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DamagedFileError, FileNotReadableError } from '../../../src-main/contract/errors';
import { readJson } from '../../../src-main/io/read-json';
import { temporaryFolder } from '../../support/temporary-folder';

function file(text: string): string {
  const path = join(temporaryFolder(), 'config.json');
  writeFileSync(path, text);
  return path;
}

describe('readJson', () => {
  it('reads what a person wrote, also as Windows saves it', async () => {
    expect(await readJson(file('\ufeff{ "name": "µ" }\r\n'))).toEqual({ name: 'µ' });
  });

  it('names the file, and the line where it is no JSON', async () => {
    const reading = readJson(file('{\n  "epochs": 3,\n  epochs: 4\n}'));
    await expect(reading).rejects.toThrow(DamagedFileError);
    await expect(reading).rejects.toThrow(/"config.json" is not JSON.*(line 3|epochs)/);
  });

  it('says that a file is not there', async () => {
    await expect(readJson(join(temporaryFolder(), 'none.json'))).rejects.toThrow(FileNotReadableError);
  });
});
