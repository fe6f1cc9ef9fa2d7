import type { DataFinding } from '../../contract/training-api';
import type { Field, Part } from './fields';
import { fault, warning } from './findings';
import type { FieldFacts } from './survey';

/** Shifts beyond this, in input pixels, blur what a network learns. */
const FAR = 1;

/** A peak that stands out less is no shift to speak of, and images of one sample give more than the second. */
const CLEAR = 10;
const FOREIGN = 7;

/** Sides below which too little is seen to say that two images have nothing in common. */
const ENOUGH_TO_SEE = 128;

/** Targets that lie beside their inputs, or show something else. */
export function checkRegistration(facts: readonly FieldFacts[]): DataFinding[] {
  return facts.flatMap(({ field, shift, frames }) => {
    const empty = frames.some(({ target }) => target.min === target.max);
    if (empty && field.sharesTarget) return [];
    const { x, y, confidence } = shift;
    if (confidence >= CLEAR && Math.hypot(x, y) > FAR) {
      const where = [side(x, 'right', 'left'), side(y, 'down', 'up')].filter((part) => part !== null);
      return [
        warning(
          'shift',
          field.target,
          `The target "${field.target}" is shifted against its input "${field.input}" by ${where.join(' and ')}. Register them before training (Fiji: Plugins > Registration), or the network learns to shift and blur.`,
        ),
      ];
    }
    if (confidence >= FOREIGN || Math.min(field.width, field.height) < ENOUGH_TO_SEE) return [];
    return [
      warning(
        'shift',
        field.target,
        `"${field.input}" and its target "${field.target}" have hardly anything in common. Look whether they show the same field of view.`,
      ),
    ];
  });
}

function side(pixels: number, plus: string, minus: string): string | null {
  const far = Math.abs(pixels);
  return far < 0.05
    ? null
    : `${far.toFixed(1)} ${far < 1.05 && far > 0.95 ? 'pixel' : 'pixels'} ${pixels > 0 ? plus : minus}`;
}

/**
 * Images of which another has the same pixels: an error where one is trained on and the other held out, or where an input
 * is a target; else a warning. Of each pair of fields one finding.
 */
export function checkDuplicates(
  facts: readonly FieldFacts[],
  parts: ReadonlyMap<string, Part>,
): DataFinding[] {
  const first = new Map<string, { field: Field; file: string; plane: number; role: string }>();
  const told = new Set<string>();
  const findings: DataFinding[] = [];
  for (const { field, frames } of facts) {
    for (const [i, one] of frames.entries()) {
      for (const role of ['input', 'target'] as const) {
        const { checksum, min, max } = one[role];
        if (checksum === null || min === max) continue; // empty ones have a finding of their own
        const { file, plane } = field.frames[i]![role];
        const other = first.get(checksum);
        if (!other) first.set(checksum, { field, file, plane, role });
        const isTheSame = other?.file === file && other.plane === plane;
        if (!other || isTheSame) continue;
        const key = [other.field.name, field.name, other.role, role].join('\n');
        if (told.has(key)) continue;
        told.add(key);
        findings.push(duplicate({ field, file, plane, role }, other, parts));
      }
    }
  }
  return findings;
}

interface Seen {
  field: Field;
  file: string;
  plane: number;
  role: string;
}

function duplicate(one: Seen, other: Seen, parts: ReadonlyMap<string, Part>): DataFinding {
  const named = ({ file, plane, field }: Seen) =>
    field.frames.length > 1 && plane > 0 ? `frame ${plane + 1} of "${file}"` : `"${file}"`;
  const same = `${named(other)} and ${named(one)} hold the same pixels`;
  if (one.role !== other.role) {
    const sentence = `${same}, one as input and one as target: there is nothing to learn between them. Look which files were meant.`;
    return fault('duplicate', one.file, sentence);
  }
  const [a, b] = [parts.get(other.field.name), parts.get(one.field.name)];
  if (other.field === one.field) {
    return warning('duplicate', one.file, `${same}: frames of the field ${one.field.name} that add nothing.`);
  }
  if (a === b) {
    const sentence = `${same}: the fields ${other.field.name} and ${one.field.name} are one. Take one away.`;
    return warning('duplicate', one.file, sentence);
  }
  const sentence = `${same}, but the field ${other.field.name} is for ${PARTS[a!]} and ${one.field.name} for ${PARTS[b!]}: scores would be of what the network has seen. Take one of the files away.`;
  return fault('duplicate', one.file, sentence);
}

const PARTS: Record<Part, string> = {
  train: 'training',
  validation: 'validation',
  test: 'testing',
  unused: 'nothing',
};

/** Images that patches do not fit into; held-out ones have to take the network's smallest size alone. */
export function checkPatchSize(
  fields: readonly Field[],
  parts: ReadonlyMap<string, Part>,
  { side: patch, sizeStep }: { side: number; sizeStep: number },
): DataFinding[] {
  return fields.flatMap(({ name, input, width, height }) => {
    const part = parts.get(name);
    const smallest = Math.min(width, height);
    const needed = part === 'train' ? patch : part === 'unused' ? 0 : sizeStep;
    if (smallest >= needed) return [];
    const fitting = Math.floor(smallest / sizeStep) * sizeStep;
    const cure =
      fitting >= Math.max(8, sizeStep)
        ? `Choose patches of ${fitting} pixels or less (patches.side)`
        : `This network needs images of at least ${sizeStep} x ${sizeStep} pixels`;
    const what =
      part === 'train'
        ? `the patches of ${patch} x ${patch}`
        : `the ${sizeStep} x ${sizeStep} the network needs`;
    return [
      fault('size', input, `"${input}" is ${width} x ${height} pixels, smaller than ${what}. ${cure}.`),
    ];
  });
}
