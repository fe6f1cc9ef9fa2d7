import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { download } from '../../../build/setup/download.mjs';
import { temporaryFolderOfFile } from '../../support/temporary-folder';

const CONTENT = Buffer.from(Array.from({ length: 300_007 }, (_, index) => (index * 31) % 251));
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');
const folder = temporaryFolderOfFile();

let stop: (() => void) | undefined;
afterEach(() => stop?.());

/** A server on the loopback address that answers every request with `answer` and notes the ranges asked for. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse, count: number) => void) {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response, ranges.length);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`, ranges };
}

/** Answers as a file server does, from the byte asked for. */
function sendFrom(request: IncomingMessage, response: ServerResponse, end = CONTENT.length): void {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  response.writeHead(start > 0 ? 206 : 200, { 'content-length': CONTENT.length - start });
  if (end === CONTENT.length) response.end(CONTENT.subarray(start));
  else response.write(CONTENT.subarray(start, end), () => response.destroy());
}

const target = (name: string) => join(folder, name);
const wanted = (url: string, name: string) => ({
  url,
  to: target(name),
  sha256: SHA256,
  size: CONTENT.length,
  name: 'the library',
  pauseMs: 5,
});

test('fetches a file and gives it its name when the checksum is right', async () => {
  const { url } = await serve((request, response) => sendFrom(request, response));
  const seen: number[] = [];
  await download({ ...wanted(url, 'whole'), onProgress: (done) => seen.push(done) });
  expect(readFileSync(target('whole')).equals(CONTENT)).toBe(true);
  expect(seen.at(-1)).toBe(CONTENT.length);
  expect(existsSync(`${target('whole')}.partial`)).toBe(false);
});

test('continues what an earlier start left behind', async () => {
  const { url, ranges } = await serve((request, response) => sendFrom(request, response));
  writeFileSync(`${target('kept')}.partial`, CONTENT.subarray(0, 123_457));
  await download(wanted(url, 'kept'));
  expect(ranges).toEqual(['bytes=123457-']);
  expect(readFileSync(target('kept')).equals(CONTENT)).toBe(true);
});

test('continues by itself when the connection breaks, as long as something comes', async () => {
  const { url, ranges } = await serve((request, response, count) =>
    sendFrom(request, response, count < 6 ? count * 50_000 : undefined),
  );
  await download(wanted(url, 'broken'));
  expect(ranges).toHaveLength(6);
  expect(readFileSync(target('broken')).equals(CONTENT)).toBe(true);
});

test('begins at the front when the server ignores the range', async () => {
  const { url } = await serve((_, response) => response.end(CONTENT));
  writeFileSync(`${target('ignored')}.partial`, CONTENT.subarray(0, 1000));
  await download(wanted(url, 'ignored'));
  expect(readFileSync(target('ignored')).equals(CONTENT)).toBe(true);
});

test('refuses a file with a wrong checksum and removes it', async () => {
  const { url } = await serve((_, response) => response.end(Buffer.alloc(CONTENT.length)));
  await expect(download(wanted(url, 'wrong'))).rejects.toThrow(
    /^the library is not what it should be: SHA-256 [0-9a-f]{64}, expected/,
  );
  expect(existsSync(target('wrong'))).toBe(false);
  expect(existsSync(`${target('wrong')}.partial`)).toBe(false);
});

test('a damaged partial file is found out and does not come back', async () => {
  const { url } = await serve((request, response) => sendFrom(request, response));
  writeFileSync(`${target('damaged')}.partial`, Buffer.alloc(1000, 7));
  await expect(download(wanted(url, 'damaged'))).rejects.toThrow('is not what it should be');
  await download(wanted(url, 'damaged'));
  expect(readFileSync(target('damaged')).equals(CONTENT)).toBe(true);
});

test('gives up when nothing more comes, and keeps what came', async () => {
  const { url, ranges } = await serve((request, response, count) => {
    if (count === 1) sendFrom(request, response, 70_000);
    else response.destroy();
  });
  await expect(download(wanted(url, 'lost'))).rejects.toThrow(
    /^Fetching the library failed: .*Check the network and start again; what came is kept\.$/,
  );
  expect(ranges).toHaveLength(4);
  expect(readFileSync(`${target('lost')}.partial`).equals(CONTENT.subarray(0, 70_000))).toBe(true);
});

test('a connection that falls silent is given up', async () => {
  const { url } = await serve((_, response) => response.writeHead(200).flushHeaders());
  await expect(download({ ...wanted(url, 'silent'), stallMs: 50 })).rejects.toThrow(
    'nothing came for 0.05 s',
  );
});

test('says at once that the server refuses', async () => {
  const { url, ranges } = await serve((_, response) => response.writeHead(404).end());
  await expect(download(wanted(url, 'absent'))).rejects.toThrow('the server answered 404');
  expect(ranges).toHaveLength(1);
});
