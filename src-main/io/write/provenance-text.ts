import type { Provenance } from '../../contract/files-api';

/** The line that stands before a provenance record in a file's text. */
const PROVENANCE_TITLE = 'Finescope provenance';

/** XML namespace of the annotation that holds a provenance record. */
export const PROVENANCE_NAMESPACE = 'finescope/provenance';

/**
 * A provenance record as pairs of key and value for people: nested records have keys joined by dots, lists and texts
 * that are no plain line, or could be taken for JSON, are JSON.
 */
export function provenancePairs(provenance: Provenance, prefix = ''): [key: string, value: string][] {
  return Object.entries(provenance).flatMap(([name, value]): [string, string][] => {
    const key = `${prefix}${name}`;
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      return provenancePairs(value as Provenance, `${key}.`);
    }
    const plain = typeof value === 'string' && !/[\r\n]/.test(value) && fromJson(value) === undefined;
    return [[key, plain ? value : JSON.stringify(value)]];
  });
}

/** The record as lines of `key = value` under a title. */
export function provenanceText(provenance: Provenance): string {
  const lines = provenancePairs(provenance).map(([key, value]) => `${key} = ${value}`);
  return `${[PROVENANCE_TITLE, ...lines].join('\n')}\n`;
}

/** The record that {@link provenancePairs} became. */
export function provenanceOfPairs(pairs: Iterable<readonly [key: string, value: string]>): Provenance {
  const provenance: Provenance = {};
  for (const [key, text] of pairs) {
    const names = key.split('.');
    const last = names.pop()!;
    let record = provenance;
    for (const name of names) {
      if (!isRecord(own(record, name))) set(record, name, {});
      record = own(record, name) as Provenance;
    }
    const value = fromJson(text);
    set(record, last, value === undefined ? text : value);
  }
  return provenance;
}

/** The record of a text that {@link provenanceText} is part of, or null where it is in none. */
export function provenanceOfText(text: string): Provenance | null {
  const lines = text.split(/\r\n|[\r\n]/);
  const start = lines.indexOf(PROVENANCE_TITLE);
  if (start < 0) return null;
  const pairs = lines.slice(start + 1).flatMap((line): [string, string][] => {
    const at = line.indexOf(' = ');
    return at > 0 ? [[line.slice(0, at), line.slice(at + 3)]] : [];
  });
  return provenanceOfPairs(pairs);
}

type Value = Provenance[string];

/** What a JSON text says, or undefined where it is none. */
function fromJson(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

function isRecord(value: Value | undefined): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(record: Provenance, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** A file may name any key: one such as "__proto__" becomes a plain field too. */
function set(record: Provenance, name: string, value: Value): void {
  Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true });
}
