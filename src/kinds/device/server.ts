// How the simulated API behaves for devices (devices page): the routes, and what each action does to a row.
// Agents act on agent_status, access acts on is_deactivated, and only where a row shows that field.

import type { JsonObject } from '../../model/json.ts';
import type { Call, Reply, Route, ServerPart } from '../../model/server.ts';
import { accountsOf } from './server-accounts.ts';
import { type Act, bulk } from './server-bulk.ts';
import { deviceCollection, enrolledHere, noDevice } from './server-rows.ts';
import { deviceTables } from './server-seed.ts';

const reading = ['id360.device.READ'];
const writing = ['id360.device.WRITE'];

const approve: Act = (call, id) => change(call, id, { agent_status: 'active' });

const deny: Act = (call, id) =>
  call.switches.denied === 'gone'
    ? call.tables('devices').remove(id)
    : change(call, id, { agent_status: call.switches.denied });

const access =
  (is_deactivated: boolean): Act =>
  (call, id) => {
    const row = call.tables('devices').get(id);
    return row !== undefined && change(call, id, 'is_deactivated' in row ? { is_deactivated } : {});
  };

/** Enrolled here: the device goes. Enrolled through a directory: only its agent goes. */
const remove: Act = (call, id) => {
  const row = call.tables('devices').get(id);
  if (row === undefined) return false;
  return enrolledHere(row) ? call.tables('devices').remove(id) : change(call, id, withoutAgent);
};

const withoutAgent: JsonObject = {
  agent_status: 'inactive',
  agent_version: null,
  is_agent_outdated: null,
  agent_installed_time: null,
};

function change(call: Call, id: string, patch: JsonObject): boolean {
  return call.tables('devices').patch(id, patch) !== undefined;
}

const single =
  (act: Act) =>
  (call: Call): Reply => {
    const id = call.params['id'] ?? '';
    return act(call, id) ? { status: 204 } : noDevice(id);
  };

const post = (path: string, handle: (call: Call) => Reply): Route => ({
  method: 'POST',
  path,
  scopes: writing,
  handle,
});

const routes: readonly Route[] = [
  { method: 'GET', path: '/devices', scopes: reading, list: deviceCollection },
  { method: 'GET', path: '/devices/:id', scopes: reading, one: deviceCollection },
  {
    method: 'DELETE',
    path: '/devices/:id',
    scopes: ['id360.device.DELETE', ...writing],
    handle: single(remove),
  },
  { method: 'GET', path: '/devices/:id/accounts', scopes: reading, handle: accountsOf },
  post('/devices/:id/activate', single(access(false))),
  post('/devices/:id/deactivate', single(access(true))),
  post('/device/:id/approve-agent', single(approve)),
  post('/device/:id/deny-agent', single(deny)),
  post('/device/approve-agent', bulk(approve)),
  post('/device/deny-agent', bulk(deny)),
];

export const server: ServerPart = { name: 'device', tables: deviceTables, routes };
