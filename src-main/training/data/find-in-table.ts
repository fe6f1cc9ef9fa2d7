import { InvalidRequestError } from '../../contract/errors';
import { columnOf, readCsv } from '../../imaging/csv';
import type { FoundFields } from './field-rule';

/**
 * The fields of a table of pairs: columns `input` and `target` with paths as seen from the table's folder, and `field`
 * where several lines show one field of view. Without it, lines with the same target are a field, called by the target's
 * name. Throws InvalidRequestError for a table without lines, with an empty place, or with one target in two fields.
 */
export function findInTable(text: string, name: string): FoundFields {
  const table = readCsv(text, name);
  const input = columnOf(table, ['input'], name);
  const target = columnOf(table, ['target'], name);
  const field = table.columns.map((column) => column.toLowerCase()).indexOf('field');
  const fields = new Map<string, FoundFields['fields'][number]>();
  const fieldOfTarget = new Map<string, string>();
  for (const { line, values } of table.rows) {
    const pair = { input: values[input] ?? '', target: values[target] ?? '' };
    if (pair.input === '' || pair.target === '')
      throw refused(`Line ${line} of "${name}" names no ${pair.input === '' ? 'input' : 'target'}.`);
    const called = (values[field] ?? '') || pair.target.replace(/(\.ome)?\.[^./\\]+$/i, '');
    const other = fieldOfTarget.get(pair.target);
    if (other !== undefined && other !== called) {
      throw refused(
        `Line ${line} of "${name}" puts the target "${pair.target}" into the field ${called}, an earlier line into ` +
          `${other}. Frames with one target show one field of view: give them one field.`,
      );
    }
    fieldOfTarget.set(pair.target, called);
    const entry = fields.get(called) ?? { name: called, pairs: [] };
    fields.set(called, entry);
    entry.pairs.push(pair);
  }
  if (fields.size === 0)
    throw refused(`"${name}" names no pairs: below the line of columns there is no line.`);
  return { fields: [...fields.values()], findings: [] };
}

const refused = (sentence: string) => new InvalidRequestError(sentence, { parameter: 'data.file' });
