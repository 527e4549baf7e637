// A table over a source: rows are made on demand, and only changed ones are kept. Every change goes through `put`
// or `remove`, which forget the row's text.

import type { JsonObject } from '../model/json.ts';
import type { Source, Table } from '../model/server.ts';
import { mergePatch } from './merge.ts';
import { createSlots } from './slots.ts';
import { createTexts } from './texts.ts';

/** A table as lists see it: slots in order, some of them empty. */
export interface Slots extends Table {
  readonly slots: () => number;
  readonly keyAt: (slot: number) => string;
  readonly at: (slot: number) => JsonObject | undefined;
  /** The text of the row in a slot, in the view of that name; undefined where the slot is empty. */
  readonly text: (slot: number, view: string, make: (row: JsonObject) => string) => string | undefined;
  /** Grows with each change. */
  readonly version: () => number;
}

export function createTable(source: Source): Slots {
  const { count, size, version, find, keyAt, at, isEmpty, set, append } = createSlots(source);
  const texts = createTexts();
  const get = (key: string): JsonObject | undefined => {
    const slot = find(key);
    return slot === undefined ? undefined : at(slot);
  };
  const replace = (slot: number, row: JsonObject | null): void => {
    set(slot, row);
    texts.forget(slot);
  };
  const put = (key: string, row: JsonObject): void => {
    const slot = find(key);
    if (slot === undefined) append(key, row);
    else replace(slot, row);
  };
  const patch = (key: string, change: JsonObject): JsonObject | undefined => {
    const slot = find(key);
    const row = slot === undefined ? undefined : at(slot);
    if (slot === undefined || row === undefined) return undefined;
    const patched = mergePatch(row, change);
    replace(slot, patched);
    return patched;
  };
  const remove = (key: string): boolean => {
    const slot = find(key);
    if (slot === undefined || isEmpty(slot)) return false;
    replace(slot, null);
    return true;
  };
  const textOf = (slot: number, make: (row: JsonObject) => string): string | undefined => {
    const row = at(slot);
    return row === undefined ? undefined : make(row);
  };
  const text: Slots['text'] = (slot, view, make) =>
    isEmpty(slot) ? undefined : texts.get(slot, view, () => textOf(slot, make));
  function* keys(): Generator<string> {
    for (let slot = 0; slot < count(); slot++) if (!isEmpty(slot)) yield keyAt(slot);
  }
  return { size, slots: count, version, keys, keyAt, at, text, get, put, patch, remove };
}
