// How the simulated API behaves for view columns (management-actions page): an array of names for each action and app
// configuration. Which names there are is not documented, so any text is taken.

import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import {
  type Call,
  type Reply,
  rowsSource,
  type Seeding,
  type ServerPart,
  type Source,
} from '../../model/server.ts';

const path = '/management/actions/:action/view-columns';

/** The page's example, and what an action has until somebody changes it. */
const sample = ['first_name', 'last_name', 'email'];

function tables({ given }: Seeding): Readonly<Record<string, Source>> {
  const columns = isObject(given['columns']) ? given['columns'] : {};
  const rows = Object.entries(columns).map(([key, names]): [string, JsonObject] => [key, { columns: names }]);
  return { columns: rowsSource(rows) };
}

/** For an action that there is, with the key of its columns. Actions are the table `actions`. */
const keyed =
  (handle: (call: Call, key: string) => Reply) =>
  (call: Call): Reply => {
    const name = call.params['action'] ?? '';
    const action = call.tables('actions').get(name)?.['id'];
    if (action === undefined)
      return { problem: 'not-found', title: 'Action Not Found', detail: `No action found with ID ${name}.` };
    return handle(call, `${action}/${call.query['app_config_id'] ?? ''}`);
  };

const get = keyed((call, key) => {
  const columns = call.tables('columns').get(key)?.['columns'] ?? sample;
  return { status: 200, body: { data: columns } };
});

const put = keyed((call, key) => {
  const { body } = call;
  if (!isNames(body)) return { problem: 'invalid-parameter', detail: 'The body must be an array of texts' };
  call.tables('columns').put(key, { columns: body });
  return { status: 200, body: { data: body } };
});

const isNames = (body: Json | undefined): body is readonly string[] =>
  Array.isArray(body) && body.every((name) => typeof name === 'string' && name !== '');

export const server: ServerPart = {
  name: 'view_columns',
  tables,
  routes: [
    { method: 'GET', path, scopes: ['id360.management.read'], handle: get },
    {
      method: 'PUT',
      path,
      scopes: ['id360.management.write', 'id360.management.update'],
      json: true,
      handle: put,
    },
  ],
};
