import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { CanvasKit, Typeface } from 'canvaskit-wasm';

/** Skia, which draws the window too, as WebAssembly; and the font of the figures, a file for each script. */
export interface Skia {
  kit: CanvasKit;
  /** In the order in which they are asked for a character. */
  typefaces: Typeface[];
}

/** Where installed packages have the files; a built application has them in the folder `picture` beside the script. */
const SKIA = 'canvaskit-wasm/bin/canvaskit.wasm';
const FONTS = ['latin', 'latin-ext', 'greek', 'cyrillic'].map(
  (script) => `@fontsource-variable/inter/files/inter-${script}-wght-normal.woff2`,
);

let loading: Promise<Skia> | null = null;

/** Loads Skia once in a process (some 0.1 s). Throws Error where its files are not there. */
export function loadSkia(): Promise<Skia> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<Skia> {
  const { default: start } = await import('canvaskit-wasm');
  const kit = await start({ locateFile: () => fileOf(SKIA) });
  const typefaces: Typeface[] = [];
  for (const font of FONTS) {
    const typeface = kit.Typeface.MakeTypefaceFromData(await contents(font));
    if (!typeface) throw new Error(`${font} is no font that Skia reads.`);
    typefaces.push(typeface);
  }
  return { kit, typefaces };
}

async function contents(file: string): Promise<ArrayBuffer> {
  const bytes = await readFile(fileOf(file));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

function fileOf(file: string): string {
  const script = process.argv[1] ?? join(process.cwd(), 'index.js');
  const built = join(dirname(script), 'picture', file.slice(file.lastIndexOf('/') + 1));
  return existsSync(built) ? built : createRequire(script).resolve(file);
}
