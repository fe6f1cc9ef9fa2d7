import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assemblyScript } from '../assemblyscript.mjs';
import { ROOT } from '../setup/cache.mjs';
import { installElectron } from '../setup/electron.mjs';
import { SetupFailure } from '../setup/failure.mjs';
import { installOracle, oraclePython } from '../setup/oracle.mjs';
import { setUp } from '../setup/setup.mjs';
import { runScript } from './tools.mjs';

const FOLDER = join(ROOT, 'test', 'bench');

/** `npm run bench [NAME [-- OPTIONS]]`: runs test/bench/NAME.ts, or every bench, beside its peer. */
export default async function bench(words) {
  const known = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length));
  const named = words[0] && !words[0].startsWith('-') ? words.shift() : undefined;
  if (named && !known.includes(named)) {
    throw new SetupFailure(`There is no bench "${named}"; there are ${known.join(', ')}.`);
  }
  const names = named ? [named] : known;
  await setUp({ retry: true });
  await installOracle({ torch: names.some((name) => name !== 'srrf'), nanopyx: names.includes('srrf') });
  const electron = await installElectron({ forTests: true });
  if (electron) process.env.ELECTRON_OVERRIDE_DIST_PATH = electron.folder; // where Playwright looks
  for (const name of names) {
    await bundle(name);
    const code = await runScript(`out/bench/${name}.mjs`, words, { FINESCOPE_PYTHON: oraclePython() });
    if (code !== 0) process.exitCode = code;
  }
}

async function bundle(name) {
  const { build } = await import('vite');
  const entry = join(FOLDER, `${name}.ts`);
  if (!existsSync(entry)) throw new SetupFailure(`There is no ${entry}.`);
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    ssr: { target: 'node' },
    plugins: [assemblyScript()],
    build: {
      ssr: entry,
      target: 'node20',
      outDir: 'out/bench',
      emptyOutDir: false,
      rolldownOptions: {
        output: { entryFileNames: `${name}.mjs`, chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
}
