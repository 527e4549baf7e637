// The options of trueup history, made sure of before anything is sent: a filter that is not understood must not mean
// every row.

import type { HistoryRule } from '../model/kind.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { HistoryWanted } from '../reconcile/history.ts';
import type { Order } from '../reconcile/history-order.ts';
import { historyFilter, known, knownFilter } from '../reconcile/known-filter.ts';
import { sinceForms, sinceOf } from '../reconcile/since.ts';
import { type Given, text } from './options.ts';
import { usage } from './usage.ts';

/** `now` in milliseconds since 1970. */
export function historyWanted(options: Given, rule: HistoryRule, now: number): Result<HistoryWanted> {
  const given = text(options, 'filter');
  const filter = given === undefined ? ok(null) : knownFilter(given, historyFilter(whose, rule));
  if (!filter.ok) return filter;
  const order = orderOf(text(options, 'sort') ?? `-${rule.time}`, rule);
  if (!order.ok) return order;
  const since = sinceIn(text(options, 'since'), now);
  if (!since.ok) return since;
  const limit = Number(options['limit'] ?? Number.POSITIVE_INFINITY);
  if (options['limit'] !== undefined && !(Number.isSafeInteger(limit) && limit > 0))
    return err(usage('--limit takes a whole number from 1', 'give for example --limit 50'));
  return ok({ filter: filter.value, since: since.value, order: order.value, limit });
}

const whose = 'the filter of --filter';

function orderOf(given: string, rule: HistoryRule): Result<readonly Order[]> {
  const order = given.split(',').map((field) => {
    const name = field.trim().toLowerCase();
    return { name: name.replace(/^-/, ''), descending: name.startsWith('-') };
  });
  const unknown = order.find(({ name }) => !rule.attributes.has(name));
  if (unknown === undefined) return ok(order);
  const why = 'a field is an attribute of the history; - before it sorts the largest first';
  return err(usage(`--sort names "${unknown.name}", which is no such field`, `use: ${known(rule)}`, why));
}

function sinceIn(given: string | undefined, now: number): Result<number | null> {
  if (given === undefined) return ok(null);
  const at = sinceOf(given, now);
  return Number.isNaN(at) ? err(usage(`--since does not take "${given}"`, `give ${sinceForms}`)) : ok(at);
}
