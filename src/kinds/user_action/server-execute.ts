// POST …/execute (management-actions page, Execute Selection). The work is done when it answers; reads only say so
// later. An empty or missing list of users means everyone: the page does not forbid it, so a client must never send one.

import type { JsonObject } from '../../model/json.ts';
import type { Call, Reply } from '../../model/server.ts';
import { checkExecution, type Execution } from './server-check.ts';
import { shownUser } from './server-rows.ts';

const firstExecution = 2000000810001;

export function execute(call: Call, action: string): Reply {
  const checked = checkExecution(call.body);
  if (!checked.ok) return { problem: 'invalid-parameter', detail: checked.error };
  const executions = call.tables('executions');
  const id = String(firstExecution + executions.size());
  const { filter, criteria } = call.query;
  const outcome = work(call, { id, action }, checked.value);
  executions.put(id, {
    id,
    action,
    ...checked.value,
    ...(filter !== undefined && { filter }),
    ...(criteria !== undefined && { criteria }),
    ...outcome,
    reads: 0,
  });
  return { status: 200, body: { data: { id: call.id(id), status: 'yet_to_start' } } };
}

/** Works on the users, or on the first half of them where the execution ends early; those left out have no entity. */
function work(call: Call, execution: Entity['execution'], { user_ids }: Execution): JsonObject {
  const users = user_ids.length === 0 ? [...call.tables('users').keys()] : user_ids;
  const { executionEnd } = call.switches;
  const reached = executionEnd === 'natural' ? users : users.slice(0, Math.ceil(users.length / 2));
  const failed_count = reached.filter((user) => !workOn(call, { execution, user })).length;
  const natural = failed_count === 0 ? 'completed' : 'completed_with_errors';
  const end = executionEnd === 'natural' ? natural : executionEnd;
  return { end, failed_count, success_count: reached.length - failed_count };
}

interface Entity {
  readonly execution: { readonly id: string; readonly action: string };
  readonly user: string;
}

/** True where it succeeded. */
function workOn(call: Call, { execution, user }: Entity): boolean {
  const row = call.tables('users').get(user);
  const failure = row === undefined ? `No user found with ID ${user}.` : failureOf(call, user, row);
  call.tables('entities').put(`${execution.id}/${user}`, {
    execution: execution.id,
    user_id: user,
    user: shownUser(row ?? { id: user }),
    status: failure === null ? 'success' : 'failure',
    message: failure ?? successes[execution.action] ?? 'Done.',
  });
  if (failure === null && execution.action === 'delete-users') call.tables('users').remove(user);
  return failure === null;
}

const successes: Readonly<Record<string, string>> = {
  'move-users': 'User modified successfully.',
  'delete-users': 'User deleted successfully.',
};

/** The message with which the user's row says that it fails, as often as it says; null where it does not. */
function failureOf(call: Call, user: string, { fails, fails_times }: JsonObject): string | null {
  const message = typeof fails === 'string' ? fails : 'User modification failed.';
  if (fails_times === undefined) return fails === undefined ? null : message;
  const left = Number(fails_times);
  if (left <= 0) return null;
  call.tables('users').patch(user, { fails_times: left - 1 });
  return message;
}
