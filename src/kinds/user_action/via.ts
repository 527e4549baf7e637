// Retry and forward do not start anything: they store a selection on the server. It is listed, and those of our users
// that it holds are executed, and nobody else.

import type { Known, May } from '../../model/follow.ts';
import { executeRequest, idIn, idsFact, textsIn, viewRead } from './calls.ts';
import { type Endings, endings, type Need } from './leg.ts';
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
    return { need: { do: 'read', call: `view:${spot}`, says, read: viewRead(task, view), take: idsFact } };
  }
  const offered = new Set(textsIn(stored['ids']));
  const chosen = users.filter((user) => offered.has(user));
  const call = `execute:${spot}`;
  const fact = known.get(call);
  if (chosen.length === 0 || (fact === undefined && !may.send)) return { have: null };
  if (fact === undefined)
    return {
      need: { do: 'send', call, request: executeRequest(task, chosen), take: idIn('id', 'execution') },
    };
  const ended = endings(known, may, { spot, task, users: chosen, fact });
  return 'need' in ended ? ended : { have: ended.have };
}
