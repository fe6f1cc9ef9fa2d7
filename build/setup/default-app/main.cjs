// What Electron runs when its folder holds no application: `electron [-r MODULE] [--SWITCH ...] FOLDER [WORD ...]`
// runs the application in FOLDER. The test Electron comes without Electron's own; this is ours.
const { app } = require('electron');
const { existsSync, readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join, resolve } = require('node:path');

const words = process.argv.slice(1);
const preloaded = [];
while (words[0]?.startsWith('-')) {
  const word = words.shift();
  if (word === '-r' || word === '--require') preloaded.push(words.shift());
}
if (words.length === 0) {
  console.error('This Electron needs the folder of an application: electron FOLDER [WORD ...]');
  process.exit(2);
}

const folder = resolve(words[0]);
const described = join(folder, 'package.json');
const about = existsSync(described) ? JSON.parse(readFileSync(described, 'utf8')) : {};
if (about.version) app.setVersion(about.version);
if (about.productName ?? about.name) app.setName(about.productName ?? about.name);
app.setAppPath(folder);

const load = createRequire(join(folder, 'package.json'));
for (const name of preloaded) load(name); // they see the words as given

// What applications look at to tell a checkout from a package, and their own words from Electron's.
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
process.argv.splice(1, Infinity, ...words);
load(resolve(folder, about.main ?? 'index.js'));
