// How the simulated API behaves for account linking (account-linking page): one settings object, sync-now, the
// history, and the job that a sync starts. PATCH merges objects and replaces arrays, as the contract rules.

import { isObject, type JsonObject } from '../../model/json.ts';
import {
  type Call,
  type Reply,
  rowsSource,
  type Seeding,
  type ServerPart,
  type Source,
} from '../../model/server.ts';
import { checkSettings } from './server-check.ts';
import { historyCollection, jobCollection } from './server-rows.ts';
import { syncNow } from './server-sync.ts';

const path = '/device-account-linking';
const reading = ['id360.device.READ'];
const writing = ['id360.device.WRITE'];

/** The page's example. */
const sample: JsonObject = {
  is_enabled: false,
  attribute_type: 'attribute',
  attribute_value: 'localAccountName',
  link_restricted_local_accounts: ['sysadmin', 'administrator', 'recovery'],
  ondemand_provisioning_settings: { is_enabled: false, default_permission_level: 'standard' },
};

const key = 'settings';

function tables({ given }: Seeding): Readonly<Record<string, Source>> {
  const linking = isObject(given['linking']) ? given['linking'] : sample;
  const history = Array.isArray(given['history']) ? given['history'] : [];
  return {
    linking: rowsSource([[key, linking]]),
    history: rowsSource(history.map((row: JsonObject, index) => [`${row['id'] ?? index}`, row])),
    jobs: rowsSource([]),
  };
}

const settings = (call: Call): JsonObject => call.tables('linking').get(key) ?? sample;

const get = (call: Call): Reply => ({ status: 200, body: settings(call) });

function patch(call: Call): Reply {
  const live = settings(call);
  const checked = checkSettings(call.body, live);
  if (!checked.ok) return { problem: 'invalid-parameter', detail: checked.error };
  const merged = merge(live, checked.value);
  call.tables('linking').put(key, merged);
  return { status: 200, body: merged };
}

/** Objects are merged, anything else is replaced; null is a value here, not a removal. */
function merge(live: JsonObject, change: JsonObject): JsonObject {
  const members = Object.entries(change).map(([name, value]) => {
    const old = live[name];
    return [name, isObject(old) && isObject(value) ? merge(old, value) : value];
  });
  return { ...live, ...Object.fromEntries(members) };
}

export const server: ServerPart = {
  name: 'account_linking',
  tables,
  routes: [
    { method: 'GET', path, scopes: reading, handle: get },
    { method: 'PATCH', path, scopes: writing, json: true, handle: patch },
    {
      method: 'POST',
      path: `${path}/sync-now`,
      scopes: writing,
      handle: (call) => syncNow(call, settings(call)),
    },
    { method: 'GET', path: `${path}/history`, scopes: reading, list: historyCollection },
    { method: 'GET', path: '/jobs', scopes: ['id360.job.READ'], list: jobCollection },
  ],
};
