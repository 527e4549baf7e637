// A configuration of every kind, and what must hold of it whatever happens on the way: the state says of nothing what the
// tenant does not show, and nobody is worked on twice.

import { expect } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import type { GivenWorld } from '../../src/simulator/index.ts';
import type { Env } from './kit/process.ts';
import { laptops, type Tenant, token } from './kit/tenant.ts';
import type { Workspace } from './kit/terraform.ts';

const inUse = { agent_status: 'active', description: 'in use' };

/** So many devices that wait, three that are to be denied, one each to be activated and deactivated, and forty beside them. */
export const worldOf = (waiting: number): GivenWorld => ({
  devices: laptops(waiting + 45).map((row, i): JsonObject => {
    if (i < waiting) return { ...row, description: 'waits' };
    if (i < waiting + 3) return { ...row, description: 'stranger' };
    if (i === waiting + 3) return { ...row, ...inUse, description: 'returns', is_deactivated: true };
    return { ...row, ...inUse, ...(i === waiting + 4 && { description: 'leaves' }) };
  }),
  // One that the sync would lock, which is accepted: so the accounts of the others need not be read.
  accounts: { '2000000000001': [] },
  users: [51, 52, 53].map((n) => ({
    id: `20000001740${n}`,
    first_name: `User ${n}`,
    last_name: 'Doe',
    email: `user-${n}@contoso.example`,
  })),
});

/** Two calls to approve them. */
export const world = worldOf(120);

/** How to sign in, and where workflow requests go. */
export const envOf = ({ simulator }: Tenant): Env => envTo(simulator.url);

/** For a server at that API root. */
export const envTo = (url: string): Env => ({
  ID360_BASE_URL: url,
  ID360_ACCESS_TOKEN: token,
  ADMANAGER_BASE_URL: new URL(url).origin,
  ADMANAGER_AUTH_TOKEN: 'the-admanager-token-that-nobody-may-see',
});

const set = (name: string, wish: string): string => `
resource "id360_device_set" "${name}" {
  name        = "${name}"
  ${wish}
  acknowledge = "for the test"
  select      = { filter = "description eq \\"${name}\\"" }
}
`;

export const sets =
  set('waits', 'agent = "approved"') +
  set('stranger', 'agent = "denied"') +
  set('returns', 'access = "activated"') +
  set('leaves', 'access = "deactivated"');

export const linking = `
resource "id360_account_linking" "all" {
  is_enabled          = true
  attribute_value     = "mail"
  restricted_accounts = { names = ["administrator", "recovery", "sysadmin"] }
  sync                = "on_change"
  acknowledge         = "for the test"
}
`;

export const columns = `
resource "id360_view_columns" "columns" {
  action        = "move-users"
  app_config_id = "2000000000001"
  columns       = ["first_name", "email"]
}
`;

export const action = `
resource "id360_user_action" "park" {
  name          = "park"
  action        = "move-users"
  app_config_id = "2000000000001"
  template      = { id = "2000000000001", data = [{ OPERATION = "DISABLE" }] }
  select        = { filter = "last_name eq \\"Doe\\"" }
}
`;

export const move = `
resource "id360_user_move" "managers" {
  name      = "managers"
  domain    = "admp.local"
  container = "OU=managers,DC=admp,DC=local"
  subject   = "Move users"
  accounts  = ["john", "jane"]
}
`;

export const everything = sets + linking + columns + action + move;

/** Nobody is executed twice, nothing is synced twice, and no account is asked for twice. */
export function expectOnce({ world: { executions, jobs, workflowRequests } }: Pick<Tenant, 'world'>): void {
  const users = executions().flatMap(({ user_ids }) => list(user_ids));
  expect(users.toSorted()).toEqual([...new Set(users)].sort());
  const accounts = workflowRequests()
    .flatMap((request) => list(request['accounts']))
    .map((one) => JSON.stringify(one));
  expect(accounts.toSorted()).toEqual([...new Set(accounts)].sort());
  expect(jobs().length).toBeLessThanOrEqual(1);
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const words: Readonly<Record<string, (row: JsonObject) => boolean>> = {
  approved: ({ agent_status }) => agent_status === 'active',
  denied: ({ agent_status }) => agent_status === 'denied',
  activated: ({ is_deactivated }) => is_deactivated === false,
  deactivated: ({ is_deactivated }) => is_deactivated === true,
};

/** What the state says is done was done; `whole`: and nothing else is left. */
export async function expectTrueState(tf: Workspace, acme: Tenant, whole = false): Promise<void> {
  const { resources } = await tf.state();
  const lies = resources.flatMap(({ type, name, instances }): (readonly unknown[])[] => {
    const { attributes = {} } = instances[0] ?? {};
    const members = Object.entries(asObject(attributes['members']));
    if (type === 'id360_device_set')
      return members.filter(([id, word]) => isLie(acme, id, String(word), whole));
    if (type === 'id360_user_action')
      return members.filter(([id, word]) => word === 'success' && !ran(acme, id));
    return isSame(acme, type, attributes) ? [] : [[type, name]];
  });
  expect(lies).toEqual([]);
}

function isLie({ world: { device } }: Tenant, id: string, word: string, whole: boolean): boolean {
  const isDone = words[word];
  return isDone === undefined ? whole : !isDone(device(id) ?? {});
}

const ran = ({ world: { executions } }: Tenant, id: string): boolean =>
  executions().some(({ user_ids }) => list(user_ids).includes(id));

function isSame(
  { world: { columns: shown, linking: live } }: Tenant,
  type: string,
  attributes: JsonObject,
): boolean {
  if (type === 'id360_view_columns')
    return JSON.stringify(shown('move-users', '2000000000001')) === JSON.stringify(attributes['columns']);
  return type !== 'id360_account_linking' || live()['is_enabled'] === attributes['is_enabled'];
}

const asObject = (value: unknown): JsonObject =>
  // Attributes of a state are JSON.
  typeof value === 'object' && value !== null ? (value as JsonObject) : {};
