import { z } from 'zod';
import { parseNumberList } from '../imaging/selection';
import type { Parameter } from './command';

/** Parameters that several commands take. */

const path = z.string().min(1);

/** One file or folder, given by place. */
export function fileParameter(placeholder: string, help: string): Parameter<string> {
  return { schema: path, help, placeholder, positional: true };
}

/** One or more files or folders, given by place. */
export function filesParameter(placeholder: string, help: string): Parameter<string[]> {
  return { schema: z.array(path).min(1, 'at least one is needed'), help, placeholder, positional: true };
}

/** Text that need not be given. */
export function optionalText(placeholder: string, help: string): Parameter<string | undefined> {
  return { schema: z.string().min(1).optional(), help, placeholder };
}

/** Numbers from 1, as ImageJ counts: "1-10,15". */
export function numberList(help: string): Parameter<number[] | undefined> {
  return {
    schema: z.array(z.int().min(1)).min(1).optional(),
    placeholder: 'LIST',
    help,
    fromText: parseNumberList,
  };
}
