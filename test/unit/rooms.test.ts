import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const source = join(root, 'src-main');

/** The import table of ARCHITECTURE.md: what each room may import, and which packages it may know. */
const ROOMS: Record<string, { rooms: string[]; packages: string[]; node: boolean }> = {
  contract: { rooms: [], packages: ['zod', '@msgpack/msgpack'], node: false },
  imaging: { rooms: ['contract'], packages: [], node: false },
  models: { rooms: ['contract'], packages: [], node: false },
  io: {
    rooms: ['contract', 'imaging', 'models'],
    packages: [
      'fast-png',
      'fast-xml-parser',
      'protobufjs',
      'yauzl',
      'zod',
      'zstddec',
      'canvaskit-wasm',
      '@cornerstonejs/codec-libjpeg-turbo-8bit',
    ],
    node: true,
  },
  engine: {
    rooms: ['contract', 'imaging', 'models'],
    packages: ['protobufjs', '@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm'],
    node: true,
  },
  training: { rooms: ['contract', 'imaging', 'models', 'engine'], packages: [], node: false },
  reconstruction: { rooms: ['contract', 'imaging'], packages: [], node: false },
  simulation: { rooms: ['contract', 'imaging'], packages: [], node: false },
  services: {
    rooms: ['contract', 'imaging', 'io', 'models', 'engine', 'training', 'simulation', 'reconstruction'],
    packages: [],
    node: false,
  },
  jobs: { rooms: ['contract', 'imaging', 'figures', 'reconstruction'], packages: [], node: false },
  commands: { rooms: ['contract', 'imaging', 'jobs'], packages: ['zod'], node: false },
  supervisor: { rooms: ['contract', 'jobs'], packages: [], node: true },
  figures: { rooms: ['contract', 'imaging'], packages: [], node: false },
  application: { rooms: ['contract', 'imaging', 'jobs'], packages: [], node: false },
  web: { rooms: ['contract', 'application'], packages: ['ws'], node: true },
  desktop: { rooms: ['contract', 'application'], packages: [], node: true },
  terminal: { rooms: ['contract', 'commands', 'jobs'], packages: ['zod'], node: false },
};

/** Entries compose rooms; each may know only these, and a file beside it that several entries share. */
const ENTRIES: Record<string, string[]> = {
  'start-session.ts': ['io', 'supervisor', 'engine'],
  'cli.ts': ['start-session', 'contract', 'supervisor', 'terminal'],
  'web.ts': ['start-session', 'application', 'contract', 'io', 'supervisor', 'web'],
  'main.ts': ['start-session', 'application', 'desktop', 'io', 'supervisor'],
  'preload.ts': ['contract', 'desktop'],
  'files.ts': ['services', 'contract', 'supervisor'],
  'compute.ts': ['services', 'contract', 'supervisor'],
  'training.ts': ['services', 'contract', 'supervisor'],
  'training-data.ts': ['services', 'contract'],
  'reconstruction.ts': ['services', 'contract'],
};

/** What the window may know: of src-main these rooms, and these packages. */
const RENDERER = {
  rooms: ['contract', 'imaging', 'commands', 'figures'],
  packages: [
    'svelte',
    'chart.js',
    'dockview-core',
    '@lucide/svelte',
    '@fontsource-variable/inter',
    '@fontsource/ibm-plex-mono',
  ],
};

/** The only files that know Electron. */
const knowsElectron = (file: string) =>
  file.startsWith('desktop/') || ['main.ts', 'preload.ts', 'supervisor/electron-process.ts'].includes(file);

interface Import {
  file: string;
  target: string;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : /\.(ts|svelte)$/.test(path) ? [path] : [];
  });
}

function importsOf(path: string): Import[] {
  const text = readFileSync(path, 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => ({
    file: relative(source, path),
    target: (match[1] ?? match[2] ?? match[3])!,
  }));
}

const allImports = filesBelow(source).flatMap(importsOf);

/** The room a relative import leads to, or the name of a file of the entry level. */
function roomOf(file: string, target: string): string {
  return relative(source, resolve(source, dirname(file), target)).split('/')[0]!;
}

function complaint({ file, target }: Import): string | null {
  const room = file.includes('/') ? file.split('/')[0]! : null;
  if (target.startsWith('.')) {
    if (target.endsWith('/package.json'))
      return room === null ? null : `${file} reads package.json; an entry tells the version`;
    if (target.includes('../resources/')) return null;
    const to = roomOf(file, target);
    const allowed = room === null ? ENTRIES[file] : [room, ...ROOMS[room]!.rooms];
    return allowed?.includes(to) ? null : `${file} imports ${target}`;
  }
  if (target.startsWith('node:'))
    return room === null || ROOMS[room]!.node ? null : `${file} imports ${target}`;
  const name = packageOf(target);
  if (name === 'electron') return knowsElectron(file) ? null : `${file} imports Electron`;
  return room !== null && ROOMS[room]!.packages.includes(name) ? null : `${file} imports package ${name}`;
}

function packageOf(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}

describe('the window', () => {
  const renderer = join(root, 'src-renderer');
  const imports = filesBelow(renderer).flatMap((path) =>
    importsOf(path).map(({ target }) => ({ path, target })),
  );

  it('imports only what the table allows', () => {
    expect(imports.length).toBeGreaterThan(50);
    const refused = imports.filter(({ path, target }) => {
      if (!target.startsWith('.')) return !RENDERER.packages.includes(packageOf(target));
      const [top, room] = relative(root, resolve(dirname(path), target)).split('/');
      return top !== 'src-renderer' && !(top === 'src-main' && RENDERER.rooms.includes(room!));
    });
    expect(refused.map(({ path, target }) => `${relative(root, path)} imports ${target}`)).toEqual([]);
  });

  it('is named by ARCHITECTURE.md, with the same rooms', () => {
    const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const sentence = /^The window, `src-renderer\/`, imports (.*),\s+and nothing else/m.exec(text)![1]!;
    expect([...sentence.matchAll(/`([a-z]+)`/g)].map(([, name]) => name)).toEqual(RENDERER.rooms);
  });
});

describe('rooms', () => {
  it('finds imports to judge', () => {
    expect(allImports.length).toBeGreaterThan(50);
  });

  it('are all in the import table', () => {
    const folders = readdirSync(source).filter((name) => statSync(join(source, name)).isDirectory());
    expect(folders.sort()).toEqual(Object.keys(ROOMS).sort());
  });

  it('import only what the table allows', () => {
    expect(allImports.map(complaint).filter((line) => line !== null)).toEqual([]);
  });

  it('hold no circle of files that import one another', () => {
    const next = new Map<string, string[]>();
    for (const { file, target } of allImports) {
      if (!target.startsWith('.')) continue;
      const to = `${relative(source, resolve(source, dirname(file), target))}.ts`;
      next.set(file, [...(next.get(file) ?? []), to]);
    }
    const finished = new Set<string>();
    const circles: string[] = [];
    const follow = (file: string, path: string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (finished.has(file) || path.includes(file)) return;
      for (const to of next.get(file) ?? []) follow(to, [...path, file]);
      finished.add(file);
    };
    for (const file of next.keys()) follow(file, []);
    expect(circles).toEqual([]);
  });

  it('are named by ARCHITECTURE.md, with the same arrows', () => {
    const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('## Rooms')[1]!;
    const table = [...text.matchAll(/^\| `([a-z]+)` \|([^|]*)\|/gm)].map(([, room, rooms]) => [
      room,
      [...rooms!.matchAll(/`([a-z]+)`/g)].map(([, name]) => name),
    ]);
    expect(Object.fromEntries(table)).toEqual(
      Object.fromEntries(Object.entries(ROOMS).map(([room, { rooms }]) => [room, rooms])),
    );
  });

  it('named by ARCHITECTURE.md exist', () => {
    const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const named = [
      ...text.matchAll(/`((?:src-main|src-renderer|test|build|resources|\.ci)(?:\/[\w.-]+)*)\/?`/g),
    ].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !statSync(join(root, path), { throwIfNoEntry: false }))).toEqual([]);
  });
});
