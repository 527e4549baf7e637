// The pages of a collection, by cursor or by offset, as JSON text. How paging ends and what the totals are worth is
// up to the switches.

import { canonical, type JsonObject } from '../model/json.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { Asked, Collection, Problem, Switches } from '../model/server.ts';
import { type Position, printCursor, readCursor } from './cursor.ts';
import { type ListQuery, parseQuery, pick } from './query.ts';
import { createResolver, type Resolver } from './resolve.ts';
import { lookOf } from './rules.ts';
import type { Slots } from './table.ts';

/** A page: its JSON text, and the keys of its rows. */
export interface Page {
  readonly text: string;
  readonly keys: readonly string[];
}

export type Pager = (asked: Asked) => Result<Page, Problem>;

interface Parts {
  readonly collection: Collection;
  readonly table: Slots;
  readonly switches: () => Readonly<Switches>;
  readonly resolver: Resolver;
}

export function createPager(collection: Collection, table: Slots, switches: () => Readonly<Switches>): Pager {
  const parts = { collection, table, switches, resolver: createResolver(collection, table, switches) };
  return (asked) => {
    const slice = collection.slice?.(asked) ?? ok(null);
    if (!slice.ok) return slice;
    const query = parseQuery(asked.query, collection, slice.value, switches().maxLimit);
    if (!query.ok) return query;
    return collection.paging === 'cursor'
      ? byCursor(parts, query.value, asked.query)
      : byOffset(parts, query.value, asked.query);
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
  const extra = query.slice?.extra;
  const view = [collection.noun, lookOf(switches()), query.fields?.join() ?? '*', canonical(extra)].join(' ');
  const make = (row: JsonObject): string => {
    const shown = collection.show(row, switches());
    return JSON.stringify(pick(extra === undefined ? shown : { ...shown, ...extra }, query.fields));
  };
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
  const whole = query.matches === null && query.order.length === 0 && query.slice === null;
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
  return ok(page(parts, taken, meta));
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

/** `from` counts from what the switch `firstIndex` says, and less is taken for that. */
function byOffset(
  parts: Parts,
  query: ListQuery,
  values: Readonly<Record<string, string>>,
): Result<Page, Problem> {
  const { collection, resolver, switches } = parts;
  const { firstIndex, totals } = switches();
  const text = values['from'] ?? '0';
  if (!/^\d{1,9}$/.test(text))
    return err({ problem: 'invalid-parameter', detail: "Value for 'from' is not valid" });
  const start = Math.max(firstIndex, Number(text));
  const { slots } = resolver.fresh(query);
  const taken = take(parts, query, slots, start - firstIndex);
  const start_index = collection.indexAsText === true ? String(start) : start;
  return ok(page(parts, taken, { start_index, limit: query.limit, ...total(slots.length, totals) }));
}

/** Wrong totals are wrong as those of the pages' samples are: too low. */
function total(right: number, totals: Switches['totals']): JsonObject {
  if (totals === 'absent') return {};
  return { total_no_of_objects: totals === 'right' ? right : right === 0 ? 1 : Math.floor(right / 2) };
}

function page({ collection, switches }: Parts, { texts, keys }: Taken, meta: JsonObject): Page {
  const rows = `[${texts.join(',')}]`;
  const data = collection.nested?.(switches()) === true ? `[${rows}]` : rows;
  return { text: `{"data":${data},"meta":${JSON.stringify(meta)}}`, keys };
}
