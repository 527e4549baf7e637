// The server's history, row by row: filtered by the server and checked again here, sorted by the server and sorted
// again here. No more rows are held than are wanted.

import type { Reader } from '../api/port.ts';
import type { HistoryRow, HistoryRule } from '../model/kind.ts';
import { err, ok, type Result } from '../model/result.ts';
import { compileFilter } from '../scim/compile.ts';
import { type Filter, joinFilters } from '../scim/filter.ts';
import { instantOf } from '../scim/instant.ts';
import { printFilter } from '../scim/print.ts';
import { wrongShape } from './failures.ts';
import { type Order, shelfOf } from './history-order.ts';

export interface HistoryWanted {
  readonly filter: Filter | null;
  /** Milliseconds since 1970; earlier rows are left out. Null: none are. */
  readonly since: number | null;
  readonly order: readonly Order[];
  readonly limit: number;
  /** What else a row must be. */
  readonly fits?: (row: HistoryRow) => boolean;
}

/** The wanted rows in order, or why the history could not be read whole. Attributes must be known to the rule. */
export async function readHistory(
  reader: Reader,
  rule: HistoryRule,
  wanted: HistoryWanted,
): Promise<Result<readonly HistoryRow[]>> {
  const read = rule.read(queryOf(rule, wanted));
  const shelf = shelfOf(wanted.order, wanted.limit);
  const fits = testOf(wanted);
  for await (const page of reader.pages(read)) {
    if (!page.ok) return page;
    for (const [i, raw] of page.value.entries()) {
      const row = rule.decode(raw);
      if (!row.ok) {
        const { field, expected } = row.error;
        return err(wrongShape(read.request, { field: `data[${i}].${field}`.replace(/\.$/, ''), expected }));
      }
      if (fits(row.value)) shelf.put(row.value);
    }
    if (shelf.isDone()) break;
  }
  return ok(shelf.rows());
}

function queryOf({ time }: HistoryRule, { filter, since, order }: HistoryWanted): Record<string, string> {
  const parts = filter === null ? [] : [filter];
  // Whole seconds, rounded down: servers need not know others. The rest is up to the check of each row.
  if (since !== null)
    parts.push({ op: 'ge', path: time, value: new Date(since).toISOString().replace(/\.\d+/, '') });
  const [first, ...rest] = parts;
  const sort = order.map(({ name, descending }) => `${descending ? '-' : ''}${name}`).join(',');
  return { ...(first && { filter: printFilter(joinFilters('and', first, rest)) }), sort };
}

/** A row whose time cannot be read is kept: it may be a late one. */
function testOf({ filter, since, fits }: HistoryWanted): (row: HistoryRow) => boolean {
  const matches = filter === null ? () => true : compileFilter(filter);
  const isLate = ({ at }: HistoryRow): boolean => since === null || !(instantOf(at) < since);
  return (row) => isLate(row) && (matches(row.sent) || matches(row.named)) && (fits?.(row) ?? true);
}
