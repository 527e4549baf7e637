// What executions show (management-executions page). Reads of the status or of the execution make it go on: for as many
// as the switch `executionReads` says it has not ended. Its counts and entities appear when it has, all at once.

import { isObject, type JsonObject } from '../../model/json.ts';
import { err, ok, type Result } from '../../model/result.ts';
import type { Asked, Call, Collection, Problem, Reply, Slice, Switches } from '../../model/server.ts';
import { actionOf, noAction } from './server-actions.ts';
import { shownUser, userAttributes } from './server-rows.ts';

const hasEnded = ({ reads }: JsonObject, { executionReads }: Readonly<Switches>): boolean =>
  Number(reads) >= executionReads;

/** Status and counts, as they are after so many reads. */
function progress(row: JsonObject, switches: Readonly<Switches>): JsonObject {
  const { reads, end = '', failed_count = 0, success_count = 0 } = row;
  if (hasEnded(row, switches)) return { status: end, failed_count, success_count };
  const status = Number(reads) === 0 ? 'yet_to_start' : 'pending';
  return { status, failed_count: 0, success_count: 0 };
}

function shown(row: JsonObject, switches: Readonly<Switches>): JsonObject {
  const id = row['id'] ?? '';
  return { id: switches.ids === 'number' ? Number(id) : id, ...progress(row, switches) };
}

function count(call: Call, row: JsonObject): void {
  call.tables('executions').patch(String(row['id']), { reads: Number(row['reads']) + 1 });
}

/** `…/status`: the bare word. */
export function status(call: Call, row: JsonObject): Reply {
  count(call, row);
  return { status: 200, body: { data: progress(row, call.switches)['status'] ?? '' } };
}

/** The execution itself. */
export function read(call: Call, row: JsonObject): Reply {
  count(call, row);
  return { status: 200, body: { data: { ...shown(row, call.switches), summary_data: [] } } };
}

/** What became of each user, as far as the execution shows it. */
export function entitiesOf({ tables, switches }: Asked, execution: JsonObject): readonly JsonObject[] {
  if (!hasEnded(execution, switches)) return [];
  const entities = tables('entities');
  const rows = [...entities.keys()].map((key) => entities.get(key) ?? {});
  return rows.filter((row) => row['execution'] === execution['id']);
}

export const entityCollection: Collection = {
  table: 'entities',
  noun: 'Entity',
  paging: 'offset',
  attributes: userAttributes,
  show: ({ user, status = '', message = '' }, { ids }) => ({
    user: shownUser(isObject(user) ? user : {}, ids),
    status,
    message,
  }),
  search: ({ user }) => (isObject(user) ? user : {}),
  slice: entitySlice,
  nested: ({ entityRows }) => entityRows === 'nested',
  defaultLimit: 200,
  indexAsText: true,
};

function entitySlice(asked: Asked): Result<Slice, Problem> {
  const action = actionOf(asked);
  if (action === undefined) return err(noAction(asked));
  const id = asked.params['id'] ?? '';
  const execution = asked.tables('executions').get(id);
  if (execution === undefined || execution['action'] !== action) return err(noExecution(action, id));
  const ended = hasEnded(execution, asked.switches);
  return ok({ name: `${id} ${ended}`, has: (row) => ended && row['execution'] === id });
}

/** The answer where the action has no such execution. */
export function noExecution(action: string, id: string): Problem {
  const detail = `No execution of ${action} found with ID ${id}.`;
  return { problem: 'not-found', title: 'Execution Not Found', detail };
}

/** A list that the pages do not have: there only where the switch `executionsListed` says so. */
export const executionCollection: Collection = {
  table: 'executions',
  noun: 'Execution',
  paging: 'offset',
  attributes: ['id', 'status', 'failed_count', 'success_count'],
  show: shown,
  search: (row, switches) => ({ ...progress(row, switches), id: row['id'] ?? '' }),
  slice: executionSlice,
  newestFirst: true,
  defaultLimit: 200,
  indexAsText: true,
};

function executionSlice(asked: Asked): Result<Slice, Problem> {
  if (asked.switches.executionsListed === 'no')
    return err({ problem: 'no-endpoint', detail: 'There is no list of executions.' });
  const action = actionOf(asked);
  if (action === undefined) return err(noAction(asked));
  return ok({ name: action, has: (row) => row['action'] === action });
}
