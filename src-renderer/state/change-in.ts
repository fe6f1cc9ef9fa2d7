/** A copy of a nested plain value in which the place that the keys lead to holds `value`; undefined takes the key away. */
export function changedIn<Value>(whole: Value, path: readonly (string | number)[], value: unknown): Value {
  const [key, ...rest] = path;
  if (key === undefined) return value as Value;
  if (Array.isArray(whole)) {
    const copy = [...(whole as unknown[])];
    copy[key as number] = changedIn(copy[key as number], rest, value);
    return copy as Value;
  }
  const copy: Record<string, unknown> = { ...(whole as object) };
  const next = changedIn(copy[key], rest, value);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy as Value;
}
