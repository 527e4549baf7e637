// The seeded fleet: the row at an index follows from the seed and the index alone, so a fleet of any size costs
// nothing until it is read. Serial numbers are unique, except for as many duplicates as are asked for.

import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { rowsSource, type Seeding, type Source } from '../../model/server.ts';
import { accountsRow } from './server-accounts.ts';
import { seededRow } from './server-fleet.ts';

const firstId = 2000000000001;

/** The tables devices and accounts, from the seed or from the given rows. */
export function deviceTables(seeding: Seeding): Readonly<Record<string, Source>> {
  const devices = givenDevices(seeding.given['devices']) ?? seededDevices(seeding);
  return { devices, accounts: accountsSource(devices, seeding) };
}

function givenDevices(given: Json | undefined): Source | undefined {
  if (!Array.isArray(given)) return undefined;
  const rows = given.map((row: JsonObject, index) => ({ ...row, id: String(row['id'] ?? firstId + index) }));
  return rowsSource(rows.map((row) => [row.id, row]));
}

function seededDevices({ devices, seed, duplicateSerials }: Seeding): Source {
  const unique = Math.max(1, devices - duplicateSerials);
  return {
    count: devices,
    key: (index) => String(firstId + index),
    row: (index) => seededRow(seed, index, String(firstId + index), index % unique),
    index: (key) => indexIn(key, devices),
  };
}

function indexIn(key: string, count: number): number | undefined {
  const index = Number(key) - firstId;
  return Number.isInteger(index) && index >= 0 && index < count && String(index + firstId) === key
    ? index
    : undefined;
}

function accountsSource(devices: Source, { seed, given }: Seeding): Source {
  const exact = isObject(given['accounts']) ? given['accounts'] : {};
  const row = (index: number): JsonObject => {
    const own = exact[devices.key(index)];
    return Array.isArray(own) ? { accounts: own } : accountsRow(devices.row(index), index, seed);
  };
  return { ...devices, row };
}
