// How a filter reads an attribute of a row: names without case, every value of a multi-valued attribute, nothing
// inherited. null, an absent attribute and an empty list are the same nothing (RFC 7643 §2.5).

import { splitPath } from './path.ts';

export type Row = Readonly<Record<string, unknown>>;

/**
 * Where a top-level attribute is not simply a member of the row: given its name in small letters, how to read it
 * from a row, or undefined for the plain way. Asked once for each attribute when a filter is compiled.
 */
export type AttributeOf = (name: string) => ((row: Row) => unknown) | undefined;

/** True where some value of the attribute passes the test; null is no value. */
export type AnyValue = (row: Row, test: (value: unknown) => boolean) => boolean;

export const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;

export function anyValueOf(path: string, attributeOf?: AttributeOf): AnyValue {
  const { extension, names } = splitPath(path);
  const [name, ...subNames] = names;
  const special = extension === '' ? attributeOf?.(name.toLowerCase()) : undefined;
  if (extension !== '') subNames.unshift(name);
  const first = special ?? memberOf(extension === '' ? name : extension);
  const steps = subNames.map(memberOf);
  return (row, test) => anyBelow(first(row), steps, 0, test);
}

type Step = (row: Row) => unknown;

function anyBelow(
  value: unknown,
  steps: readonly Step[],
  at: number,
  test: (v: unknown) => boolean,
): boolean {
  if (value === undefined || value === null) return false;
  // A list in a list is not SCIM: it is not searched, so no row can exhaust the stack.
  if (Array.isArray(value))
    return value.some((item) => !Array.isArray(item) && anyBelow(item, steps, at, test));
  const step = steps[at];
  if (step === undefined) return test(value);
  return isRow(value) && anyBelow(step(value), steps, at + 1, test);
}

/** Reads a member as written, else in small letters, else in any case. */
export function memberOf(name: string): Step {
  const lower = name.toLowerCase();
  return (row) => {
    if (Object.hasOwn(row, name)) return row[name];
    if (Object.hasOwn(row, lower)) return row[lower];
    // Names are ASCII, and nothing of another length is one of them in small letters.
    for (const key in row) {
      if (key.length === lower.length && key.toLowerCase() === lower && Object.hasOwn(row, key))
        return row[key];
    }
    return undefined;
  };
}
