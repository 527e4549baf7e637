// What became of each user of a step, while its calls go on; and how that ends, with what the ledger keeps.

import type { Change, State } from '../../model/change.ts';
import { runKey } from '../../model/change.ts';
import type { End } from '../../model/follow.ts';
import type { Ending } from './leg.ts';
import { type Kept, keep, taskIn, userAt } from './memory.ts';
import type { Task } from './prepare.ts';

/** What became of a user: `left` where its call was not made. */
export interface Result {
  readonly ending: Ending | 'left';
  /** Executions of this task that the user was part of. */
  readonly attempts: number;
  /** What is kept where a later call is in doubt. */
  readonly kept: Kept | undefined;
  /** The server refused a further attempt: there is none. */
  readonly over?: true;
}

export type Results = ReadonlyMap<string, Result>;

/** The main action's changes of a step, by user. */
export interface Main {
  readonly task: Task;
  readonly run: string;
  readonly retries: number;
  readonly users: ReadonlyMap<string, Change>;
}

export function mainOf(changes: readonly Change[]): Main | null {
  const own = changes.filter(({ address }) => userAt(address).forward === undefined);
  const after = own[0]?.after;
  const task = taskIn(after);
  if (!after || task === undefined) return null;
  const users = new Map(own.map((change) => [userAt(change.address).user, change]));
  return { task, run: String(after[runKey]), retries: Number(after['retries'] ?? 0), users };
}

/** How a step ends for a user, and what is kept of it. */
export function asEnd(task: Task, ending: Ending, attempts: number, before: Kept | undefined): End {
  const { status, message, execution } = ending;
  const remember = (as: Kept['status']): State => keep({ task, status: as, message, execution, attempts });
  if (status === 'success') return { state: 'applied', message, remember: remember('success') };
  if (status === 'failure')
    return { state: 'failed', message, remember: execution === '' ? null : remember('failure') };
  if (execution !== '') return { state: 'unknown', message, remember: remember('pending') };
  return { state: 'unknown', message, remember: before ? keep(before) : null };
}
