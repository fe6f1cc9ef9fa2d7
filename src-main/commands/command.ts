import { z } from 'zod';
import type { CallOptions } from '../contract/signal';
import type { Session } from '../jobs/session';

/** One parameter of a command: its schema, and how a person gives it on the command line. */
export interface Parameter<Value = unknown> {
  schema: z.ZodType<Value>;
  /** One sentence; shown by `--help`, in forms and by the command finder. */
  help: string;
  /** What stands for the value in the usage line: FILE, LIST, x,y,w,h. */
  placeholder?: string;
  /** Given by place instead of by `--name`. A schema of an array takes all that remain. */
  positional?: boolean;
  /** Turns what was typed into what the schema checks. Throws InvalidRequestError. Default: by the schema's type. */
  fromText?: (text: string, name: string) => unknown;
}

/** Parameters by name. */
export type Parameters = Record<string, Parameter>;

/** The checked values of {@link Parameters}. */
export type Values<P extends Parameters> = { [Name in keyof P]: z.infer<P[Name]['schema']> };

/** An action of the user, once and for all: menus, toolbar, finder, shortcuts, recorder and command line read it. */
export interface Command<P extends Parameters = Parameters, Result = unknown> {
  /** Stable name, also typed on the command line; a space separates a family from its member ("models import"). */
  id: string;
  title: string;
  /** One sentence saying what it does. */
  help: string;
  /** Where it stands in the menu bar. */
  menu: readonly string[];
  /** Keys in Electron's notation, where there are any. */
  shortcut: string | null;
  parameters: P;
  run(session: Session, values: Values<P>, options: CallOptions): Promise<Result>;
  /** The result in words, for a terminal or the log. */
  describe(result: Result): string;
  /** Sentences about what did not work although the command went on, e.g. a bad file in a batch. */
  failures?(result: Result): string[];
}

/** Declares a command with its parameter and result types inferred. */
export function defineCommand<P extends Parameters, Result>(command: Command<P, Result>): Command<P, Result> {
  return command;
}

/** The schema of all parameters of a command; unknown names are refused. */
export function valuesSchema(command: Command): z.ZodObject {
  return z.strictObject(
    Object.fromEntries(Object.entries(command.parameters).map(([name, { schema }]) => [name, schema])),
  );
}
