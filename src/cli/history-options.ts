// The options of trueup history, made sure of before anything is sent: a filter that is not understood must not mean
// every row.

import type { Failure } from '../model/failure.ts';
import { invalidFilter } from '../model/invalid-filter.ts';
import type { HistoryRule } from '../model/kind.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { HistoryWanted } from '../reconcile/history.ts';
import type { Order } from '../reconcile/history-order.ts';
import type { Filter } from '../scim/filter.ts';
import { instantOf } from '../scim/instant.ts';
import { tokenise } from '../scim/lex.ts';
import { attributesOf, parseFilter } from '../scim/parse.ts';
import { type Given, text } from './options.ts';
import { usage } from './usage.ts';

/** `now` in milliseconds since 1970. */
export function historyWanted(options: Given, rule: HistoryRule, now: number): Result<HistoryWanted> {
  const filter = filterOf(text(options, 'filter'), rule);
  if (!filter.ok) return filter;
  const order = orderOf(text(options, 'sort') ?? `-${rule.time}`, rule);
  if (!order.ok) return order;
  const since = sinceOf(text(options, 'since'), now);
  if (!since.ok) return since;
  const limit = Number(options['limit'] ?? Number.POSITIVE_INFINITY);
  if (options['limit'] !== undefined && !(Number.isSafeInteger(limit) && limit > 0))
    return err(usage('--limit takes a whole number from 1', 'give for example --limit 50'));
  return ok({ filter: filter.value, since: since.value, order: order.value, limit });
}

const known = ({ attributes }: HistoryRule): string => [...attributes].sort().join(', ');

function filterOf(given: string | undefined, rule: HistoryRule): Result<Filter | null> {
  if (given === undefined) return ok(null);
  const parsed = parseFilter(given);
  if (!parsed.ok)
    return err({ ...invalidFilter('the filter of --filter', given, parsed.error), reason: 'error' });
  const unknown = attributesOf(parsed.value).find((name) => !rule.attributes.has(name.toLowerCase()));
  return unknown === undefined ? parsed : err(unknownAttribute(given, unknown, rule));
}

const marked = (given: string, position: number): string => `${given}\n${' '.repeat(position)}^`;

function unknownAttribute(given: string, name: string, rule: HistoryRule): Failure {
  const last = name.toLowerCase().split('.').at(-1);
  const names = (word: string): boolean => word.toLowerCase().split(/[.:]/).at(-1) === last;
  const at = tokenise(given).find((token) => token.kind === 'word' && names(token.text))?.at ?? 0;
  return {
    code: 'config.unknown-attribute',
    reason: 'error',
    summary: `the filter of --filter names "${name}", which the history does not have`,
    why: `at character ${at + 1}: over an attribute that does not exist it would select no row, or with not, every one\n${marked(given, at)}`,
    next: `use one of: ${known(rule)}`,
  };
}

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

const spans: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** An instant, a day (from its start, UTC), or how long before `now`. */
function sinceOf(given: string | undefined, now: number): Result<number | null> {
  if (given === undefined) return ok(null);
  const [, count = '', unit = ''] = /^(\d{1,6})([mhd])$/i.exec(given) ?? [];
  const span = Number(count) * (spans[unit.toLowerCase()] ?? Number.NaN);
  const at = Number.isNaN(span)
    ? instantOf(/^\d{4}-\d\d-\d\d$/.test(given) ? `${given}T00:00:00Z` : given)
    : now - span;
  const next = 'give a time such as 2026-05-04T03:00:00Z or 2026-05-04, or how long ago: 30m, 24h, 7d';
  return Number.isNaN(at) ? err(usage(`--since does not take "${given}"`, next)) : ok(at);
}
