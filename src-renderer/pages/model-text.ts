import type { ModelRecord, Normalisation } from '../../src-main/contract/model';

/** How stored values become network values, as a person says it. */
export function describeNormalisation(normalisation: Normalisation): string {
  switch (normalisation.kind) {
    case 'fixed':
      return 'value / full scale − 0.5';
    case 'minMax':
      return 'smallest and largest value of the stack';
    case 'percentile':
      return `percentiles ${normalisation.low} and ${normalisation.high} of the stack`;
    case 'meanStd':
      return 'mean and SD of the stack';
  }
}

/** What comes first of a checksum: enough to compare by eye. */
export function shortChecksum(sha256: string): string {
  return `${sha256.slice(0, 12)}…`;
}

/** Whether a model's record answers a filter: by name, description, architecture. */
export function answersFilter({ name, description, architecture }: ModelRecord, filter: string): boolean {
  const text = `${name} ${description} ${architecture.kind}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
