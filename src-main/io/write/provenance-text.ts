import type { Provenance } from '../../contract/files-api';

/** The line that stands before a provenance record in a file's text. */
export const PROVENANCE_TITLE = 'Finescope provenance';

/** XML namespace of the annotation that holds a provenance record. */
export const PROVENANCE_NAMESPACE = 'finescope/provenance';

/**
 * A provenance record as pairs of key and value for people: nested records have keys joined by dots, lists and texts
 * with line breaks are JSON.
 */
export function provenancePairs(provenance: Provenance, prefix = ''): [key: string, value: string][] {
  return Object.entries(provenance).flatMap(([name, value]): [string, string][] => {
    const key = `${prefix}${name}`;
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      return provenancePairs(value as Provenance, `${key}.`);
    }
    const plain = typeof value === 'string' && !/[\r\n]/.test(value);
    return [[key, plain ? value : JSON.stringify(value)]];
  });
}

/** The record as lines of `key = value` under a title. */
export function provenanceText(provenance: Provenance): string {
  const lines = provenancePairs(provenance).map(([key, value]) => `${key} = ${value}`);
  return `${[PROVENANCE_TITLE, ...lines].join('\n')}\n`;
}
