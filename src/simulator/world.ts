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
  readonly jobs: () => readonly JsonObject[];
}

const settings = 'settings';

export function worldHandle(world: World): WorldHandle {
  const [devices, accounts, linking] = [world('devices'), world('accounts'), world('linking')];
  return {
    deviceCount: devices.size,
    deviceIds: () => [...devices.keys()],
    device: devices.get,
    setDevice: (id, patch) => devices.patch(id, patch) !== undefined,
    addDevice: (row) => devices.put(row.id, row),
    removeDevice: devices.remove,
    accounts: (id) => {
      const rows = accounts.get(id)?.['accounts'];
      return Array.isArray(rows) ? rows : [];
    },
    setAccounts: (id, rows) => accounts.put(id, { accounts: rows }),
    linking: () => linking.get(settings) ?? {},
    setLinking: (patch) => linking.put(settings, mergePatch(linking.get(settings) ?? {}, patch)),
    history: () => rowsOf(world('history')),
    jobs: () => rowsOf(world('jobs')),
  };
}

function rowsOf(table: Slots): readonly JsonObject[] {
  return [...table.keys()].map((key) => table.get(key) ?? {});
}
