// Rows in the order that was asked for. The server is believed to sort as long as its rows come in order and not all
// alike: then the first that fit are the first of all. One row out of order, and every row is looked at.

import { memberAt } from '../model/history.ts';
import type { Json } from '../model/json.ts';
import type { HistoryRow } from '../model/kind.ts';
import { instantOf } from '../scim/instant.ts';

/** Sorted by the member of this dotted, lower-case name. */
export interface Order {
  readonly name: string;
  readonly descending: boolean;
}

export interface Shelf {
  readonly put: (row: HistoryRow) => void;
  /** No row that is still to come has a place among the first. */
  readonly isDone: () => boolean;
  readonly rows: () => readonly HistoryRow[];
}

type Value = string | number | undefined;

interface Placed {
  readonly row: HistoryRow;
  readonly values: readonly Value[];
}

/** Holds the first `limit` rows of all that are put, and at most as many more. Rows that are alike stay as they came. */
export function shelfOf(order: readonly Order[], limit: number): Shelf {
  let held: Placed[] = [];
  let last: Placed | undefined;
  let [inOrder, differ] = [true, false];
  const sortHeld = (): void => {
    held = held.sort((a, b) => compare(a, b, order)).slice(0, limit);
  };
  return {
    put: (row) => {
      const placed = { row, values: order.map(({ name }) => comparable(memberAt(row.named, name))) };
      const step = last === undefined ? 0 : compare(last, placed, order);
      if (step > 0) inOrder = false;
      if (step < 0) differ = true;
      last = placed;
      if (held.push(placed) >= 2 * limit) sortHeld();
    },
    isDone: () => held.length >= limit && inOrder && differ,
    rows: () => {
      sortHeld();
      return held.map(({ row }) => row);
    },
  };
}

function compare(a: Placed, b: Placed, order: readonly Order[]): number {
  for (const [i, { descending }] of order.entries()) {
    const compared = compareValues(a.values[i], b.values[i]);
    if (compared !== 0) return descending ? -compared : compared;
  }
  return 0;
}

/** Numbers before texts; rows that lack the member last (first where descending). */
function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : 1;
}

/** Date-times are compared as instants, texts without case. */
function comparable(value: Json | undefined): Value {
  if (value === undefined || value === null || typeof value === 'number') return value ?? undefined;
  if (typeof value !== 'string') return JSON.stringify(value).toLowerCase();
  const instant = instantOf(value);
  return Number.isNaN(instant) ? value.toLowerCase() : instant;
}
