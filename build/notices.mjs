#!/usr/bin/env node
// Writes THIRD-PARTY-NOTICES from what the build really contains (its source maps say) and what set-up fetches or
// compiles: `npm run notices`. A test compares the committed file with what this gives.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './setup/cache.mjs';
import { MIT, NOT_IN_THE_PACKAGE, PREFACE } from './licence-texts.mjs';

const LICENCE_FILE = /^(licen[cs]e|notice|copying)/i;

/** What has no source map to tell of it: compiled by set-up, or a font. */
const BESIDE_THE_BUILD = [
  '@tensorflow/tfjs-node-gpu',
  'node-api-headers',
  '@fontsource-variable/inter',
  '@fontsource/ibm-plex-mono',
];

/** Folders of the npm packages whose code is in the build, e.g. "node_modules/zod". */
function bundledPackages(out) {
  const folders = new Set();
  const files = ['main', 'preload', 'renderer'].flatMap((part) =>
    readdirSync(join(out, part), { recursive: true, encoding: 'utf8' }).map((name) => join(out, part, name)),
  );
  for (const file of files) {
    if (!file.endsWith('.map')) continue;
    for (const source of JSON.parse(readFileSync(file, 'utf8')).sources) {
      const path = /(node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+)/.exec(source)?.[1];
      if (path) folders.add(path);
    }
  }
  return folders;
}

/** One package's entry: name, version, licence and its text. */
function entry(folder) {
  const { name, version, license, author } = JSON.parse(
    readFileSync(join(ROOT, folder, 'package.json'), 'utf8'),
  );
  const texts = readdirSync(join(ROOT, folder))
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'));
  if (NOT_IN_THE_PACKAGE[name]) texts.push(NOT_IN_THE_PACKAGE[name]);
  if (texts.length === 0 && license === 'MIT')
    texts.push(MIT(typeof author === 'string' ? author : author?.name));
  if (texts.length === 0 && license === 'Apache-2.0')
    texts.push('Apache License, Version 2.0: its text is in LICENSE.');
  if (texts.length === 0)
    throw new Error(`${name} ${version} (${license}) has no licence text; add one to licence-texts.mjs.`);
  const text = texts
    .map((it) =>
      it
        .replace(/\r\n?/g, '\n')
        .replace(/[ \t]+$/gm, '')
        .trim(),
    )
    .join('\n\n');
  return { title: `${name} ${version} (${license})`, text };
}

/** The whole file, from the build in `out`. */
export function notices(out = join(ROOT, 'out')) {
  const beside = BESIDE_THE_BUILD.map((name) => `node_modules/${name}`);
  const entries = [...new Set([...bundledPackages(out), ...beside])].map(entry);
  const byTitle = new Map(entries.map((it) => [it.title, it.text]));
  const rule = '-'.repeat(80);
  const sections = [...byTitle]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, text]) => `${rule}\n${title}\n${rule}\n\n${text}\n`);
  return `${PREFACE}\n${sections.join('\n')}`;
}

/** Where the file lies. */
export const NOTICES = join(dirname(fileURLToPath(import.meta.url)), '..', 'THIRD-PARTY-NOTICES');

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(NOTICES, notices());
