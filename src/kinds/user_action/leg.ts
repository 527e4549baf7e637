// One execution, from its call to the result of each of its users: waits for the end, reads the results. Where the
// answer to the call was lost, the users stay in doubt: an execution that appeared since and that holds them may be
// somebody else's with another template, so it is named and nothing is concluded from it.

import type { State } from '../../model/change.ts';
import { before, type Known, type May, type Next, refusedFact } from '../../model/follow.ts';
import { actionRequest } from '../../model/management.ts';
import { disagreeing, listFact, resultsFact, statusFact, textsIn } from './calls.ts';
import type { Task } from './prepare.ts';
import { resultsOf, statusOf } from './reads.ts';
import { isTerminal } from './status.ts';

/** What became of one user in one execution. `unknown`: it may have been worked on. */
export interface Ending {
  readonly status: 'success' | 'failure' | 'unknown';
  readonly message: string;
  /** Empty: it is not known, or there was none. */
  readonly execution: string;
}

/** The spot of a step's own request. */
export const firstSpot = '1';

export type Endings = ReadonlyMap<string, Ending>;

/** Either what is to be done first, or the result. */
export type Need<T> = { readonly need: Next } | { readonly have: T };

export interface Leg {
  /** Names its calls. */
  readonly spot: string;
  readonly task: Task;
  readonly users: readonly string[];
  /** What the answer to its call told; null: it was lost. */
  readonly fact: State | null;
}

const all = (users: readonly string[], ending: Ending): Need<Endings> => ({
  have: new Map(users.map((user) => [user, ending])),
});

export function endings(known: Known, may: May, leg: Leg): Need<Endings> {
  const { fact, users } = leg;
  const refused = fact?.[refusedFact];
  if (typeof refused === 'string') return all(users, { status: 'failure', message: refused, execution: '' });
  if (fact !== null) return resultsFor(known, may, leg, String(fact['execution']));
  const candidate = lookFor(known, may, leg);
  if ('need' in candidate) return candidate;
  return all(users, { status: 'unknown', message: lost(candidate.have), execution: '' });
}

const lost = (candidate: string): string =>
  candidate === ''
    ? 'the answer to execute was lost'
    : `the answer to execute was lost; it may be execution ${candidate}: look at it, and where it is, resolve this run with --execution ${candidate}`;

function resultsFor(known: Known, may: May, leg: Leg, execution: string): Need<Endings> {
  const { spot, task, users } = leg;
  const call = `status:${spot}`;
  const seen = known.get(call);
  const status = String(seen?.['status'] ?? '');
  const read = (what: Omit<Extract<Next, { do: 'read' }>, 'do'>): Need<Endings> => ({
    need: { do: 'read', ...what },
  });
  const says = `execution ${execution} is ${status === '' ? 'under way' : status}`;
  const polls = seen?.['unreadable'] === undefined && !isTerminal(status) && may.wait;
  if (!seen || polls) return read({ call, says, read: statusOf(task.action, execution), take: statusFact });
  if (!isTerminal(status)) {
    const why = seen['unreadable'] ?? `it still is ${status}`;
    return all(users, { status: 'unknown', message: `execution ${execution}: ${why}`, execution });
  }
  const results = known.get(`results:${spot}`);
  if (!results)
    return read({
      call: `results:${spot}`,
      says,
      read: resultsOf(task.action, execution),
      take: resultsFact,
    });
  return { have: new Map(users.map((user) => [user, endingOf(user, results, execution, status)])) };
}

function endingOf(user: string, results: State, execution: string, status: string): Ending {
  const { users, unreadable } = results;
  // The fact is made by `resultsFact`: a pair of texts for each user.
  const pairs = (users ?? {}) as Readonly<Record<string, readonly string[]>>;
  const [word, message = ''] = (Object.hasOwn(pairs, user) ? pairs[user] : undefined) ?? [];
  if (word === undefined || word === disagreeing) {
    const says =
      word === undefined
        ? 'says nothing of this user'
        : 'says of this user both that it succeeded and that it failed';
    const why = unreadable ?? `it ended as ${status} and ${says}`;
    return { status: 'unknown', message: `execution ${execution}: ${why}`, execution };
  }
  return { status: word === 'success' ? 'success' : 'failure', message, execution };
}

/** Executions that a candidate is looked for in, at most. */
const candidates = 5;

/** Where the executions that were there before a call are known: each call has a list of its own. */
export const listedBefore = (spot: string): string => (spot === firstSpot ? before : `before:${spot}`);

/**
 * The id of an execution that was not there before the call and that holds our users, for people to look at; empty: none
 * is known. What was listed is written down: a later call of ours must not be named when an apply is resumed.
 */
function lookFor(known: Known, may: May, { spot, task, users }: Leg): Need<string> {
  const earlier = known.get(listedBefore(spot));
  if (!earlier || earlier['unreadable'] !== undefined || task.shared) return { have: '' };
  const call = `look:${spot}`;
  const listed = known.get(call);
  const says = 'the answer was lost: looking for the execution';
  const list = listRead(task.action);
  if (!listed) return { need: { do: 'read', call, says, read: list, take: listFact, keep: true } };
  const old = new Set(textsIn(earlier['ids']));
  for (const id of textsIn(listed['ids'])
    .filter((one) => !old.has(one))
    .slice(0, candidates)) {
    const [first, second] = [`status:${spot}:${id}`, `look:${spot}:${id}`];
    const status = known.get(first);
    const running = status?.['status'] !== undefined && !isTerminal(String(status['status']));
    const poll = {
      do: 'read',
      call: first,
      says,
      read: statusOf(task.action, id),
      take: statusFact,
    } as const;
    if (!status || (running && may.wait)) return { need: poll };
    const results = known.get(second);
    const read = resultsOf(task.action, id);
    if (!results) return { need: { do: 'read', call: second, says, read, take: resultsFact } };
    const worked = Object.keys(results['users'] ?? {});
    if (worked.length > 0 && worked.every((user) => users.includes(user))) return { have: id };
  }
  return { have: '' };
}

/** Not in the API pages: the collection that executions are read from one by one. One page of it is enough here. */
export const listRead = (action: string) =>
  ({ request: actionRequest('GET', action, '/executions', { limit: '100' }), paging: 'object' }) as const;
