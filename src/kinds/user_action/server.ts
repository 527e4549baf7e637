// How the simulated API behaves for management actions (management-actions and management-executions pages): which
// users an action sees, executions, and the selections that retry and forward store. An unknown action is a 404.

import type { JsonObject } from '../../model/json.ts';
import {
  type Call,
  type Reply,
  rowsSource,
  type Seeding,
  type ServerPart,
  type Source,
} from '../../model/server.ts';
import { actionOf, actionRows, noAction } from './server-actions.ts';
import { execute } from './server-execute.ts';
import { entityCollection, executionCollection, noExecution, read, status } from './server-executions.ts';
import { userCollection } from './server-users.ts';
import { forward, retry } from './server-views.ts';
import { ouRows, usersSource } from './server-world.ts';

const path = '/management/actions/:action';
const reading = ['id360.management.read'];
const writing = ['id360.management.write'];

function tables(seeding: Seeding): Readonly<Record<string, Source>> {
  return {
    actions: rowsSource(actionRows),
    ous: rowsSource(ouRows(seeding)),
    users: usersSource(seeding),
    executions: rowsSource([]),
    entities: rowsSource([]),
    views: rowsSource([]),
  };
}

/** For an action that there is, by its plural id. */
const known =
  (handle: (call: Call, action: string) => Reply) =>
  (call: Call): Reply => {
    const action = actionOf(call);
    return action === undefined ? noAction(call) : handle(call, action);
  };

/** For an execution of the action in the path. */
const knownExecution = (handle: (call: Call, execution: JsonObject) => Reply) =>
  known((call, action) => {
    const id = call.params['id'] ?? '';
    const row = call.tables('executions').get(id);
    return row !== undefined && row['action'] === action ? handle(call, row) : noExecution(action, id);
  });

export const server: ServerPart = {
  name: 'user_action',
  tables,
  routes: [
    { method: 'GET', path: `${path}/data`, scopes: reading, list: userCollection },
    { method: 'POST', path: `${path}/execute`, scopes: writing, json: true, handle: known(execute) },
    { method: 'GET', path: `${path}/executions`, scopes: reading, list: executionCollection },
    { method: 'GET', path: `${path}/executions/:id`, scopes: reading, handle: knownExecution(read) },
    { method: 'GET', path: `${path}/executions/:id/status`, scopes: reading, handle: knownExecution(status) },
    { method: 'GET', path: `${path}/executions/:id/data`, scopes: reading, list: entityCollection },
    { method: 'POST', path: `${path}/executions/:id/retry`, scopes: writing, handle: knownExecution(retry) },
    {
      method: 'POST',
      path: `${path}/executions/:id/forward/:target`,
      scopes: writing,
      handle: knownExecution(forward),
    },
  ],
};
