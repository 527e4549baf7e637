// A row of the API as a map of texts, which is what Terraform can hold of an object whose members are not known before.

import { isObject } from '../../model/json.ts';

type Row = Readonly<Record<string, unknown>>;

/** Texts by name, dotted for members of members; lists are JSON, and what is null or absent is left out. */
export function flatOf(row: Row): Readonly<Record<string, string>> {
  return Object.fromEntries(entriesOf(row, ''));
}

const entriesOf = (row: Row, prefix: string): [string, string][] =>
  Object.entries(row).flatMap(([name, value]): [string, string][] => {
    if (isObject(value)) return entriesOf(value, `${prefix}${name}.`);
    const text = textOf(value);
    return text === null ? [] : [[`${prefix}${name}`, text]];
  });

/** A value as text; null where there is none. */
export function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
