import { InvalidRequestError } from '../contract/errors';

/** JSON: what a configuration is before it was checked. */
export type Json = unknown;
type JsonObject = { [key: string]: Json };

/** The part of a schema that is used here. */
export interface ConfigSchema<Config> {
  safeParse(
    value: unknown,
  ): { success: true; data: Config } | { success: false; data?: undefined; error: { issues: Issue[] } };
}

interface Issue {
  code?: string;
  path: PropertyKey[];
  message: string;
  keys?: string[];
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A configuration with settings typed as `key=value`, where a key is a path with dots ("optimiser.learningRate",
 * "architecture.blocks", "loss.0.weight") and a value is JSON or, where it is none, text. A setting that changes an
 * object's `kind` begins that object anew. They change a configuration whose defaults are filled in, where it is one.
 * Throws {@link InvalidRequestError}, with `example` for a setting that has no value.
 */
export function withSettingsOf<Config>(
  schema: ConfigSchema<Config>,
  config: Json,
  settings: readonly string[],
  example: string,
): Json {
  const complete = schema.safeParse(config);
  return settings.reduce<Json>((changed, setting) => {
    const at = setting.indexOf('=');
    const key = setting.slice(0, at).trim();
    if (at < 0 || key.split('.').some((part) => part === '')) {
      throw invalid(`"${setting}" is not a setting: write key=value, e.g. ${example}.`, 'set');
    }
    return put(changed, key.split('.'), valueOf(setting.slice(at + 1).trim()), key);
  }, complete.data ?? config);
}

/**
 * Checks a configuration as a person wrote it. Throws {@link InvalidRequestError} for the first setting that does not
 * fit, with its key and value, and for one that does not exist, with those that do.
 */
export function readConfig<Config>(schema: ConfigSchema<Config>, config: Json): Config {
  const checked = schema.safeParse(config);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0]!;
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') throw unknownKey(schema, config, path, issue.keys![0]!);
  const key = path.join('.') || 'the configuration';
  const value = at(config, path);
  if (value === undefined) throw invalid(`${key} is missing.`, key);
  const fits = issue.message.replace(/^Invalid (input|option): /, '');
  throw invalid(`${key}=${JSON.stringify(value)} does not fit: ${fits}.`, key);
}

/** A value as it was typed: JSON, else text. "1e-3", "true", "[3,6,3]" and "null" are JSON; "plateau" is text. */
function valueOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function put(within: Json, [part, ...rest]: string[], value: Json, key: string): Json {
  if (Array.isArray(within)) {
    const index = Number(part);
    if (!Number.isInteger(index) || index < 0 || index > within.length)
      throw invalid(`${key} does not exist: "${part}" is no place of a list of ${within.length}.`, key);
    const changed = [...(within as Json[])];
    changed[index] = rest.length === 0 ? value : put(changed[index], rest, value, key);
    return changed;
  }
  if (within !== undefined && within !== null && !isObject(within))
    throw invalid(`${key} does not exist: ${JSON.stringify(within)} has no "${part}".`, key);
  if (rest.length > 0) return { ...within, [part!]: put(within?.[part!], rest, value, key) };
  return part === 'kind' && within?.['kind'] !== value ? { kind: value } : { ...within, [part!]: value };
}

function at(within: Json, path: readonly string[]): Json {
  return path.reduce<Json>((value, part) => Object(value)[part] as Json, within);
}

function unknownKey<Config>(
  schema: ConfigSchema<Config>,
  config: Json,
  path: readonly string[],
  key: string,
): InvalidRequestError {
  const full = [...path, key].join('.');
  const without = schema.safeParse(remove(config, [...path, key]));
  const known = without.success ? Object.keys(Object(at(without.data, path)) as object) : [];
  const where = path.length > 0 ? path.join('.') : 'a configuration';
  const list = known.length > 0 ? ` Of ${where} there are: ${known.join(', ')}.` : '';
  const value = JSON.stringify(at(config, [...path, key]));
  return invalid(`There is no setting "${full}" (given as ${value}).${list}`, full);
}

function remove(within: Json, [part, ...rest]: string[]): Json {
  if (Array.isArray(within))
    return within.map((value, i): Json => (String(i) === part ? remove(value, rest) : (value as Json)));
  if (!isObject(within)) return within;
  if (rest.length > 0) return { ...within, [part!]: remove(within[part!], rest) };
  return Object.fromEntries(Object.entries(within).filter(([name]) => name !== part));
}

function invalid(sentence: string, parameter: string): InvalidRequestError {
  return new InvalidRequestError(sentence, { parameter });
}
