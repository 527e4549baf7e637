// The pages of a collection, by cursor or by offset, as JSON text. How paging ends and what the totals are worth is
// up to the switches.

import type { JsonObject } from '../model/json.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { Collection, Problem, Switches } from '../model/server.ts';
import { type Position, printCursor, readCursor } from './cursor.ts';
import { type ListQuery, parseQuery, pick } from './query.ts';
import { createResolver, type Resolver } from './resolve.ts';
import type { Slots } from './table.ts';

/** A page: its JSON text, and the keys of its rows. */
export interface Page {
  readonly text: string;
  readonly keys: readonly string[];
}

export type Pager = (values: Readonly<Record<string, string>>) => Result<Page, Problem>;

interface Parts {
  readonly collection: Collection;
  readonly table: Slots;
  readonly switches: () => Readonly<Switches>;
  readonly resolver: Resolver;
}

export function createPager(collection: Collection, table: Slots, switches: () => Readonly<Switches>): Pager {
  const parts = { collection, table, switches, resolver: createResolver(collection, table, switches) };
  return (values) => {
    const query = parseQuery(values, collection, switches().maxLimit);
    if (!query.ok) return query;
    return collection.paging === 'cursor'
      ? byCursor(parts, query.value, values)
      : byOffset(parts, query.value, values);
  };
}

interface Taken {
  readonly texts: readonly string[];
  readonly keys: readonly string[];
  /** Where the next row is; null: there is none. */
  readonly next: number | null;
}

/** Rows from a position on, empty slots left out. `slots` null: the table itself. */
function take(
  { collection, table, switches }: Parts,
  query: ListQuery,
  slots: readonly number[] | null,
  from: number,
): Taken {
  const { ids, name, access, jobReads } = switches();
  const view = [collection.table, ids, name, access, jobReads, query.fields?.join() ?? '*'].join(' ');
  const make = (row: JsonObject): string =>
    JSON.stringify(pick(collection.show(row, switches()), query.fields));
  const [texts, keys]: [string[], string[]] = [[], []];
  const end = slots?.length ?? table.slots();
  for (let at = from; at < end; at++) {
    const slot = slots === null ? at : (slots[at] ?? -1);
    const text = table.text(slot, view, make);
    if (text === undefined) continue;
    if (texts.length === query.limit) return { texts, keys, next: at };
    texts.push(text);
    keys.push(table.keyAt(slot));
  }
  return { texts, keys, next: null };
}

function byCursor(
  parts: Parts,
  query: ListQuery,
  values: Readonly<Record<string, string>>,
): Result<Page, Problem> {
  const { table, resolver, switches } = parts;
  const cursor = values['cursor'] === undefined ? null : readCursor(values['cursor'], query.hash);
  if (cursor === undefined)
    return err({ problem: 'invalid-parameter', detail: "Value for 'cursor' is not valid" });
  const whole = query.matches === null && query.order.length === 0;
  const list = whole ? null : cursor === null ? resolver.fresh(query) : resolver.again(cursor.list, query);
  const taken = take(parts, query, list?.slots ?? null, cursor?.at ?? 0);
  const place = { hash: query.hash, list: list?.id ?? 'all' };
  const end = list?.slots.length ?? table.slots();
  const next = nextPosition(taken, place, cursor, end, switches().lastPage);
  const meta = {
    cursor: cursor === null ? null : printCursor(cursor),
    next_cursor: next === null ? null : printCursor(next),
    is_last: switches().lastPage === 'is_last' && taken.next === null,
    limit: query.limit,
    ...total(list?.slots.length ?? table.size(), switches().totals),
  };
  return ok(page(taken, meta));
}

/** Where the next cursor points to; after the last row this is how the paging ends. */
function nextPosition(
  { next }: Taken,
  place: Omit<Position, 'at'>,
  cursor: Position | null,
  end: number,
  lastPage: Switches['lastPage'],
): Position | null {
  if (next !== null) return { ...place, at: next };
  if (lastPage === 'is_last' || lastPage === 'no_cursor') return null;
  // A first page has no cursor that could come again: an empty page with one follows it.
  if (lastPage === 'repeated_cursor') return cursor ?? { ...place, at: end };
  return { ...place, at: Math.max(end, (cursor?.at ?? 0) + 1) };
}

/** `from` counts from 1, and 0 is taken for 1. */
function byOffset(
  parts: Parts,
  query: ListQuery,
  values: Readonly<Record<string, string>>,
): Result<Page, Problem> {
  const text = values['from'] ?? '1';
  if (!/^\d{1,9}$/.test(text))
    return err({ problem: 'invalid-parameter', detail: "Value for 'from' is not valid" });
  const start = Math.max(1, Number(text));
  const { slots } = parts.resolver.fresh(query);
  const taken = take(parts, query, slots, start - 1);
  return ok(
    page(taken, { start_index: start, limit: query.limit, ...total(slots.length, parts.switches().totals) }),
  );
}

/** Wrong totals are wrong as those of the pages' samples are: too low. */
function total(right: number, totals: Switches['totals']): JsonObject {
  if (totals === 'absent') return {};
  return { total_no_of_objects: totals === 'right' ? right : right === 0 ? 1 : Math.floor(right / 2) };
}

function page({ texts, keys }: Taken, meta: JsonObject): Page {
  return { text: `{"data":[${texts.join(',')}],"meta":${JSON.stringify(meta)}}`, keys };
}
