// Local accounts of a device: made from the seed when first asked for, in agreement with the counts its row shows.
// About one device in fifty has no local Administrator at all; on the others it is the last account to be linked.

import type { JsonObject } from '../../model/json.ts';
import { type Call, type Reply, randomFrom } from '../../model/server.ts';
import { accountCounts, noDevice } from './server-rows.ts';

const administrators: Readonly<Record<string, string>> = {
  Windows: 'Administrator',
  macOS: 'sysadmin',
  Linux: 'recovery',
};
const people = ['john', 'jane', 'priya', 'omar', 'mei', 'lucas', 'anna', 'walter', 'nadia', 'tom'];

/** The accounts row of the device at this index: `{accounts: […]}`. */
export function accountsRow(device: JsonObject, index: number, seed: number): JsonObject {
  const random = randomFrom(seed * 31 + index);
  const unlucky = random() < 0.02;
  const { total, linked } = accountCounts(device) ?? { total: 2 + Math.floor(random() * 3), linked: 0 };
  const first = Math.floor(random() * people.length);
  const accounts = Array.from({ length: total }, (_, at) => {
    const common = { id: String(3000000000001 + index * 100 + at), at, isLinked: at >= total - linked };
    return at === 0
      ? administrator(device, common, unlucky)
      : person(device, common, people[(first + at) % 10]);
  });
  return { accounts };
}

interface Common {
  readonly id: string;
  readonly at: number;
  readonly isLinked: boolean;
}

function administrator(device: JsonObject, common: Common, unlucky: boolean): JsonObject {
  const name = administrators[String(device['os_type'])] ?? 'Administrator';
  return unlucky
    ? account(device, common, 'kiosk', 'Standard')
    : account(device, common, name, 'Administrator');
}

function person(device: JsonObject, common: Common, name = 'user'): JsonObject {
  return account(device, common, common.at < 10 ? name : `${name}${common.at}`, 'Standard');
}

function account(
  device: JsonObject,
  { id, isLinked }: Common,
  user_name: string,
  permission_level: string,
): JsonObject {
  const row = { id, user_name, permission_level, is_idp_linked: isLinked };
  if (!isLinked) return row;
  const user = `${user_name.toLowerCase()}@${device['tenant'] ?? 'contoso.onmicrosoft.com'}`;
  return { ...row, idp_user_details: { user_name: user, link_status: 'Linked' } };
}

/** `GET /devices/{id}/accounts`: not on the pages; a collection like the others. */
export function accountsOf(call: Call): Reply {
  const id = call.params['id'] ?? '';
  if (call.tables('devices').get(id) === undefined) return noDevice(id);
  const rows = call.tables('accounts').get(id)?.['accounts'];
  const data = Array.isArray(rows)
    ? rows.map((row: JsonObject) => ({ ...row, id: call.id(String(row['id'])) }))
    : [];
  return {
    status: 200,
    body: { data, meta: { start_index: 1, limit: 100, total_no_of_objects: data.length } },
  };
}
