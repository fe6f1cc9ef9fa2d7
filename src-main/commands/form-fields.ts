import { z } from 'zod';
import { NAMES } from './form-names';

/** A place of a form, read off a schema: how a value is typed there, and what it may be. */
export type FormField =
  | NumberFormField
  | { kind: 'switch' }
  | { kind: 'text' }
  /** One of a few values. */
  | { kind: 'choice'; options: readonly (string | number)[] }
  /** Numbers in a row; so many of them, where that is said. */
  | { kind: 'numbers'; length: number | null; whole: boolean }
  /** How many of some things, or their names. */
  | { kind: 'countOrNames' }
  | { kind: 'group'; fields: readonly NamedField[] }
  /** One of several groups; the value's `kind` says which. */
  | { kind: 'variants'; variants: readonly FormVariant[] }
  | { kind: 'list'; of: FormField; initial: unknown };

/** A number. `above` and `below` are bounds that it does not reach. */
export interface NumberFormField {
  kind: 'number';
  whole: boolean;
  min?: number;
  max?: number;
  above?: number;
  below?: number;
}

/** A field with its key in the value around it. */
export interface NamedField {
  key: string;
  label: string;
  /** What it is, in a sentence; empty where the schema does not say. */
  help: string;
  field: FormField;
  /** Whether it may be left empty: it then has no value, or (`null`) the value null. */
  empty: 'absent' | 'null' | null;
  /** What it begins with where there is a value: the default, else the least there can be. */
  initial: unknown;
}

/** A group that is one of several. */
export interface FormVariant {
  value: string;
  label: string;
  fields: readonly NamedField[];
  initial: Record<string, unknown>;
}

/** The fields of an object's schema, in its order; what can have one value only is left out. */
export function formFields(schema: z.ZodType): readonly NamedField[] {
  const root = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  return fieldsOf(root);
}

/** What one of a field's choices is called. */
export function optionLabel(field: string, option: string): string {
  return NAMES[`${field} ${option}`] ?? labelOf(option);
}

/** A key as a person reads it: "learningRate" is "Learning rate". */
export function labelOf(key: string): string {
  const name = NAMES[key];
  if (name !== undefined) return name;
  const words = key.replaceAll('-', ' ').replace(/([a-z\d])([A-Z])/g, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

/** The part of JSON Schema that zod writes for the schemas here. */
interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  const?: unknown;
  enum?: (string | number)[];
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  description?: string;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  default?: unknown;
}

function fieldsOf({ properties = {}, required = [] }: JsonSchema): NamedField[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    if (schema.const !== undefined) return [];
    const [plain, isNullable] = withoutNull(schema);
    const isOptional = !required.includes(key) && schema.default === undefined;
    const empty = isNullable ? 'null' : isOptional ? 'absent' : null;
    const help = schema.description ?? '';
    return [{ key, label: labelOf(key), help, field: fieldOf(plain), empty, initial: initialOf(plain) }];
  });
}

function fieldOf(schema: JsonSchema): FormField {
  const { type, enum: options, oneOf, anyOf, items } = schema;
  if (oneOf) return { kind: 'variants', variants: oneOf.map(variantOf) };
  if (anyOf) return { kind: 'countOrNames' };
  if (options) return { kind: 'choice', options };
  if (type === 'object') return { kind: 'group', fields: fieldsOf(schema) };
  if (type === 'boolean') return { kind: 'switch' };
  if (type === 'number' || type === 'integer') return numberOf(schema);
  if (type === 'array' && (items?.type === 'integer' || items?.type === 'number')) {
    const { minItems, maxItems } = schema;
    const length = minItems === maxItems ? (minItems ?? null) : null;
    return { kind: 'numbers', length, whole: items.type === 'integer' };
  }
  if (type === 'array' && items) return { kind: 'list', of: fieldOf(items), initial: initialOf(items) };
  return { kind: 'text' };
}

function variantOf(schema: JsonSchema): FormVariant {
  const value = String(schema.properties?.['kind']?.const);
  const initial = initialOf(schema) as Record<string, unknown>;
  return { value, label: labelOf(value), fields: fieldsOf(schema), initial };
}

/** The default of a schema, completed by those of its parts; the least there can be where it has none. */
function initialOf(schema: JsonSchema): unknown {
  const { type, const: only, enum: options, oneOf, anyOf, items, minItems = 0 } = schema;
  if (only !== undefined) return only;
  if (oneOf) {
    const given = schema.default as { kind?: string } | undefined;
    const variant = oneOf.find(({ properties }) => properties?.['kind']?.const === given?.kind) ?? oneOf[0]!;
    return { ...(initialOf(variant) as object), ...given };
  }
  if (type === 'object') {
    const entries = Object.entries(schema.properties ?? {}).filter(
      ([key, part]) => part.default !== undefined || schema.required?.includes(key),
    );
    return Object.fromEntries(entries.map(([key, part]) => [key, initialOf(part)]));
  }
  if (schema.default !== undefined) return schema.default;
  if (anyOf) return initialOf(anyOf.find((one) => one.type !== 'null')!);
  if (options) return options[0];
  if (type === 'array') return Array.from({ length: minItems }, () => initialOf(items!));
  if (type === 'boolean') return false;
  if (type === 'number' || type === 'integer') return schema.minimum ?? 0;
  return '';
}

function numberOf({
  type,
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
}: JsonSchema): NumberFormField {
  return {
    kind: 'number',
    whole: type === 'integer',
    ...(minimum !== undefined && { min: minimum }),
    ...(maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && { max: maximum }),
    ...(exclusiveMinimum !== undefined && { above: exclusiveMinimum }),
    ...(exclusiveMaximum !== undefined && { below: exclusiveMaximum }),
  };
}

/** The schema beside null, where it is one of both. */
function withoutNull(schema: JsonSchema): [JsonSchema, boolean] {
  const others = schema.anyOf?.filter(({ type }) => type !== 'null');
  return others && others.length === 1 ? [others[0]!, true] : [schema, false];
}
