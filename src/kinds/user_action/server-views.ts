// Stored selections (management-executions page: retry and forward answer a view_id). Neither starts anything: the
// users of the selection are listed by `data?view_id=…` of the action that it was stored for, and nowhere else.

import type { Json, JsonObject } from '../../model/json.ts';
import { err, ok, type Result } from '../../model/result.ts';
import type { Asked, Call, Problem, Reply } from '../../model/server.ts';
import { noAction, pluralOf } from './server-actions.ts';
import { entitiesOf } from './server-executions.ts';

const firstView = 2000000820001;

/** Stores the users for whom the execution failed, for the same action. */
export const retry = (call: Call, execution: JsonObject): Reply =>
  store(call, String(execution['action']), execution, 'failure');

/** Stores the users for whom the execution succeeded, for the action in the path. */
export function forward(call: Call, execution: JsonObject): Reply {
  const { target } = call.params;
  const action = pluralOf(call, target);
  return action === undefined ? noAction(call, target) : store(call, action, execution, 'success');
}

function store(call: Call, action: string, execution: JsonObject, status: string): Reply {
  const views = call.tables('views');
  const id = String(firstView + views.size());
  const users = entitiesOf(call, execution)
    .filter((entity) => entity['status'] === status)
    .map((entity) => String(entity['user_id']));
  views.put(id, { id, action, users });
  return { status: 200, body: { data: { view_id: call.id(id) } } };
}

/** True for the users of the selection that the call names, or for all where it names none. */
export function viewTest(
  { query, tables }: Asked,
  action: string,
): Result<(row: JsonObject) => boolean, Problem> {
  const id = query['view_id'];
  if (id === undefined) return ok(() => true);
  const view = tables('views').get(id);
  if (view === undefined || view['action'] !== action) {
    const detail = `No view of ${action} found with ID ${id}.`;
    return err({ problem: 'not-found', title: 'View Not Found', detail });
  }
  const users: ReadonlySet<Json> = new Set(Array.isArray(view['users']) ? view['users'] : []);
  return ok((row) => users.has(String(row['id'])));
}
