import { InvalidRequestError } from '../../contract/errors';
import type { Split } from '../../contract/training-config';
import { RandomStream } from '../../imaging/random';
import type { Part } from './fields';
import { someOf } from './findings';

/**
 * Which part of a run each field has, by its name. Fields that are named go where they are named; numbers are drawn from
 * one order of all fields that the seed gives, first for `validation`, then for `test`; of the rest, in that order, no
 * more than `fields` are trained on. So the fields held out stay the same whatever the number to train on is.
 *
 * Throws InvalidRequestError for a name that there is not, one named twice, and where nothing is left to train on.
 */
export function splitFields(names: readonly string[], split: Split, seed: number): Map<string, Part> {
  const parts = new Map<string, Part>();
  for (const part of ['validation', 'test'] as const) {
    const named = split[part];
    if (typeof named === 'number') continue;
    for (const name of named) {
      if (!names.includes(name)) throw unknownField(name, part, names);
      if (parts.has(name)) {
        throw refused(
          `The field ${name} is named twice to be held out (split.validation, split.test): name it once.`,
          part,
        );
      }
      parts.set(name, part);
    }
  }
  const order = new RandomStream(seed, 'split').shuffle([...names]).filter((name) => !parts.has(name));
  for (const part of ['validation', 'test'] as const) {
    const wanted = split[part];
    if (typeof wanted === 'number') for (const name of order.splice(0, wanted)) parts.set(name, part);
  }
  if (order.length === 0) throw nothingLeft(names, split);
  for (const [at, name] of order.entries())
    parts.set(name, at < (split.fields ?? Infinity) ? 'train' : 'unused');
  return parts;
}

function unknownField(name: string, part: string, names: readonly string[]): InvalidRequestError {
  return refused(
    `There is no field of view "${name}" (split.${part}). The fields are: ${someOf(names, 30)}.`,
    part,
  );
}

function nothingLeft(names: readonly string[], { validation, test }: Split): InvalidRequestError {
  const wanted = (part: number | readonly string[]) => (typeof part === 'number' ? part : part.length);
  const held = wanted(validation) + wanted(test);
  const there =
    names.length === 1
      ? `There is one field of view (${names[0]})`
      : `There are ${names.length} fields of view (${someOf(names)})`;
  const cure =
    names.length === 1
      ? 'Add fields, or train without holding one out: split.validation 0 (then nothing tells how good the network is)'
      : 'Add fields, or hold out fewer (split.validation, split.test)';
  return refused(
    `${there}, and ${held} ${held === 1 ? 'is' : 'are'} to be held out: none is left to train on. ${cure}.`,
    'validation',
  );
}

const refused = (sentence: string, part: string) =>
  new InvalidRequestError(sentence, { parameter: `split.${part}` });
