// Rows of a server's history that belong to what drifted, and the one way to look a row's member up by its name.

import type { Address } from './address.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { HistoryRow } from './kind.ts';

export interface DriftHistory {
  /** When the last apply ended, ISO 8601; null: none is known, and the rows are the newest that belong. */
  readonly since: string | null;
  /** The newest first. */
  readonly rows: readonly RelatedRow[];
}

export interface RelatedRow {
  /** Of the changes that the row may have to do with; never empty. */
  readonly addresses: readonly Address[];
  readonly row: HistoryRow;
}

/** The member of a dotted name, `local.user_name`; undefined where there is none. */
export function memberAt(row: JsonObject, name: string): Json | undefined {
  let value: Json | undefined = row;
  for (const part of name.split('.'))
    value = isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  return value;
}

/** The same as text; empty where there is none. */
export function textAt(row: JsonObject, name: string): string {
  const value = memberAt(row, name) ?? '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
