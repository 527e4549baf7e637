// The calls of an execution (management-actions and management-executions pages) and what their answers say. `execute`
// gets explicit user ids and nothing that could mean more: an empty list may mean everybody, so there is none.

import type { Answer, ApiRequest, Read } from '../../model/call.ts';
import type { State } from '../../model/change.ts';
import { Bug } from '../../model/failure.ts';
import { idOf } from '../../model/id.ts';
import { isObject, type Json } from '../../model/json.ts';
import type { Decoded } from '../../model/kind.ts';
import { actionIdOf, actionRequest } from '../../model/management.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { addOutcome, type Outcomes, outcomeOf } from './entity.ts';
import type { Task } from './prepare.ts';

export function executeRequest(task: Task, users: readonly string[]): ApiRequest {
  if (users.length === 0) throw new Bug('an execution without users');
  return actionRequest(
    'POST',
    task.action,
    '/execute',
    {},
    {
      app_config_id: task.app_config_id,
      template_input: task.template,
      user_ids: users,
    },
  );
}

const executionPath = (execution: string): string => `/executions/${encodeURIComponent(execution)}`;

export const retryRequest = (action: string, execution: string): ApiRequest =>
  actionRequest('POST', action, `${executionPath(execution)}/retry`);

export const forwardRequest = (action: string, execution: string, to: string): ApiRequest =>
  actionRequest('POST', action, `${executionPath(execution)}/forward/${encodeURIComponent(actionIdOf(to))}`);

/** `{data:{id,…}}` of execute, `{data:{view_id}}` of retry and forward. */
export function idIn(member: 'id' | 'view_id', as: 'execution' | 'view') {
  return ({ body }: Answer): Decoded<State> => {
    const data = isObject(body) ? body['data'] : undefined;
    const id = isObject(data) ? idOf(data[member]) : undefined;
    return id === undefined ? err({ field: `data.${member}`, expected: 'an id' }) : ok({ [as]: id });
  };
}

/** The users of a stored selection. */
export const viewRead = (task: Task, view: string): Read => ({
  request: actionRequest('GET', task.action, '/data', { view_id: view }),
  paging: 'offset',
});

type Rows = Result<readonly unknown[]>;

/** `{status}`; `{unreadable}` where it could not be read. */
export function statusFact(rows: Rows): State {
  if (!rows.ok) return { unreadable: rows.error.summary };
  const [body] = rows.value;
  const status = isObject(body) ? body['data'] : undefined;
  return typeof status === 'string' ? { status } : { unreadable: 'its status has an unexpected shape' };
}

/** The word of a result for a user of whom the results disagree. */
export const disagreeing = 'disagreeing';

/** `{users: {id: [status, message]}}`; `{unreadable}` where they could not be read. */
export function resultsFact(rows: Rows): State {
  if (!rows.ok) return { unreadable: rows.error.summary };
  const outcomes: Outcomes = new Map();
  for (const outcome of rows.value.map(outcomeOf)) if (outcome) addOutcome(outcomes, outcome);
  const pairs = [...outcomes].map(([id, one]) => [id, one ? [one.status, one.message] : [disagreeing, '']]);
  // Own members alone: an id may be the name of a member that every object inherits.
  return { users: Object.fromEntries(pairs) };
}

/** `{ids: […]}`; none where they could not be read. */
export function idsFact(rows: Rows): State {
  const ids = rows.ok ? rows.value.map((row) => (isObject(row) ? idOf(row['id']) : undefined)) : [];
  return { ids: ids.filter((id) => id !== undefined), ...(!rows.ok && { unreadable: rows.error.summary }) };
}

/** `{ids: […]}` of a page read as one object; `{unreadable}` where there is none. */
export function listFact(rows: Rows): State {
  if (!rows.ok) return { ids: [], unreadable: rows.error.summary };
  const [body] = rows.value;
  const data = isObject(body) && Array.isArray(body['data']) ? body['data'] : [];
  return idsFact(ok(data));
}

export const textsIn = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];
