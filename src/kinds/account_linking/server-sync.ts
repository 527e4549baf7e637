// sync-now (account-linking page): links every unlinked local account whose name is not restricted, on devices
// with an active agent, writes a history row for each, and starts a job. Where linking is off, nothing is linked.

import type { Json, JsonObject } from '../../model/json.ts';
import type { Call, Reply } from '../../model/server.ts';

const firstJob = 2000000293042;
const firstEntry = 2000000600001;
const firstUser = 2000000700001;

/** Handles the call; the work is done when it answers, the job only says so later. */
export function syncNow(call: Call, settings: JsonObject): Reply {
  if (settings['is_enabled'] === true) linkAll(call, settings);
  const id = String(firstJob + call.tables('jobs').size());
  const job = { id, name: 'Device account linking', created_time: stamp(call), reads: 0 };
  call.tables('jobs').put(id, job);
  const message = 'Process is initiated, check jobs for current status.';
  return { status: 200, body: { data: { id: call.id(id), status: 'RUNNING', message } } };
}

function linkAll(call: Call, settings: JsonObject): void {
  const restricted = restrictedNames(settings['link_restricted_local_accounts']);
  const devices = call.tables('devices');
  for (const id of devices.keys()) {
    const device = devices.get(id);
    if (device?.['agent_status'] === 'active') linkDevice(call, settings, { ...device, id }, restricted);
  }
}

function restrictedNames(names: Json | undefined): ReadonlySet<string> {
  return new Set(Array.isArray(names) ? names.map((name) => String(name).toLowerCase()) : []);
}

type Device = JsonObject & { readonly id: string };

function linkDevice(call: Call, settings: JsonObject, device: Device, restricted: ReadonlySet<string>): void {
  const rows = call.tables('accounts').get(device.id)?.['accounts'];
  const accounts: readonly JsonObject[] = Array.isArray(rows) ? rows : [];
  const linkable = (account: JsonObject): boolean =>
    account['is_idp_linked'] !== true && !restricted.has(String(account['user_name']).toLowerCase());
  const chosen = new Set(accounts.filter(linkable));
  if (chosen.size === 0) return;
  const linked = accounts.map((account) => (chosen.has(account) ? link(account, device) : account));
  call.tables('accounts').put(device.id, { accounts: linked });
  for (const account of chosen) remember(call, settings, device, account);
  if (device['device_accounts'] !== undefined) {
    const linked_local_accounts = linked.filter((account) => account['is_idp_linked'] === true).length;
    call.tables('devices').patch(device.id, { device_accounts: { linked_local_accounts } });
  }
}

const userName = (account: JsonObject, device: JsonObject): string =>
  `${String(account['user_name']).toLowerCase()}@${device['tenant'] ?? 'contoso.onmicrosoft.com'}`;

function link(account: JsonObject, device: JsonObject): JsonObject {
  const idp_user_details = { user_name: userName(account, device), link_status: 'Linked' };
  return { ...account, is_idp_linked: true, idp_user_details };
}

function remember(call: Call, settings: JsonObject, device: JsonObject, account: JsonObject): void {
  const history = call.tables('history');
  const id = String(firstEntry + history.size());
  history.put(id, {
    id,
    device_name: device['name'] ?? device['hostname'] ?? '',
    link_action: 'Link',
    local_account: { id: account['id'] ?? '', user_name: account['user_name'] ?? '' },
    idp_account: { user_id: String(firstUser + history.size()), user_name: userName(account, device) },
    action_time: stamp(call),
    linking_attribute: settings['attribute_value'] ?? '',
    status: 'success',
  });
}

const stamp = (call: Call): string => `${new Date(call.now()).toISOString().slice(0, 19)}Z`;
