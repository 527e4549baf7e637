// id360_account_linking_history: which local accounts were linked, as the tenant's own history has it, newest first.

import { history as rule } from '../../kinds/account_linking/history.ts';
import { memberAt } from '../../model/history.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { err, ok } from '../../model/result.ts';
import { readHistory } from '../../reconcile/history.ts';
import { historyFilter } from '../../reconcile/known-filter.ts';
import { sinceForms, sinceOf } from '../../reconcile/since.ts';
import type { Filter } from '../../scim/filter.ts';
import type { Attribute } from '../schema/types.ts';
import type { Body } from '../session/body.ts';
import { faultsOf, placeIn, takeFilter, textIn, wrongArgument } from './arguments.ts';
import { argument, dataType, looked, shown, type Taken } from './types.ts';

interface Wanted {
  readonly filter: Filter | null;
  readonly since: string | undefined;
  readonly limit: number;
}

const usualLimit = 100;

const words: Readonly<Record<string, string>> = {
  id: 'The id of the row.',
  action_time: 'When it happened.',
  device_name: 'The name of the device.',
  link_action: 'What was done: an account was linked, or unlinked.',
  local_account: 'The local account on the device.',
  'local_account.id': 'The id of the local account.',
  'local_account.user_name': 'The name of the local account.',
  idp_account: 'The Identity360 account.',
  'idp_account.user_id': 'The id of the user.',
  'idp_account.user_name': 'The name of the user.',
  linking_attribute: 'What the two accounts were matched by.',
  status: 'Whether it succeeded.',
  status_message: 'Why it failed, as the server says it.',
};

/** The kind's columns; those with dotted names are members of one object. */
const columns: ReadonlyMap<string, readonly string[]> = rule.columns.reduce((all, column) => {
  const [name = '', member] = column.split('.');
  return all.set(name, [...(all.get(name) ?? []), ...(member === undefined ? [] : [member])]);
}, new Map<string, readonly string[]>());

const attributes: readonly Attribute[] = [...columns].map(([name, members]): Attribute => {
  const description = words[name] ?? '';
  if (members.length === 0) return shown(name, 'string', description);
  const inner = members.map((member) => shown(member, 'string', words[`${name}.${member}`] ?? ''));
  return { name, description, nested: { nesting: 'single', attributes: inner }, computed: true };
});

export const accountLinkingHistory = dataType<Wanted>({
  name: 'id360_account_linking_history',
  description:
    "The tenant's own history of account linking: which local account of which device was linked to whom, and what failed.",
  attributes: [
    argument(
      'filter',
      'string',
      `A SCIM filter over the rows, such as \`status eq "failed"\`. It may name ${[...rule.attributes].map((name) => `\`${name}\``).join(', ')}.`,
    ),
    argument('since', 'string', `Leaves out what is older: ${sinceForms}. Absent: nothing is left out.`),
    argument('limit', 'number', `The most rows to show, from 1. Default: ${usualLimit}.`),
    {
      name: 'rows',
      description: 'The rows, the newest first. What the API does not show is null.',
      nested: { nesting: 'list', attributes },
      computed: true,
    },
  ],
  take: (given, body) => {
    const filter = takeFilter(given, body, historyFilter('the filter', rule));
    const [since, limit] = [takeSince(given, body), takeLimit(given, body)];
    return filter.ok && since.ok && limit.ok
      ? ok({ filter: filter.value, since: since.value, limit: limit.value })
      : err(faultsOf(filter, since, limit));
  },
  look: async ({ filter, since, limit }, { reader, clock }) => {
    const from = since === undefined ? null : sinceOf(since, clock.now());
    const order = [{ name: rule.time, descending: true }];
    const rows = await readHistory(reader, rule, { filter, since: from, order, limit });
    return rows.ok ? looked({ rows: rows.value.map((row) => rowOf(row.shown)) }) : rows;
  },
});

function takeSince(given: JsonObject, body: Body): Taken<string | undefined> {
  const text = textIn(given, 'since');
  if (text === undefined || !Number.isNaN(sinceOf(text, 0))) return ok(text);
  const summary = `since cannot be ${JSON.stringify(text)}`;
  const why = 'it says from when on rows are shown';
  return err([wrongArgument({ summary, why, next: `give ${sinceForms}` }, placeIn(body, 'since'))]);
}

function takeLimit(given: JsonObject, body: Body): Taken<number> {
  const limit = given['limit'] ?? usualLimit;
  if (Number.isSafeInteger(limit) && Number(limit) > 0) return ok(Number(limit));
  const summary = `limit cannot be ${JSON.stringify(limit)}`;
  const why = 'it is the most rows to show';
  return err([wrongArgument({ summary, why, next: 'give a whole number from 1' }, placeIn(body, 'limit'))]);
}

/** Objects are always there, so that a configuration may name their members. */
const rowOf = (row: JsonObject): JsonObject =>
  Object.fromEntries(
    [...columns].map(([name, members]): [string, Json] => {
      if (members.length === 0) return [name, memberAt(row, name) ?? null];
      const inner = members.map((member) => [member, memberAt(row, `${name}.${member}`) ?? null] as const);
      return [name, Object.fromEntries(inner)];
    }),
  );
