import { z } from 'zod';
import type { CallOptions } from '../contract/signal';
import type { Session } from '../jobs/session';
import type { WindowActions, WindowState } from './window-actions';

/** One parameter of a command: its schema, and how a person gives it on the command line. */
export interface Parameter<Value = unknown> {
  schema: z.ZodType<Value>;
  /** One sentence; shown by `--help`, in forms and by the command finder. */
  help: string;
  /** What stands for the value in the usage line: FILE, LIST, x,y,w,h. */
  placeholder?: string;
  /** Given by place instead of by `--name`. A schema of an array takes all that remain. */
  positional?: boolean;
  /** May be given several times; its schema is of an array. */
  repeatable?: boolean;
  /** Turns what was typed into what the schema checks. Throws InvalidRequestError. Default: by the schema's type. */
  fromText?: (text: string, name: string) => unknown;
}

/** Parameters by name. */
export type Parameters = Record<string, Parameter>;

/** The checked values of {@link Parameters}. */
export type Values<P extends Parameters> = { [Name in keyof P]: z.infer<P[Name]['schema']> };

/** An action of the user, once and for all: menus, toolbar, finder, shortcuts, recorder and command line read it. */
export interface Command<P extends Parameters = Parameters> {
  /** Stable name, also typed on the command line; a space separates a family from its member ("models import"). */
  id: string;
  title: string;
  /** One sentence saying what it does. */
  help: string;
  /** Where it stands in the menu bar: the menu, submenus, and its own line. */
  menu: readonly string[];
  /** Whether a line is drawn above it in its menu. */
  separated?: boolean;
  /**
   * The key: "K", "Shift+C", "F5", "Alt+1", "Ctrl+Tab". Plain letters are ImageJ's, and also work with Ctrl (on macOS,
   * Command).
   */
  shortcut: string | null;
  /** Other keys that do the same. */
  otherShortcuts?: readonly string[];
  parameters: P;
  /** What it does in a window, with what is active there. Commands without it are the command line's alone. */
  act?(window: WindowActions, values: Partial<Values<P>>): void | Promise<void>;
  /** Whether it can be done now in the window; always, where it is absent. */
  when?(state: WindowState): boolean;
  /** Whether it is a choice that is on now: drawn with a tick. */
  on?(state: WindowState): boolean;
}

/** A command that the command line has too. */
export interface TerminalCommand<P extends Parameters = Parameters, Result = unknown> extends Command<P> {
  run(session: Session, values: Values<P>, options: CallOptions): Promise<Result>;
  /** The result in words, for a terminal or the log. */
  describe(result: Result): string;
  /** Sentences about what did not work although the command went on, e.g. a bad file in a batch. */
  failures?(result: Result): string[];
}

/** Declares a command of the command line with its parameter and result types inferred. */
export function defineCommand<P extends Parameters, Result>(
  command: TerminalCommand<P, Result>,
): TerminalCommand<P, Result> {
  return command;
}

/** Declares a command that only a window has. */
export function defineWindowCommand<P extends Parameters = Record<never, never>>(
  command: Omit<Command<P>, 'parameters'> & { parameters?: P } & Required<Pick<Command<P>, 'act'>>,
): Command<P> {
  return { parameters: {} as P, ...command };
}

/** The schema of all parameters of a command; unknown names are refused. */
export function valuesSchema(command: Command): z.ZodObject {
  return z.strictObject(
    Object.fromEntries(Object.entries(command.parameters).map(([name, { schema }]) => [name, schema])),
  );
}
