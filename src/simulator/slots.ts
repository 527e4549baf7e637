// The rows of a source with the changes made to them: an added row takes a slot at the end, a removed one leaves its
// slot empty, so that a position in the order of slots stays good for ever.

import type { JsonObject } from '../model/json.ts';
import type { Source } from '../model/server.ts';

export interface SlotStore {
  readonly count: () => number;
  /** Rows, which is slots that are not empty. */
  readonly size: () => number;
  /** Grows with each change. */
  readonly version: () => number;
  readonly find: (key: string) => number | undefined;
  readonly keyAt: (slot: number) => string;
  readonly at: (slot: number) => JsonObject | undefined;
  readonly isEmpty: (slot: number) => boolean;
  /** Replaces the row of a slot; null empties it. */
  readonly set: (slot: number, row: JsonObject | null) => void;
  readonly append: (key: string, row: JsonObject) => void;
}

export function createSlots(source: Source): SlotStore {
  /** Changed and added rows by slot; null: removed. */
  const changed = new Map<number, JsonObject | null>();
  const added: string[] = [];
  const slotsOfAdded = new Map<string, number>();
  let version = 0;
  let size = source.count;

  const set = (slot: number, row: JsonObject | null): void => {
    size += (row === null ? 0 : 1) - (changed.get(slot) === null ? 0 : 1);
    changed.set(slot, row);
    version++;
  };
  return {
    count: () => source.count + added.length,
    size: () => size,
    version: () => version,
    find: (key) => slotsOfAdded.get(key) ?? source.index(key),
    keyAt: (slot) => (slot < source.count ? source.key(slot) : (added[slot - source.count] ?? '')),
    at: (slot) => {
      const own = changed.get(slot);
      if (own !== undefined) return own ?? undefined;
      return slot < source.count ? source.row(slot) : undefined;
    },
    isEmpty: (slot) => changed.get(slot) === null,
    set,
    append: (key, row) => {
      const slot = source.count + added.push(key) - 1;
      slotsOfAdded.set(key, slot);
      changed.set(slot, null);
      set(slot, row);
    },
  };
}
