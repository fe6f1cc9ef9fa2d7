import type { ImageSource } from '../../contract/image';
import type { DataFinding } from '../../contract/training-api';
import type { CallOptions } from '../../contract/signal';
import { planeGeometry } from '../../imaging/geometry';
import type { DataFiles } from './data-files';
import type { FoundFields } from './field-rule';
import type { Field, FieldSet, Frame } from './fields';
import { fault, unreadable, warning } from './findings';
import type { ImageShelf } from './image-shelf';

/** An image that is open, and what its planes are. */
interface Opened {
  file: string;
  image: ImageSource;
  width: number;
  height: number;
  planes: number;
}

/**
 * Opens the files of fields that were found and makes frames of their planes: a target of one plane is shared by all
 * planes of its inputs; one of as many planes as its input belongs to it plane by plane. What does not fit becomes a
 * finding, and the pair is left out.
 *
 * @param folder What paths of the found fields are seen from.
 * @param scale Target pixels per input pixel that the network gives; where it is not known, what most pairs have.
 */
export async function openPairs(
  { fields: found, findings: before }: FoundFields,
  folder: string,
  scale: number | undefined,
  shelf: ImageShelf,
  files: DataFiles,
  { signal, onProgress }: CallOptions,
): Promise<FieldSet> {
  const findings = [...before];
  const opened = new Map<string, Promise<Opened | null>>();
  const open = (file: string): Promise<Opened | null> => {
    const known = opened.get(file);
    if (known) return known;
    const opening = openOne(file, files.resolve(folder, file), shelf, findings, { signal, onProgress });
    opened.set(file, opening);
    return opening;
  };
  const pairs: { field: string; input: Opened; target: Opened }[] = [];
  for (const [done, { name, pairs: named }] of found.entries()) {
    onProgress?.({ done, total: found.length, unit: 'fields', activity: 'opening' });
    for (const pair of named) {
      const [input, target] = [await open(pair.input), await open(pair.target)];
      if (input && target) pairs.push({ field: name, input, target });
    }
  }
  const wanted = scale ?? commonScale(pairs);
  const fields = new Map<string, Field>();
  for (const { field, input, target } of pairs) {
    const wrong = sizeFault(input, target, wanted, scale !== undefined) ?? planesFault(input, target);
    if (wrong) {
      findings.push(wrong);
      continue;
    }
    const entry = fields.get(field);
    if (entry && (entry.width !== input.width || entry.height !== input.height)) {
      findings.push(otherSizeFault(entry, input));
      continue;
    }
    fields.set(field, withPair(entry, field, input, target));
  }
  const paths = [...opened.keys()].map((file) => files.resolve(folder, file));
  return { fields: [...fields.values()], findings, scale: wanted, density: false, files: paths };
}

async function openOne(
  file: string,
  path: string,
  shelf: ImageShelf,
  findings: DataFinding[],
  options: CallOptions,
): Promise<Opened | null> {
  try {
    const { image, count } = await shelf.source(path, options);
    if (count > 1)
      findings.push(warning('series', file, `"${file}" holds ${count} images; the first is taken.`));
    const { width, height, samples, planes, leading } = planeGeometry(image.info);
    const channels = leading.find(({ axis }) => axis === 'C')?.length ?? 1;
    if (samples === 1 && channels === 1) return { file, image, width, height, planes };
    const what = samples > 1 ? `colours (${samples} values a pixel)` : `${channels} channels in one stack`;
    findings.push(
      fault(
        'type',
        file,
        `"${file}" holds ${what}, but a network is trained on one channel. Save the channel by itself (Fiji: Image > ` +
          `Color > Split Channels).`,
      ),
    );
  } catch (error) {
    findings.push(unreadable(error, file));
  }
  return null;
}

/** The whole number of target pixels per input pixel that most pairs have; 1 where there is none. */
function commonScale(pairs: readonly { input: Opened; target: Opened }[]): number {
  const counts = new Map<number, number>();
  for (const { input, target } of pairs) {
    const scale = target.width / input.width;
    if (Number.isInteger(scale)) counts.set(scale, (counts.get(scale) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 1;
}

const sizeOf = ({ width, height }: { width: number; height: number }) => `${width} x ${height} pixels`;

function sizeFault(input: Opened, target: Opened, scale: number, ofNetwork: boolean): DataFinding | null {
  if (target.width === input.width * scale && target.height === input.height * scale) return null;
  const wanted = sizeOf({ width: input.width * scale, height: input.height * scale });
  const why = !ofNetwork
    ? `the targets of the other pairs are ${scale === 1 ? 'of the size of their inputs' : `${scale} times the size of their inputs`}`
    : scale === 1
      ? 'this network answers in the size of its input'
      : `this network answers at ${scale} times the size of its input`;
  const what = `its target "${target.file}" is ${sizeOf(target)} instead of ${wanted}`;
  return fault(
    'size',
    target.file,
    `"${input.file}" is ${sizeOf(input)} and ${what}: ${why}. Crop or scale the target, or choose a network of another scale.`,
  );
}

function planesFault(input: Opened, target: Opened): DataFinding | null {
  if (target.planes === 1 || target.planes === input.planes) return null;
  return fault(
    'size',
    target.file,
    `"${input.file}" has ${input.planes} frames and its target "${target.file}" ${target.planes}. A target has one frame ` +
      `for all, or as many as its input.`,
  );
}

function otherSizeFault(field: Field, input: Opened): DataFinding {
  return fault(
    'size',
    input.file,
    `"${input.file}" is ${sizeOf(input)}, but other inputs of its field ${field.name} are ${sizeOf(field)}. Frames of one ` +
      `field of view have one size; if it is another field, give it a name of its own (data.field).`,
  );
}

function withPair(field: Field | undefined, name: string, input: Opened, target: Opened): Field {
  const frames = Array.from({ length: input.planes }, (_, plane): Frame => ({
    input: { image: input.image, plane, file: input.file },
    target: { image: target.image, plane: target.planes === 1 ? 0 : plane, file: target.file },
  }));
  const shared = target.planes === 1;
  if (!field) {
    const { width, height } = input;
    return { name, input: input.file, target: target.file, width, height, frames, sharesTarget: shared };
  }
  const sharesTarget = field.sharesTarget && shared && field.frames[0]!.target.image === target.image;
  return { ...field, frames: [...field.frames, ...frames], sharesTarget };
}
