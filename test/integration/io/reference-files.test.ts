import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TaggedError } from '../../../src-main/contract/errors';
import type { ImageStatistics } from '../../../src-main/contract/files-api';
import type { ImageInfo } from '../../../src-main/contract/image';
import { openImage } from '../../../src-main/io/open-image';
import { readStatistics } from '../../../src-main/io/read-statistics';
import { hasReference, NEEDS_REFERENCE, reference } from '../../support/reference';

interface SeriesReference {
  shape: number[];
  axes?: string;
  dtype: string;
  min?: number | null;
  max?: number | null;
  mean?: number | null;
  std?: number | null;
}
interface Entry {
  file: string;
  expected: string;
  reference: { series?: SeriesReference[]; image?: SeriesReference };
}

const entries = hasReference
  ? (JSON.parse(readFileSync(reference('files', 'MANIFEST.json'), 'utf8')) as { entries: Entry[] }).entries
  : [];
const inFolder = (...folders: string[]) =>
  entries.filter(({ file }) => folders.includes(file.split('/')[0]!));

/** Sums in another order than numpy's, of floats whose reference was printed by another program. */
const RELATIVE_TOLERANCE = 1e-6;
/** JPEG decoders may differ by this much in a value, and in the mean. */
const JPEG_TOLERANCE = { value: 3, mean: 0.5 };

/** Files that are not read, each with the reason; the README's list of what stays unsupported. */
const NOT_READ = [
  'tiff/gen-s-jpeg2000-uint16.tif',
  'tiff/gen-s-jpegxl-uint8.tif',
  'tiff/gen-s-lerc-uint16.tif',
  'tiff/gen-s-webp-uint8.tif',
  'tiff/image-tiff__logluv-3c-16b.tiff',
  'tiff/image-tiff__seq-1c-1b-fax3-71f6a21a.tiff',
  'tiff/image-tiff__seq-1c-1b-fax3-fillbits-71f6a21a.tiff',
  'tiff/image-tiff__seq-1c-1b-fax3-lsb-71f6a21a.tiff',
  'tiff/pillow__hopper_webp.tif',
];

type Found = ImageInfo & ImageStatistics;

async function readAll(path: string): Promise<Found[]> {
  const image = await openImage(path);
  try {
    const found: Found[] = [];
    for (const source of image.series) found.push({ ...source.info, ...(await readStatistics(source)) });
    return found;
  } finally {
    await image.close();
  }
}

function differences(got: Found, want: SeriesReference, jpeg: boolean): string[] {
  const axes = want.axes ?? (want.shape.length === 2 ? 'YX' : 'YXS');
  const wrong: string[] = [];
  const described = `${got.axes} ${got.shape.join('x')} ${got.pixelType}`;
  const wanted = `${axes} ${want.shape.join('x')} ${want.dtype}`;
  if (described !== wanted) wrong.push(`${described} instead of ${wanted}`);
  for (const key of ['min', 'max', 'mean', 'std'] as const) {
    const value = want[key];
    if (value === undefined || value === null) continue;
    const tolerance = jpeg
      ? key === 'mean'
        ? JPEG_TOLERANCE.mean
        : JPEG_TOLERANCE.value
      : RELATIVE_TOLERANCE * Math.max(1, Math.abs(value));
    if (got[key] === null || Math.abs(got[key] - value) > tolerance)
      wrong.push(`${key} ${got[key]} instead of ${value}`);
  }
  return wrong;
}

describe.skipIf(!hasReference)(`files nobody on the team wrote (${NEEDS_REFERENCE})`, () => {
  it('open with the shape, axes, type and statistics of the reference readers', async () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const { file, expected, reference: wanted } of inFolder('tiff', 'imagej', 'ome', 'png')) {
      if (NOT_READ.includes(file)) continue;
      const found = await readAll(reference('files', file));
      const series = wanted.series ?? [wanted.image!];
      if (found.length !== series.length)
        wrong.push(`${file}: ${found.length} series instead of ${series.length}`);
      series.forEach((one, i) => {
        if (found[i])
          wrong.push(
            ...differences(found[i], one, expected.includes('JPEG')).map((text) => `${file}: ${text}`),
          );
      });
      compared++;
    }
    expect(wrong).toEqual([]);
    expect(compared).toBe(202);
  });

  it.each(NOT_READ)('%s is refused with a sentence', async (file) => {
    await expect(openImage(reference('files', file))).rejects.toMatchObject({ tag: 'UnsupportedFileError' });
  });
});

describe.skipIf(!hasReference)(`hostile files (${NEEDS_REFERENCE})`, () => {
  it('each end within 10 s with pixels or a sentence, all within 1 GB, and the next file works', async () => {
    const sound = reference('files', 'tiff', 'gen-s-constant.tif');
    const wrong: string[] = [];
    let answered = 0;
    for (const { file } of inFolder('hostile')) {
      const started = performance.now();
      try {
        await readAll(reference('files', file));
      } catch (error) {
        if (!(error instanceof TaggedError) || error.tag === 'InternalError')
          wrong.push(`${file}: ${String(error)}`);
      }
      const seconds = (performance.now() - started) / 1000;
      if (seconds > 10) wrong.push(`${file}: ${seconds} s`);
      const [next] = await readAll(sound);
      if (next?.pixelType !== 'uint16') wrong.push(`${file}: the next file does not open`);
      answered++;
    }
    expect(wrong).toEqual([]);
    expect(answered).toBe(151);
    // The peak of this process, the test runner included, bounds that of every file.
    expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(1024);
  });
});
