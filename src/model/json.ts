// JSON values and the total functions over them that every room needs: one canonical text, one equality. Canonical
// text has sorted keys, so equal values always have equal text (and equal hashes).

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for a plain JSON object: not null, not an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value where it is an object; else one without members. */
export const asObject = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** The one text of a value: keys in order, no white space; members that are undefined are left out. */
export function canonical(value: unknown): string {
  return JSON.stringify(ordered(value ?? null));
}

/** The same value with its keys in order, which JSON.stringify prints many times faster than code of ours would. */
function ordered(value: unknown): unknown {
  if (isOrdered(value)) return value;
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort())
    if (key === '__proto__')
      Object.defineProperty(copy, key, { value: ordered(value[key]), enumerable: true });
    else copy[key] = ordered(value[key]);
  return copy;
}

/** True where there is nothing to put in order: most states and changes need no copy. */
function isOrdered(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isOrdered);
  if (!isObject(value)) return true;
  let last = '';
  for (const key in value) {
    if (key < last || !isOrdered(value[key])) return false;
    last = key;
  }
  return true;
}

/** Deep equality of two JSON values; the order of keys does not count, the order of items does. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  if (!isObject(a) || !isObject(b)) return (a ?? null) === (b ?? null);
  const keys = keysOf(a);
  for (const key of keys)
    if (!Object.hasOwn(b, key) || b[key] === undefined || !sameJson(a[key], b[key])) return false;
  return keysOf(b).length === keys.length;
}

const keysOf = (value: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(value).filter((key) => value[key] !== undefined);
