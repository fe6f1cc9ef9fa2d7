import { InvalidRequestError, TaggedError } from '../../contract/errors';
import type { DataFinding } from '../../contract/training-api';

/** Something that has to be put right before training. */
export function fault(kind: string, file: string, sentence: string): DataFinding {
  return { level: 'error', kind, file, sentence };
}

/** Something that is to be read before training. */
export function warning(kind: string, file: string, sentence: string): DataFinding {
  return { level: 'warning', kind, file, sentence };
}

/** What made a file unreadable, as a finding. Whatever is no fault of the file (cancelling, a defect) is thrown again. */
export function unreadable(error: unknown, file: string): DataFinding {
  if (error instanceof TaggedError && error.tag !== 'InternalError')
    return fault('unreadable', file, error.message);
  throw error;
}

/** Throws {@link InvalidRequestError} with the sentence of the first error among the findings. */
export function throwFirstError(findings: readonly DataFinding[]): void {
  const errors = findings.filter(({ level }) => level === 'error');
  if (errors.length === 0) return;
  const more = errors.length === 1 ? '' : ` (And ${errors.length - 1} more: check the data to see all.)`;
  throw new InvalidRequestError(`${errors[0]!.sentence}${more}`, { parameter: 'data' });
}

/** Some of a list in words: "a.tif, b.tif, c.tif and 7 more". */
export function someOf(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
