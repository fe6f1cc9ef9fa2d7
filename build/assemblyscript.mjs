import { readFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';

const QUERY = '?assemblyscript';

/**
 * Compiles what is imported as `name?assemblyscript` to WebAssembly with SIMD, which the module then holds as bytes:
 * `import bytes from './kernels/loops?assemblyscript'`. Read by electron-vite, vitest and the benches.
 *
 * @returns {import('vite').Plugin}
 */
export function assemblyScript() {
  return {
    name: 'finescope-assemblyscript',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (!id.endsWith(QUERY)) return null;
      const file = await this.resolve(id.slice(0, -QUERY.length), importer, { skipSelf: true });
      return file && `${file.id}${QUERY}`;
    },
    async load(id) {
      if (!id.endsWith(QUERY)) return null;
      const file = id.slice(0, -QUERY.length);
      this.addWatchFile?.(file);
      const base64 = Buffer.from(await compile(file)).toString('base64');
      return `export default Uint8Array.from(Buffer.from('${base64}', 'base64'));`;
    },
  };
}

/** Compiles one file. Throws with what the compiler says. */
async function compile(file) {
  const { default: asc } = await import('assemblyscript/asc');
  const source = await readFile(file, 'utf8');
  let binary = null;
  const name = relative(dirname(file), file);
  const { error, stderr } = await asc.main(
    [
      name,
      '--outFile',
      'out.wasm',
      '-O3',
      '--noAssert',
      '--runtime',
      'stub',
      '--importMemory',
      '--enable',
      'simd',
    ],
    {
      readFile: (asked) => (asked === name ? source : null),
      writeFile: (asked, contents) => {
        if (asked === 'out.wasm') binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`${file} does not compile:\n${stderr.toString()}`);
  return binary;
}
