import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { InternalError } from '../contract/errors';
import { PAGE_TYPES } from '../contract/page-types';

/** A file of the page, ready to be sent. */
export interface PageFile {
  type: string;
  bytes: Buffer;
}

/** The window's page: all its files by their address ("/index.html"), and its content security policy. */
export interface Page {
  files: Map<string, PageFile>;
  policy: string;
}

/**
 * Reads the built page into memory: a few megabytes, and no address can then lead to another file of the disk. The
 * policy is the one the page states in its own head, with what only a header can add.
 */
export async function readPage(folder: string): Promise<Page> {
  const files = new Map<string, PageFile>();
  await addFiles(files, folder, '');
  const html = files.get('/index.html')?.bytes.toString('utf8') ?? '';
  const stated = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1];
  if (stated === undefined) {
    throw new InternalError(`The window's page is not in ${folder}. Build it with: npm run build`, {
      detail: 'no page, or a page without a policy',
    });
  }
  return { files, policy: `${stated}; frame-ancestors 'none'` };
}

async function addFiles(files: Map<string, PageFile>, folder: string, address: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const type = PAGE_TYPES[extname(entry.name)];
    if (entry.isDirectory()) await addFiles(files, path, `${address}/${entry.name}`);
    else if (entry.isFile() && type)
      files.set(`${address}/${entry.name}`, { type, bytes: await readFile(path) });
  }
}
