// What a device row shows and what filters know of it (devices page, attribute table and samples).
// Stored rows are the page's shape; the switches only change how they are shown.

import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Collection, Problem, Switches } from '../../model/server.ts';

const attributes = [
  ...['id', 'name', 'hostname', 'os_type', 'os_distribution', 'os_major_version', 'os_release_name'],
  ...[
    'os_build_version',
    'serial_number',
    'ip_address',
    'agent_status',
    'agent_version',
    'is_agent_outdated',
  ],
  ...[
    'agent_installed_time',
    'join_type',
    'domain',
    'tenant',
    'dns_hostname',
    'container',
    'managed_by',
    'owner',
  ],
  ...['mdm', 'description', 'date_added', 'last_contact_time', 'is_deactivated', 'device_accounts'],
  ...['device_accounts.total_local_accounts', 'device_accounts.linked_local_accounts'],
];

export const deviceCollection: Collection = {
  table: 'devices',
  noun: 'Device',
  paging: 'cursor',
  attributes,
  show: showDevice,
  search: searchedDevice,
};

function showDevice(row: JsonObject, { ids, name, access }: Readonly<Switches>): JsonObject {
  if (ids === 'string' && name === 'name' && access === 'shown') return row;
  const shown = without(row, access === 'hidden' ? ['is_deactivated'] : []);
  return { ...named(shown, name), ...(ids === 'number' && { id: Number(row['id']) }) };
}

/** Filters know name whatever is shown, and hostname where it is; an is_deactivated that is hidden they do not know. */
function searchedDevice(row: JsonObject, { name, access }: Readonly<Switches>): JsonObject {
  const known = without(row, access === 'hidden' ? ['is_deactivated'] : []);
  return name === 'hostname' ? { ...known, hostname: nameOf(row) } : known;
}

function named(row: JsonObject, name: Switches['name']): JsonObject {
  if (name === 'name') return row;
  const rest = without(row, ['name', 'hostname']);
  if (name === 'hostname') return { ...rest, hostname: nameOf(row) };
  const label = String(nameOf(row)).toLowerCase();
  return { ...rest, dns_hostname: row['dns_hostname'] ?? `${label}.${row['domain'] ?? 'local'}` };
}

const nameOf = (row: JsonObject): Json => row['name'] ?? row['hostname'] ?? '';

function without(row: JsonObject, keys: readonly string[]): JsonObject {
  return keys.length === 0
    ? row
    : Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key)));
}

/** Enrolled through Identity360 itself, under either of the two names that the page has for it. */
export function enrolledHere(row: JsonObject): boolean {
  return row['join_type'] === 'IDPJoined' || row['join_type'] === 'ID360Joined';
}

/** Numbers of local accounts that the row shows; undefined where it shows none. */
export function accountCounts(
  row: JsonObject,
): { readonly total: number; readonly linked: number } | undefined {
  const counts = row['device_accounts'];
  if (!isObject(counts)) return undefined;
  return {
    total: Number(counts['total_local_accounts'] ?? 0),
    linked: Number(counts['linked_local_accounts'] ?? 0),
  };
}

/** The answer where no device has the id. */
export function noDevice(id: string): Problem {
  return { problem: 'not-found', title: 'Device Not Found', detail: `No device found with ID ${id}.` };
}
