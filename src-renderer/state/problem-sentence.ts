import { labelOf } from '../../src-main/commands/form-fields';

/** What of a configuration cannot be as it is, as a sentence that names the place in the form. */
export function problemSentence(path: readonly PropertyKey[], message: string): string {
  const place = path.filter((key) => typeof key === 'string').map(labelOf);
  if (place.length === 0) return message;
  const isMissing = message.startsWith('Too small: expected string');
  return isMissing ? `${place.join(', ')} needs a value.` : `${place.join(', ')}: ${message}.`;
}
