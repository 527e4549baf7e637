// Retry and forward do not start anything: they store a selection on the server. It is listed, and those of our users
// that it holds are executed, and nobody else. Who they were is written down: users that are deleted leave the selection.

import type { ApiRequest } from '../../model/call.ts';
import { before, type Known, type May, type Next } from '../../model/follow.ts';
import { executeRequest, idIn, idsFact, listFact, textsIn, viewRead } from './calls.ts';
import { type Endings, endings, listedBefore, listRead, type Need } from './leg.ts';
import type { Task } from './prepare.ts';

export interface Selection {
  readonly spot: string;
  readonly task: Task;
  readonly users: readonly string[];
  /** The id of the stored selection; undefined: the server gave none. */
  readonly view: unknown;
}

/** Executes those of the users that a stored selection holds. Null: nothing was executed. */
export function viaView(
  known: Known,
  may: May,
  { spot, task, users, view }: Selection,
): Need<Endings | null> {
  if (typeof view !== 'string') return { have: null };
  const stored = known.get(`view:${spot}`);
  if (!stored) {
    const says = `reading the users of selection ${view}`;
    const read = viewRead(task, view);
    return { need: { do: 'read', call: `view:${spot}`, says, read, take: idsFact, keep: true } };
  }
  const offered = new Set(textsIn(stored['ids']));
  const chosen = users.filter((user) => offered.has(user));
  const call = `execute:${spot}`;
  const fact = known.get(call);
  if (chosen.length === 0 || (fact === undefined && !may.send)) return { have: null };
  if (fact === undefined)
    return { need: listFirst(known, spot, task) ?? sending(call, executeRequest(task, chosen)) };
  const ended = endings(known, may, { spot, task, users: chosen, fact });
  return 'need' in ended ? ended : { have: ended.have };
}

const sending = (call: string, request: ApiRequest): Next => ({
  do: 'send',
  call,
  request,
  take: idIn('id', 'execution'),
});

/** The executions that there are before ours; undefined where they are known, or the server does not list them. */
function listFirst(known: Known, spot: string, task: Task): Next | undefined {
  const call = listedBefore(spot);
  const isUnlisted = [...known].some(([name, fact]) => name.startsWith(before) && fact?.['unreadable']);
  if (known.has(call) || isUnlisted || task.shared) return undefined;
  const says = 'reading which executions there are';
  return { do: 'read', call, says, read: listRead(task.action), take: listFact, keep: true };
}
