import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AppApi, AppEvent } from '../../src-main/contract/app-api';
import { processTree } from '../support/process-tree';
import { omeSet } from '../support/ome-set';
import { imageJTiff } from '../support/sample-tiff';
import { temporaryFolder } from '../support/temporary-folder';
import {
  openApplication,
  openSocket,
  openWindow,
  startWebHost,
  type StartedWebHost,
} from '../support/web-host';

/** A served folder with one image, and a folder beside it that is not served. */
function folders(): { served: string; outside: string; env: Record<string, string>; image: string } {
  const folder = temporaryFolder();
  const [served, outside] = [join(folder, 'served'), join(folder, 'outside')];
  mkdirSync(served);
  mkdirSync(outside);
  const image = join(served, 'cells.tif');
  writeFileSync(image, imageJTiff({ width: 40, height: 30, frames: 3 }));
  writeFileSync(join(outside, 'other.tif'), imageJTiff({ width: 8, height: 8, frames: 1 }));
  const env = { FINESCOPE_SETTINGS: join(folder, 'settings.json'), FINESCOPE_MODELS: join(folder, 'models') };
  return { served, outside, env, image };
}

/** Status, headers and text of an answer. */
function get(
  { address }: StartedWebHost,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: address.port, path, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, text }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

const failureOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no failure',
    (error: Error) => error.message,
  );

const openOne = async (api: AppApi, path: string): Promise<number> => {
  const { images, problems } = await api.openImages({ paths: [path] });
  expect(problems).toEqual([]);
  return images[0]!.image;
};

const TILE = { plane: 1, level: 0, column: 0, row: 0 };

/** The events of a window from now on. */
function eventsOf(api: AppApi): AppEvent[] {
  const events: AppEvent[] = [];
  api.events({}, { onEvent: (event) => events.push(event) }).catch(() => undefined);
  return events;
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited > 20_000) throw new Error('It did not happen within 20 s.');
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

describe('the page of the browser host', () => {
  it('is served to the printed address, and refused without its token or with another', async () => {
    const { served, env } = folders();
    const host = await startWebHost([served], env);
    const { pathname, search } = host.address;
    expect(search).toMatch(/^\?token=[\w-]{43}$/);
    const page = await get(host, pathname + search);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<title>Finescope</title>');
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-type': 'text/html; charset=utf-8',
    });
    for (const path of ['/', '/index.html', '/?token=', `/${search.slice(0, -1)}_`]) {
      const refused = await get(host, path);
      expect([path, refused.status]).toEqual([path, 403]);
      expect(refused.text).toContain('token');
    }
  });

  it('is refused under a foreign name, and to other sites', async () => {
    const { served, env } = folders();
    const host = await startWebHost([served], env);
    const path = `/${host.address.search}`;
    expect((await get(host, path, { host: `evil.example:${host.address.port}` })).status).toBe(403);
    expect((await get(host, path, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await get(host, path, { host: 'localhost:4711' })).status).toBe(200); // through an SSH tunnel
  });

  it('has no file beside its own', async () => {
    const { served, env } = folders();
    const host = await startWebHost([served], env);
    for (const path of ['/../main/web.cjs', '/%2e%2e/main/web.cjs', '/cells.tif', '//etc/passwd']) {
      expect((await get(host, `${path}${host.address.search}`)).status).toBe(404);
    }
    expect((await get(host, '/favicon.ico')).status).toBe(204); // no error in the browser's log
  });
});

describe('the socket of the browser host', () => {
  it('is refused without the token, from another origin or none, and under a foreign name', async () => {
    const { served, env } = folders();
    const host = await startWebHost([served], env);
    const port = host.address.port;
    const refused = [
      { token: '' },
      { token: 'A'.repeat(43) },
      { origin: 'http://evil.example' },
      { origin: `http://127.0.0.1:${Number(port) + 1}` },
      { origin: null },
      { host: `evil.example:${port}`, origin: `http://evil.example:${port}` },
    ];
    for (const options of refused) {
      expect([options, await failureOf(openSocket(host, options))]).toEqual([options, 'status 403']);
    }
    await openSocket(host);
    await openSocket(host, { host: 'localhost:4711', origin: 'http://localhost:4711' });
  });

  it('that says no message is closed, and the others live on', async () => {
    const { served, env } = folders();
    const host = await startWebHost([served], env);
    const api = await openApplication(host);
    for (const words of [Buffer.from([0xc1, 0xff]), 'words']) {
      const socket = await openSocket(host);
      socket.send(words);
      const [code] = (await once(socket, 'close')) as [number];
      expect(code).toBe(1007);
    }
    expect((await api.hello({})).kind).toBe('browser');
  });
});

describe('an application in the browser', () => {
  it('opens an image, reads a tile, and remembers the file', async () => {
    const { served, env, image } = folders();
    const host = await startWebHost([served], env);
    const api = await openApplication(host);
    const opened = await api.openImages({ paths: [image] });
    expect(opened.problems).toEqual([]);
    expect(opened.images).toMatchObject([
      { name: 'cells.tif', path: image, format: 'ImageJ TIFF', series: 0, seriesCount: 1, origin: null },
    ]);
    const tile = await api.readTile({ image: opened.images[0]!.image, tile: TILE });
    expect(tile).toMatchObject({ width: 40, height: 30, samples: 1 });
    expect(tile.data.length).toBe(1200);
    expect(new Set(tile.data).size).toBeGreaterThan(1);
    await until(() => existsSync(env['FINESCOPE_SETTINGS']!));
    const stored = JSON.parse(readFileSync(env['FINESCOPE_SETTINGS']!, 'utf8')) as unknown;
    const contents = expect.stringMatching(/^40 × 30, 3 frames, (8|16)-bit$/);
    expect(stored).toMatchObject({ recent: [{ path: image, contents }] });
  });

  it('answers many reads of one image at once', async () => {
    const { served, env, image } = folders();
    const api = await openApplication(await startWebHost([served], env));
    const number = await openOne(api, image);
    const tiles = Array.from({ length: 60 }, (_, i) =>
      api.readTile({ image: number, tile: { ...TILE, plane: i % 3 } }),
    );
    const [tilesRead, statistics] = await Promise.all([
      Promise.all(tiles),
      api.statistics({ image: number }),
    ]);
    expect(tilesRead[3]!.data).toEqual(tilesRead[0]!.data);
    expect(tilesRead[1]!.data).not.toEqual(tilesRead[0]!.data);
    expect(statistics.nonFinite).toBe(0);
  });

  it('cancelled while it opens files keeps none of them open', async () => {
    const { served, env, image } = folders();
    const host = await startWebHost([served], env);
    const api = await openApplication(host);
    const before = await openOne(api, image);
    const cancel = new AbortController();
    const opening = api.openImages(
      { paths: Array<string>(50).fill(image) },
      { signal: cancel.signal, onProgress: ({ done }) => void (done === 3 && cancel.abort()) },
    );
    expect((await opening.catch((error: Error) => error)) as Error).toMatchObject({ name: 'AbortError' });
    expect(await failureOf(api.readTile({ image: before + 1, tile: TILE }))).toContain('was closed');
    expect(await api.readTile({ image: before, tile: TILE })).toMatchObject({ width: 40 });
  });

  it('writes what it makes, pictures and tables, and nothing that a program would read', async () => {
    const { served, env, image } = folders();
    const api = await openApplication(await startWebHost([served], env));
    const bytes = new Uint8Array([1]);
    for (const name of ['.bashrc', 'run.sh', 'cells.tif', 'figure.svg/../x.py', 'autorun.inf'])
      expect(await failureOf(api.writeFile({ path: join(served, name), bytes }))).toContain('malformed');
    const number = await openOne(api, image);
    for (const name of ['.bashrc', 'run.sh'])
      expect(await failureOf(api.saveImage({ image: number, path: join(served, name) }))).toContain('.tif');
    expect(readdirSync(served)).toEqual(['cells.tif']);
  });

  it('refuses paths outside the served folder, written out or through links', async () => {
    const { served, outside, env, image } = folders();
    const other = join(outside, 'other.tif');
    symlinkSync(other, join(served, 'link.tif'));
    symlinkSync(outside, join(served, 'way-out'));
    symlinkSync(image, join(served, 'inside.tif'));
    mkdirSync(join(served, 'planes'));
    symlinkSync(other, join(served, 'planes', 'plane-1.tif'));
    const api = await openApplication(await startWebHost([served], env));
    const paths = [
      other,
      join(served, '..', 'outside', 'other.tif'),
      join(served, 'link.tif'),
      join(served, 'way-out', 'other.tif'),
      join(served, 'planes'),
      '/etc/passwd',
    ];
    const { images, problems } = await api.openImages({ paths: [...paths, join(served, 'inside.tif')] });
    expect(problems.map(({ path }) => path)).toEqual(paths);
    for (const { reason } of problems) expect(reason).toContain('not in the folder that Finescope serves');
    expect(images).toHaveLength(1);

    expect(await failureOf(api.browse({ folder: outside }))).toContain('not in the folder');
    expect(await failureOf(api.browse({ folder: join(served, 'way-out') }))).toContain('not in the folder');
    const { folder, parent, entries } = await api.browse({ folder: null });
    expect(parent).toBeNull();
    expect(entries.map(({ name, kind }) => [name, kind])).toEqual([
      ['planes', 'folder'],
      ['cells.tif', 'file'],
      ['inside.tif', 'file'],
    ]);
    expect((await api.browse({ folder: join(folder, 'planes') })).parent).toBe(folder);

    const bytes = new Uint8Array([1]);
    symlinkSync(other, join(served, 'link.svg'));
    for (const path of [
      join(outside, 'new.svg'),
      join(served, 'way-out', 'new.svg'),
      join(served, 'link.svg'),
    ])
      expect(await failureOf(api.writeFile({ path, bytes }))).toContain('not in the folder');
    symlinkSync(join(outside, 'new.svg'), join(served, 'to-nothing.svg'));
    const dangling = join(served, 'to-nothing.svg');
    expect(await failureOf(api.writeFile({ path: dangling, bytes }))).toContain('not in the folder');
    expect(readdirSync(outside)).toEqual(['other.tif']);
    expect(await api.writeFile({ path: join(served, 'figure.svg'), bytes })).toEqual({ bytes: 1 });
    expect(await failureOf(api.importModel({ path: '/etc/passwd' }))).toContain('not in the folder');
  });

  it('refuses an image that names others, which links lead out to', async () => {
    const { served, outside, env } = folders();
    const [first, second] = omeSet();
    writeFileSync(join(served, 't0.ome.tif'), first);
    writeFileSync(join(outside, 't1.ome.tif'), second);
    symlinkSync(join(outside, 't1.ome.tif'), join(served, 't1.ome.tif'));
    const host = await startWebHost([served], env);
    const api = await openApplication(host);
    const { images, problems } = await api.openImages({ paths: [join(served, 't0.ome.tif')] });
    expect(images).toEqual([]);
    expect(problems[0]!.reason).toContain('t1.ome.tif was not opened: it is not in the folder');

    rmSync(join(served, 't1.ome.tif'));
    writeFileSync(join(served, 't1.ome.tif'), second);
    const number = await openOne(api, join(served, 't0.ome.tif'));
    expect((await api.readTile({ image: number, tile: { ...TILE, plane: 3 } })).data[0]).toBe(40);
  });

  it('opens files named on the command line, wherever they are, and no other', async () => {
    const { served, outside, env } = folders();
    const named = join(outside, 'other.tif');
    const api = await openApplication(await startWebHost([served, named], env));
    expect((await api.hello({})).paths).toEqual([named]);
    await openOne(api, named);
  });

  it('keeps settings, and adds no recent file a page asks for', async () => {
    const { served, env, image } = folders();
    const api = await openApplication(await startWebHost([served], env));
    await openOne(api, image);
    const { settings } = await api.hello({});
    const planted = { path: '/etc/passwd', contents: '', openedAt: '' };
    await api.saveSettings({
      settings: { ...settings, theme: 'dark', recent: [...settings.recent, planted] },
    });
    expect((await api.hello({})).settings).toEqual({ ...settings, theme: 'dark' });
    await api.saveSettings({ settings: { ...settings, recent: [] } });
    expect((await api.hello({})).settings.recent).toEqual([]);
  });

  it('saves an image and is that file from then on', async () => {
    const { served, env, image } = folders();
    const api = await openApplication(await startWebHost([served], env));
    const number = await openOne(api, image);
    const before = await api.readTile({ image: number, tile: TILE });
    const path = join(served, 'copy.ome.tif');
    const saved = await api.saveImage({ image: number, path });
    expect(saved).toMatchObject({ image: number, name: 'copy.ome.tif', path, format: 'OME-TIFF' });
    expect((await api.readTile({ image: number, tile: TILE })).data).toEqual(before.data);
    expect(JSON.parse((await api.provenance({ image: number }))!)).toMatchObject({
      command: 'save',
      input: { file: 'cells.tif' },
    });
    const comparison = await api.compareImages({ image: number, reference: await openOne(api, image) });
    expect(comparison.rmse).toBe(0);
    expect(comparison.psnr).toBe(Infinity);
    expect(await failureOf(api.saveImage({ image: number, path: image }))).toContain(
      'is open in this window',
    );
  });

  it('goes on when the process of an image was killed, and says so', async () => {
    const { served, env, image } = folders();
    const host = await startWebHost([served], env);
    const api = await openApplication(host);
    const events = eventsOf(api);
    const number = await openOne(api, image);
    const before = await api.readTile({ image: number, tile: TILE });
    for (const pid of processTree(host.child.pid!).slice(1)) process.kill(pid, 'SIGKILL');
    await until(() => processTree(host.child.pid!).length === 1);
    const [after] = await Promise.all([
      api.readTile({ image: number, tile: TILE }),
      api.readTile({ image: number, tile: TILE }),
    ]);
    expect(after.data).toEqual(before.data);
    const notices = events.filter(({ kind }) => kind === 'notice');
    expect(notices).toMatchObject([{ sentence: expect.stringContaining('cells.tif ended') as string }]);
  });

  it('says that a file changed instead of showing other pixels', async () => {
    const { served, env, image } = folders();
    const host = await startWebHost([served], env);
    const api = await openApplication(host);
    const number = await openOne(api, image);
    for (const pid of processTree(host.child.pid!).slice(1)) process.kill(pid, 'SIGKILL');
    utimesSync(image, 1, 1);
    const sentence = /cells\.tif was changed on the disk|process ended/;
    await until(() => processTree(host.child.pid!).length === 1);
    expect(await failureOf(api.readTile({ image: number, tile: TILE }))).toMatch(sentence);
    expect(await failureOf(api.readTile({ image: number, tile: TILE }))).toContain('was changed');
    await openOne(api, image);
  });

  it('opens fifty images with a few processes, and reads each', async () => {
    const { served, env } = folders();
    const paths = Array.from({ length: 50 }, (_, i) => join(served, `image-${i}.tif`));
    for (const path of paths)
      writeFileSync(path, imageJTiff({ width: 20 + paths.indexOf(path), height: 9, frames: 2 }));
    const host = await startWebHost([served], env);
    const api = await openApplication(host);
    const { images } = await api.openImages({ paths });
    expect(images).toHaveLength(50);
    expect(processTree(host.child.pid!).length).toBeLessThanOrEqual(1 + 8 + 2);
    for (const [i, { image }] of images.entries())
      expect((await api.readTile({ image, tile: TILE })).width).toBe(20 + i);
    expect(processTree(host.child.pid!).length).toBeLessThanOrEqual(1 + 8 + 2);
    await Promise.all(images.map(({ image }) => api.closeImage({ image })));
    await until(() => processTree(host.child.pid!).length <= 1 + 2);
    expect(await failureOf(api.readTile({ image: images[0]!.image, tile: TILE }))).toContain('was closed');
  });

  it('tells the memory of all processes together', async () => {
    const { served, env, image } = folders();
    const api = await openApplication(await startWebHost([served], env));
    const events = eventsOf(api);
    await openOne(api, image);
    await until(() => events.some(({ kind }) => kind === 'memory'));
    const { bytes } = events.find(({ kind }) => kind === 'memory') as { bytes: number };
    expect(bytes).toBeGreaterThan(60e6);
  });
});

describe('the end of the browser host', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('by %s leaves no process and no folder', async (signal) => {
    const { served, env, image } = folders();
    const host = await startWebHost([served], env);
    const api = await openApplication(host);
    await openOne(api, image);
    const { pid } = host.child;
    const tree = processTree(pid!);
    expect(tree.length).toBeGreaterThan(1);
    const scratch = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`finescope-${pid}-`));
    expect(scratch()).toHaveLength(1);
    host.child.kill(signal);
    const [code] = (await once(host.child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(scratch()).toEqual([]);
    await until(() => tree.every((one) => !existsSync(`/proc/${one}`)));
  });

  it('of a socket closes its images', async () => {
    const { served, env, image } = folders();
    const host = await startWebHost([served], env);
    const { api, socket } = await openWindow(host);
    const { images } = await api.openImages({ paths: Array.from({ length: 6 }, () => image) });
    expect(images).toHaveLength(6);
    expect(processTree(host.child.pid!).length).toBe(1 + 6);
    socket.terminate();
    await until(() => processTree(host.child.pid!).length <= 1 + 2); // those kept for whoever comes next
    await openOne(await openApplication(host), image);
  });

  it('is told where its port is taken', async () => {
    const { served, env } = folders();
    const host = await startWebHost([served], env);
    const second = startWebHost([served, '--port', host.address.port], env);
    expect(await failureOf(second)).toContain(`Port ${host.address.port} is taken`);
    onTestFinished(() => void host.child.kill());
  });
});
