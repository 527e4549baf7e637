// From a query to the rows that it means, as slots in order. The lists are kept for the pages to come, so that a
// filter or a sort is worked out once for all pages and again only after the table changed.

import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { Collection, Switches } from '../model/server.ts';
import type { ListQuery, Order } from './query.ts';
import { lookOf } from './rules.ts';
import type { Slots } from './table.ts';

const maxLists = 16;

export interface SlotList {
  readonly id: string;
  readonly slots: readonly number[];
}

export interface Resolver {
  /** The rows of the query as they are now. */
  readonly fresh: (query: ListQuery) => SlotList;
  /** The list of that id; where it is no longer kept, the rows as they are now. */
  readonly again: (id: string, query: ListQuery) => SlotList;
}

/** `switches` is asked each time: they may change while the simulator runs. */
export function createResolver(
  collection: Collection,
  table: Slots,
  switches: () => Readonly<Switches>,
): Resolver {
  const lists = new Map<string, SlotList & { readonly basis: string }>();
  let last = 0;

  const fresh = (query: ListQuery): SlotList => {
    const basis = [query.hash, table.version(), lookOf(switches())].join(' ');
    const known = [...lists.values()].find((list) => list.basis === basis);
    if (known !== undefined) return known;
    const list = { id: String(++last), slots: resolve(collection, table, query, switches()), basis };
    lists.set(list.id, list);
    const [oldest] = lists.keys();
    if (lists.size > maxLists && oldest !== undefined) lists.delete(oldest);
    return list;
  };
  return { fresh, again: (id, query) => lists.get(id) ?? fresh(query) };
}

function resolve(
  collection: Collection,
  table: Slots,
  { matches, order, slice }: ListQuery,
  switches: Readonly<Switches>,
): readonly number[] {
  const found: Found[] = [];
  for (let slot = 0; slot < table.slots(); slot++) {
    const row = table.at(slot);
    if (row === undefined || slice?.has(row) === false) continue;
    const searched = collection.search(row, switches);
    if (matches !== null && !matches(searched)) continue;
    found.push({ slot, values: order.map(({ path }) => comparable(valueAt(searched, path))) });
  }
  if (order.length > 0) found.sort((a, b) => compareRows(a, b, order));
  else if (collection.newestFirst === true) found.reverse();
  return found.map(({ slot }) => slot);
}

/** A row that was found, with its values of the fields that it is sorted by. */
interface Found {
  readonly slot: number;
  readonly values: readonly Comparable[];
}

function valueAt(row: JsonObject, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, name) => (isObject(value) ? value[name] : undefined), row);
}

function compareRows(a: Found, b: Found, order: readonly Order[]): number {
  for (const [index, { descending }] of order.entries()) {
    const compared = compare(a.values[index], b.values[index]);
    if (compared !== 0) return descending ? -compared : compared;
  }
  return 0;
}

type Comparable = string | number | undefined;

/** Rows that lack the field come last (first where descending). */
function compare(a: Comparable, b: Comparable): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Texts are sorted without case, anything but a number as its text. */
function comparable(value: Json | undefined): Comparable {
  if (value === undefined || typeof value === 'number') return value;
  return (typeof value === 'string' ? value : JSON.stringify(value)).toLowerCase();
}
