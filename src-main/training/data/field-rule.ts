import { InvalidRequestError } from '../../contract/errors';
import type { DataFinding } from '../../contract/training-api';
import { fault } from './findings';
import type { PairedFiles } from './pair-files';

/** Fields by the paths of their files, before any of them is opened. */
export interface FoundFields {
  fields: PairedFiles['fields'];
  findings: DataFinding[];
}

/** The rule that a person gave. Throws InvalidRequestError where it is no regular expression. */
export function fieldPattern(text: string): RegExp {
  try {
    return new RegExp(text, 'u');
  } catch (error) {
    throw new InvalidRequestError(
      `The rule for fields, ${text}, is no regular expression: ${(error as Error).message}.`,
      { parameter: 'data.field' },
    );
  }
}

/** The pairs by the field that the person's rule reads in their paths; input and target have to agree. */
export function regrouped({ fields }: Pick<PairedFiles, 'fields'>, rule: string): FoundFields {
  const pattern = fieldPattern(rule);
  const groups = new Map<string, PairedFiles['fields'][number]>();
  const fieldOfTarget = new Map<string, string>();
  const findings: DataFinding[] = [];
  for (const pair of fields.flatMap(({ pairs }) => pairs)) {
    const [a, b] = [pattern.exec(pair.input)?.[1], pattern.exec(pair.target)?.[1]];
    const name = a ?? b;
    if (name === undefined) {
      const sentence = `The rule for fields, ${pattern.source}, finds none in "${pair.input}". Its first group, in brackets, has to be the field's name.`;
      findings.push(fault('field', pair.input, sentence));
    } else if (
      (a !== undefined && b !== undefined && a !== b) ||
      (fieldOfTarget.get(pair.target) ?? name) !== name
    ) {
      const other = b !== undefined && a !== b ? b : fieldOfTarget.get(pair.target)!;
      const sentence = `By the rule for fields "${pair.input}" belongs to the field ${name}, but its target "${pair.target}" to ${other}. Change data.field so that both give the same name.`;
      findings.push(fault('field', pair.input, sentence));
    } else {
      fieldOfTarget.set(pair.target, name);
      const group = groups.get(name) ?? { name, pairs: [] };
      groups.set(name, group);
      group.pairs.push(pair);
    }
  }
  return { fields: [...groups.values()], findings };
}
