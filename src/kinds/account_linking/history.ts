// The history of account linking (account-linking page): which local account of which device was linked to whom, or
// not. Names that the page's samples spell in two ways are shown in one and found under both.

import { formatAddress } from '../../model/address.ts';
import type { Change } from '../../model/change.ts';
import { groupBy } from '../../model/group-by.ts';
import { textAt } from '../../model/history.ts';
import { idOf } from '../../model/id.ts';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Decoded, HistoryRow, HistoryRule, WrongShape } from '../../model/kind.ts';
import { fold } from '../../model/local-accounts.ts';
import { err, ok } from '../../model/result.ts';

const time = 'action_time';
const texts = ['device_name', 'link_action', time, 'linking_attribute', 'status', 'status_message'];

/** Members that are objects: the name of each member of theirs, with its other spelling. */
const accounts: Readonly<Record<string, { readonly id: Spelling; readonly name: Spelling }>> = {
  local_account: { id: ['id'], name: ['user_name', 'name'] },
  idp_account: { id: ['user_id', 'id'], name: ['user_name'] },
};
type Spelling = readonly [string, string?];

const columns = [
  ...['id', time, 'device_name', 'link_action', 'local_account.id', 'local_account.user_name'],
  ...['idp_account.user_id', 'idp_account.user_name', 'linking_attribute', 'status', 'status_message'],
];

const table: HistoryRule['table'] = [
  { column: time, heading: 'TIME' },
  { column: 'device_name', heading: 'DEVICE' },
  { column: 'link_action', heading: 'ACTION' },
  { column: 'local_account.user_name', heading: 'LOCAL ACCOUNT' },
  { column: 'idp_account.user_name', heading: 'IDP ACCOUNT' },
  { column: 'status', heading: 'STATUS' },
  { column: 'linking_attribute', heading: 'LINKED BY' },
  { column: 'status_message', heading: 'MESSAGE' },
];

export const history: HistoryRule = {
  read: (query) => ({
    request: { method: 'GET', path: '/device-account-linking/history', query, body: null },
    paging: 'offset',
  }),
  decode,
  attributes: new Set([...columns, 'local_account', 'local_account.name', 'idp_account', 'idp_account.id']),
  time,
  columns,
  table,
  owners,
};

function decode(raw: unknown): Decoded<HistoryRow> {
  if (!isObject(raw)) return err({ field: '', expected: 'an object' });
  const id = idOf(raw['id']);
  if (id === undefined)
    return err({ field: 'id', expected: 'an id: a string, or an integer that JSON keeps exactly' });
  const shown: Record<string, Json> = { id };
  const named: Record<string, Json> = { id };
  for (const name of texts) {
    const value = raw[name] ?? '';
    if (typeof value !== 'string') return err({ field: name, expected: 'a string' });
    if (value !== '') shown[name] = named[name] = value;
  }
  for (const name of Object.keys(accounts)) {
    const account = accountIn(raw, name);
    if (!account.ok) return account;
    if (account.value === undefined) continue;
    shown[name] = account.value.shown;
    named[name] = account.value.named;
  }
  // JSON.parse made it.
  const sent = raw as JsonObject;
  return ok({ id, at: textAt(shown, time), shown: inOrder(shown), sent, named, line: lineOf(shown) });
}

/** The members as the page has them. */
function inOrder(shown: JsonObject): JsonObject {
  const order = new Set(columns.map((column) => column.split('.')[0] ?? ''));
  return Object.fromEntries([...order].flatMap((name) => (name in shown ? [[name, shown[name] ?? '']] : [])));
}

interface Account {
  readonly shown: JsonObject;
  readonly named: JsonObject;
}

function accountIn(raw: Readonly<Record<string, unknown>>, name: string): Decoded<Account | undefined> {
  const [value, spelled] = [raw[name] ?? undefined, accounts[name]];
  if (value === undefined || spelled === undefined) return ok(undefined);
  if (!isObject(value)) return err({ field: name, expected: 'an object' });
  const [id, user] = [found(value, spelled.id), found(value, spelled.name)];
  const wrong = (at: string, expected: string): { ok: false; error: WrongShape } =>
    err({ field: `${name}.${at}`, expected });
  if (user !== undefined && typeof user !== 'string') return wrong(spelled.name[0], 'a string');
  const known = id === undefined ? undefined : idOf(id);
  if (id !== undefined && known === undefined) return wrong(spelled.id[0], 'an id');
  const spell = (all: boolean): JsonObject => ({
    ...put(spelled.id, known, all),
    ...put(spelled.name, user, all),
  });
  return ok({ shown: spell(false), named: spell(true) });
}

/** The first spelling that has a value: an empty text is none. */
function found(value: Readonly<Record<string, unknown>>, spelling: Spelling): unknown {
  const values = spelling.map((name) => (name === undefined ? undefined : value[name]));
  return values.find((one) => one !== undefined && one !== null && one !== '');
}

function put(spelling: Spelling, value: string | undefined, all: boolean): JsonObject {
  const names = all ? spelling : spelling.slice(0, 1);
  return value === undefined ? {} : Object.fromEntries(names.map((name) => [name, value]));
}

/** `Link: John and john@company.com on LAPTOP-1, failed: no such account`. */
function lineOf(row: JsonObject): string {
  const at = (name: string): string => textAt(row, name);
  const who = [at('local_account.user_name'), at('idp_account.user_name')].filter((name) => name !== '');
  const where = at('device_name') === '' ? '' : ` on ${at('device_name')}`;
  const end = [at('status'), at('status_message')].filter((text) => text !== '').join(': ');
  return `${at('link_action') || 'action'}: ${who.join(' and ') || 'accounts'}${where}${end && `, ${end}`}`;
}

/**
 * Every row belongs to a change of the settings, under which it happened; a row belongs besides to the changes of the
 * device that it names. The history has no ids of devices: names that several share find them all.
 */
function owners(changes: readonly Change[]): (row: HistoryRow) => readonly Change[] {
  const settings = changes.filter(({ address }) => address === formatAddress('account_linking'));
  const others = changes.filter((change) => !settings.includes(change));
  const named = groupBy(others, ({ name }) => fold(name));
  return ({ shown }) => {
    const name = fold(textAt(shown, 'device_name'));
    return name === '' ? settings : [...settings, ...(named.get(name) ?? [])];
  };
}
