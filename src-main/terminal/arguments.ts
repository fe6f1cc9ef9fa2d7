import { z } from 'zod';
import { valuesSchema, type Parameter, type TerminalCommand } from '../commands/command';
import { InvalidRequestError } from '../contract/errors';

/** What a command line asks for. */
export interface Request {
  command: TerminalCommand;
  values: Record<string, unknown>;
  json: boolean;
}

/** What turns a switch off: `--no-intensity-weighting`. */
const NOT = '--no-';

/** How a switch is given: by its name, or, where it is on by itself, by what turns it off. */
export function switchFlag(name: string, { schema }: Parameter): string {
  const flag = flagOf(name);
  return schema.safeParse(undefined).data === true ? `${NOT}${flag.slice(2)}` : flag;
}

/** `--pixel-type` for `pixelType`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Finds the command whose id begins the words; longer ids first, so "models import" wins over "models". */
export function findCommand(
  words: string[],
  commands: readonly TerminalCommand[],
): { command: TerminalCommand; rest: string[] } {
  const matches = commands.filter(({ id }) => id.split(' ').every((part, i) => words[i] === part));
  const command = matches.sort((a, b) => b.id.length - a.id.length)[0];
  if (command) return { command, rest: words.slice(command.id.split(' ').length) };
  const known = commands.map(({ id }) => id).join(', ');
  throw new InvalidRequestError(`There is no command "${words[0]}". Finescope knows: ${known}.`, {
    parameter: 'command',
  });
}

/** Reads the words after `finescope`. Throws {@link InvalidRequestError} naming the parameter, its value and what fits. */
export function parseArguments(words: string[], commands: readonly TerminalCommand[]): Request {
  const { command, rest } = findCommand(words, commands);
  const byFlag = new Map(
    Object.entries(command.parameters)
      .filter(([, parameter]) => !parameter.positional)
      .map(([name, parameter]) => [flagOf(name), { name, parameter }]),
  );
  const places = Object.entries(command.parameters).filter(([, parameter]) => parameter.positional);
  const values: Record<string, unknown> = {};
  const plain: string[] = [];
  let json = false;
  let onlyPlain = false;

  for (let i = 0; i < rest.length; i++) {
    const word = rest[i]!;
    if (onlyPlain || !word.startsWith('--')) {
      plain.push(word);
    } else if (word === '--') {
      onlyPlain = true;
    } else if (word === '--json') {
      json = true;
    } else {
      const [flag, inline] = splitOnce(word, '=');
      const denied =
        inline === undefined && flag.startsWith(NOT) ? byFlag.get(`--${flag.slice(NOT.length)}`) : null;
      if (denied && isSwitch(denied.parameter)) {
        if (denied.name in values)
          throw new InvalidRequestError(`${flag} contradicts what was given before.`, {
            parameter: denied.name,
          });
        values[denied.name] = false;
        continue;
      }
      const found = byFlag.get(flag);
      if (!found) throw unknownFlag(command, flag, [...byFlag.keys()]);
      const { name, parameter } = found;
      const { repeatable } = parameter;
      if (name in values && !repeatable)
        throw new InvalidRequestError(`${flag} is given twice.`, { parameter: name });
      if (isSwitch(parameter) && inline === undefined) {
        values[name] = true;
        continue;
      }
      const text = inline ?? rest[++i];
      if (text === undefined) {
        throw new InvalidRequestError(`${flag} needs a value: ${flag} ${parameter.placeholder ?? 'VALUE'}.`, {
          parameter: name,
        });
      }
      const value = readText(text, name, parameter);
      values[name] = repeatable ? [...((values[name] as unknown[] | undefined) ?? []), value] : value;
    }
  }

  for (const [name, parameter] of places) {
    if (inner(parameter.schema) instanceof z.ZodArray) values[name] = plain.splice(0);
    else if (plain.length > 0) values[name] = plain.shift();
  }
  if (plain.length > 0) {
    throw new InvalidRequestError(`"${plain[0]}" is one argument too many for finescope ${command.id}.`, {
      parameter: 'arguments',
    });
  }
  return { command, values: check(command, values), json };
}

function check(command: TerminalCommand, values: Record<string, unknown>): Record<string, unknown> {
  const checked = valuesSchema(command).safeParse(values);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0]!;
  const name = String(issue.path[0] ?? '');
  const parameter = command.parameters[name];
  const label = parameter?.positional ? (parameter.placeholder ?? name) : flagOf(name);
  const missing = !(name in values) || (Array.isArray(values[name]) && values[name].length === 0);
  const sentence = missing
    ? `${label} is missing: ${parameter?.help ?? ''}`
    : `${label} ${JSON.stringify(values[name])} does not fit (${issue.message}). ${parameter?.help ?? ''}`;
  throw new InvalidRequestError(sentence.trim(), { parameter: name });
}

function unknownFlag(command: TerminalCommand, flag: string, known: string[]): InvalidRequestError {
  const list = known.length > 0 ? `It takes ${[...known, '--json'].join(', ')}.` : 'It takes only --json.';
  return new InvalidRequestError(`finescope ${command.id} has no option ${flag}. ${list}`, {
    parameter: flag,
  });
}

function readText(text: string, name: string, parameter: Parameter): unknown {
  if (parameter.fromText) return parameter.fromText(text, flagOf(name));
  const schema = inner(parameter.schema);
  if (schema instanceof z.ZodNumber) return text.trim() === '' ? text : Number(text);
  if (schema instanceof z.ZodBoolean) return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

/** The schema inside optional and default wrappers. */
function inner(schema: z.ZodType): z.ZodType {
  while (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodNullable
  ) {
    schema = schema.unwrap() as z.ZodType;
  }
  return schema;
}

/** Whether a parameter is given by its name alone. */
export function isSwitch(parameter: Parameter): boolean {
  return inner(parameter.schema) instanceof z.ZodBoolean;
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
