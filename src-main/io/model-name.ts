import { basename, extname } from 'node:path';
import { InvalidRequestError } from '../contract/errors';

const LONGEST = 100;
const ALLOWED = /^[\p{L}\p{N}_(][\p{L}\p{N} _.,()+-]*$/u;
/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Whether a name can be a model's, which is also its folder's: letters, digits, space and `_ . , ( ) + -`. */
export function isModelName(name: string): boolean {
  return name.length <= LONGEST && ALLOWED.test(name) && !/[ .]$/.test(name) && !RESERVED.test(name);
}

/** Throws InvalidRequestError where a name cannot be a model's. */
export function requireModelName(name: string): string {
  if (isModelName(name)) return name;
  throw new InvalidRequestError(
    `"${name}" cannot be a model's name. Use up to ${LONGEST} letters, digits, spaces and _ . , ( ) + -.`,
    { parameter: 'name' },
  );
}

/** The name of a weight file without folder and extension, made fit for a model: other characters become "-". */
export function modelNameOf(path: string): string {
  return fittingModelName(basename(path, extname(path)));
}

/** A text made fit for a model's name: other characters become "-". */
export function fittingModelName(text: string): string {
  const name = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} _.,()+-]+/gu, '-')
    .slice(0, LONGEST)
    .replace(/^[^\p{L}\p{N}_(]+|[ .]+$/gu, '');
  return isModelName(name) ? name : 'model';
}
