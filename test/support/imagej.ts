import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where Debian's package `imagej` puts the program. */
const JAR = '/usr/share/java/ij.jar';
const PROGRAM = fileURLToPath(new URL('../oracle/read_written.java', import.meta.url));

/** Whether ImageJ and a Java that runs source files are there (Debian: imagej, default-jdk-headless). */
export const hasImagej =
  existsSync(JAR) &&
  spawnSync('java', ['--list-modules']).stdout?.toString().includes('jdk.compiler@') === true;

/** What tests say when they need ImageJ and it is not there. */
export const NEEDS_IMAGEJ = 'needs ImageJ and a JDK: apt-get install imagej default-jdk-headless';

if (!hasImagej && process.env['CI'] === 'true') throw new Error(`CI ${NEEDS_IMAGEJ}.`);

/** What ImageJ makes of a file. Planes are values in ImageJ's order; RGB values are 24-bit numbers. */
export interface SeenByImagej {
  /** Width, height, channels, slices, frames. */
  dimensions: number[];
  bitDepth: number;
  composite: boolean;
  voxel: number[];
  unit: string;
  frameInterval: number;
  info: string;
  luts: { top: number[]; middle: number[]; min?: number; max?: number }[];
  range: number[];
  labels: (string | null)[];
  planes: number[][];
}

/** Opens files in ImageJ, without a display, and tells what it makes of each (null: it could not open the file). */
export async function seenByImagej(paths: string[]): Promise<(SeenByImagej | null)[]> {
  const words = ['-Djava.awt.headless=true', '-cp', JAR, PROGRAM, ...paths];
  const output = await new Promise<string>((resolve, reject) => {
    execFile('java', words, { maxBuffer: 2 ** 28 }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
  });
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
