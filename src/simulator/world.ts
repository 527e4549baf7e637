// The tables of one simulator, filled by the kinds, and the handle by which tests look at them and change them.

import type { Json, JsonObject } from '../model/json.ts';
import { rowsSource, type Seeding, type ServerPart } from '../model/server.ts';
import { mergePatch } from './merge.ts';
import { createTable, type Slots } from './table.ts';

/** Tables by name; one that no kind fills is empty. */
export type World = (name: string) => Slots;

export function createWorld(parts: readonly ServerPart[], seeding: Seeding): World {
  const tables = new Map<string, Slots>();
  for (const part of parts) {
    for (const [name, source] of Object.entries(part.tables(seeding))) tables.set(name, createTable(source));
  }
  return (name) => {
    const table = tables.get(name) ?? createTable(rowsSource([]));
    tables.set(name, table);
    return table;
  };
}

/** Live access to the world: what a test does behind trueup's back. Rows are as stored, whatever the switches show. */
export interface WorldHandle {
  readonly deviceCount: () => number;
  readonly deviceIds: () => readonly string[];
  readonly device: (id: string) => JsonObject | undefined;
  /** JSON merge patch: null removes a field. False where there is no such device. */
  readonly setDevice: (id: string, patch: JsonObject) => boolean;
  /** Adds or replaces. */
  readonly addDevice: (row: JsonObject & { readonly id: string }) => void;
  readonly removeDevice: (id: string) => boolean;
  readonly accounts: (id: string) => readonly Json[];
  readonly setAccounts: (id: string, rows: readonly JsonObject[]) => void;
  readonly linking: () => JsonObject;
  /** JSON merge patch: null removes a field. */
  readonly setLinking: (patch: JsonObject) => void;
  readonly history: () => readonly JsonObject[];
  /** Adds or replaces an entry of the history. */
  readonly addHistory: (row: JsonObject & { readonly id: string }) => void;
  readonly jobs: () => readonly JsonObject[];
  readonly users: () => readonly JsonObject[];
  readonly user: (id: string) => JsonObject | undefined;
  /** JSON merge patch: null removes a field. False where there is no such user. */
  readonly setUser: (id: string, patch: JsonObject) => boolean;
  /** Adds or replaces. */
  readonly addUser: (row: JsonObject & { readonly id: string }) => void;
  readonly removeUser: (id: string) => boolean;
  /** The view columns of an action (`move-users`); undefined where they were never set and are the server's own. */
  readonly columns: (action: string, appConfig: string) => readonly Json[] | undefined;
  readonly setColumns: (action: string, appConfig: string, names: readonly string[]) => void;
  /**
   * `{id, action, app_config_id, template_input, user_ids, end, failed_count, success_count}`, oldest first, whatever their
   * status shows; `filter` and `criteria` where the call had them.
   */
  readonly executions: () => readonly JsonObject[];
  /** What ADManager Plus was asked for: `{requestId, domainName, PRODUCT_NAME, Subject, …}`, oldest first. */
  readonly workflowRequests: () => readonly JsonObject[];
}

const settings = 'settings';

export function worldHandle(world: World): WorldHandle {
  const history = world('history');
  return {
    ...deviceHandle(world),
    ...userHandle(world),
    history: () => rowsOf(history),
    addHistory: (row) => history.put(row.id, row),
    jobs: () => rowsOf(world('jobs')),
    executions: () => rowsOf(world('executions')),
    workflowRequests: () => rowsOf(world('workflow_requests')),
  };
}

function deviceHandle(world: World) {
  const [devices, accounts, linking] = [world('devices'), world('accounts'), world('linking')];
  return {
    deviceCount: devices.size,
    deviceIds: () => [...devices.keys()],
    device: devices.get,
    setDevice: (id: string, patch: JsonObject) => devices.patch(id, patch) !== undefined,
    addDevice: (row: JsonObject & { readonly id: string }) => devices.put(row.id, row),
    removeDevice: devices.remove,
    accounts: (id: string) => listIn(accounts.get(id), 'accounts') ?? [],
    setAccounts: (id: string, rows: readonly JsonObject[]) => accounts.put(id, { accounts: rows }),
    linking: () => linking.get(settings) ?? {},
    setLinking: (patch: JsonObject) => linking.put(settings, mergePatch(linking.get(settings) ?? {}, patch)),
  };
}

function userHandle(world: World) {
  const [users, columns] = [world('users'), world('columns')];
  return {
    users: () => rowsOf(users),
    user: users.get,
    setUser: (id: string, patch: JsonObject) => users.patch(id, patch) !== undefined,
    addUser: (row: JsonObject & { readonly id: string }) => users.put(row.id, row),
    removeUser: users.remove,
    columns: (action: string, appConfig: string) => listIn(columns.get(`${action}/${appConfig}`), 'columns'),
    setColumns: (action: string, appConfig: string, names: readonly string[]) =>
      columns.put(`${action}/${appConfig}`, { columns: names }),
  };
}

function listIn(row: JsonObject | undefined, name: string): readonly Json[] | undefined {
  const list = row?.[name];
  return Array.isArray(list) ? list : undefined;
}

function rowsOf(table: Slots): readonly JsonObject[] {
  return [...table.keys()].map((key) => table.get(key) ?? {});
}
