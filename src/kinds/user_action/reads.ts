// What is read while planning: the users that a filter or OUs select, users that are named by id, and the results of
// executions that had not ended when trueup last looked.

import type { Read } from '../../model/call.ts';
import { actionRequest, isRemoving } from '../../model/management.ts';
import type { Memory } from '../../model/memory.ts';
import { doubtsOf, type Kept, type UserAddress } from './memory.ts';
import type { Task, Wanted } from './prepare.ts';

/** An execution by its action and its id: ids are those of one action, and another's may be the same. */
export type ExecutionKey = string;

export const executionKey = (action: string, execution: string): ExecutionKey => `${action} ${execution}`;

/** One read, and what its rows are. */
export type Reading = { readonly read: Read } & (
  | { readonly of: 'selection'; readonly wanted: Wanted }
  | { readonly of: 'named'; readonly wanted: Wanted }
  | { readonly of: 'status'; readonly execution: ExecutionKey }
  | { readonly of: 'results'; readonly execution: ExecutionKey }
);

/** Users that one filter names: their URL stays below 4096 characters. */
const namedAtOnce = 40;

export function readingsOf(actions: readonly Wanted[], memory: Memory): readonly Reading[] {
  const doubts = doubtsOf(memory);
  return [
    ...actions.flatMap((wanted) => [...selection(wanted), ...named(wanted, doubts)]),
    ...executionsOf(doubts),
  ];
}

/** Only where something selects: a list without filter and OUs would be everybody. */
function selection(wanted: Wanted): Reading[] {
  const { task, filter, ou } = wanted;
  if (filter === null && ou === null) return [];
  const query = {
    'app.appConfig_id': task.app_config_id,
    ...(filter && { filter: filter.text }),
    ...(ou && ouQuery(ou)),
  };
  const about = { what: `user action "${wanted.name}"`, where: wanted.place };
  return [{ of: 'selection', wanted, read: { ...entities(task, query), about } }];
}

function ouQuery({
  selected_ids,
  deselected_ids = [],
  exclude_child_ous = false,
}: NonNullable<Wanted['ou']>) {
  return {
    'app.ou.selected_ids': selected_ids.join(','),
    ...(deselected_ids.length > 0 && { 'app.ou.deselected_ids': deselected_ids.join(',') }),
    'app.ou.exclude_child_ous': String(exclude_child_ous),
  };
}

/** Named users, and users in doubt of an action that deletes: whether they are still there tells what became of them. */
function named(wanted: Wanted, doubts: readonly UserAddress[]): Reading[] {
  const inDoubt = isRemoving(wanted.task.action)
    ? doubts.filter(({ name, forward }) => name === wanted.name && forward === undefined)
    : [];
  const ids = [...new Set([...wanted.users.keys(), ...inDoubt.map(({ user }) => user)])];
  const readings: Reading[] = [];
  for (let i = 0; i < ids.length; i += namedAtOnce) {
    const filter = ids
      .slice(i, i + namedAtOnce)
      .map((id) => `id eq "${id}"`)
      .join(' or ');
    const query = { 'app.appConfig_id': wanted.task.app_config_id, filter };
    readings.push({ of: 'named', wanted, read: entities(wanted.task, query) });
  }
  return readings;
}

const entities = ({ action }: Task, query: Readonly<Record<string, string>>): Read => ({
  request: actionRequest('GET', action, '/data', query),
  paging: 'offset',
});

function executionsOf(doubts: readonly { readonly kept: Kept | undefined }[]): Reading[] {
  const pending = doubts.flatMap(({ kept }) => (kept?.status === 'pending' ? [kept] : []));
  const each = new Map(pending.map((kept) => [executionKey(kept.task.action, kept.execution), kept]));
  return [...each].flatMap(([key, { task, execution }]) => [
    { of: 'status', execution: key, read: { ...statusOf(task.action, execution), optional: true } },
    { of: 'results', execution: key, read: { ...resultsOf(task.action, execution), optional: true } },
  ]);
}

/** `{data: "completed"}`. */
export const statusOf = (action: string, execution: string): Read => ({
  request: actionRequest('GET', action, `/executions/${encodeURIComponent(execution)}/status`),
  paging: 'object',
});

/** `{data: {id, status, failed_count, success_count, summary_data}}`. */
export const detailsOf = (action: string, execution: string): Read => ({
  request: actionRequest('GET', action, `/executions/${encodeURIComponent(execution)}`),
  paging: 'object',
});

/** `{user, status, message}` for each user that was worked on. */
export const resultsOf = (action: string, execution: string): Read => ({
  request: actionRequest('GET', action, `/executions/${encodeURIComponent(execution)}/data`),
  paging: 'offset',
});
