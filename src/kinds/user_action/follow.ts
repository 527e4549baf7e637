// What follows after the first call of an action: the execution is waited for and its results read; users that failed
// are retried through the selection that the server stores for it, users that succeeded are forwarded in the same way.
// Only users of the step are ever executed, and each at most once for each call.

import type { Address } from '../../model/address.ts';
import type { Change } from '../../model/change.ts';
import { beginning, type End, type Follow, type Known, type May, type Next } from '../../model/follow.ts';
import { idIn, listFact, retryRequest } from './calls.ts';
import { forwardEnds } from './forward.ts';
import { type Endings, endings, firstSpot, listRead, type Need } from './leg.ts';
import { type Kept, keptIn, taskIn, userAt } from './memory.ts';
import type { Task } from './prepare.ts';
import { asEnd, type Main, mainOf, type Result, type Results } from './results.ts';
import { viaView } from './via.ts';

export function next(changes: readonly Change[], known: Known, may: May): Next {
  const main = mainOf(changes);
  const results = main === null ? { have: new Map() } : resultsOf(known, may, main);
  if ('need' in results) return results.need;
  const forwarded = forwardEnds(changes, results.have, known, may);
  if ('need' in forwarded) return forwarded.need;
  const own =
    main === null ? [] : [...main.users].map(([user, change]) => endOf(main, change, results.have.get(user)));
  return { do: 'done', ends: new Map<Address, End>([...own, ...forwarded.have]), note: '' };
}

/** Runs the rounds: the first execution, then a retry of those that failed while there are retries left. */
function resultsOf(known: Known, may: May, main: Main): Need<Results> {
  const users = [...main.users.keys()];
  const first = firstRound(known, may, main, users);
  if ('need' in first) return first;
  let results = first.have;
  for (let round = 1; ; round++) {
    const failed = [...results].filter(([, result]) => mayRetry(result, main.retries)).map(([user]) => user);
    const [one] = failed;
    const last = one === undefined ? undefined : results.get(one)?.ending;
    if (last === undefined || last === 'left') return { have: results };
    const again = retryRound(known, may, main, {
      round: String(round),
      users: failed,
      execution: last.execution,
    });
    if ('need' in again) return again;
    if (again.have === null) return { have: results };
    results = merged(results, again.have, main.task);
  }
}

const mayRetry = ({ ending, attempts, over }: Result, retries: number): boolean =>
  !over && ending !== 'left' && ending.status === 'failure' && ending.execution !== '' && attempts <= retries;

function firstRound(known: Known, may: May, main: Main, users: readonly string[]): Need<Results> {
  const { task, run } = main;
  const fact = known.get(beginning) ?? null;
  const before = new Map<string, Result>(
    users.map((user) => {
      const change = main.users.get(user);
      const attempts = Number(change?.after?.['attempts'] ?? 0);
      return [user, { ending: 'left', attempts, kept: keptBefore(change) }];
    }),
  );
  if (run === 'retry') {
    const via = viaView(known, may, { spot: '0', task, users, view: fact?.['view'] });
    if ('need' in via) return via;
    return { have: via.have === null ? before : merged(before, via.have, task) };
  }
  const ended = endings(known, may, { spot: firstSpot, task, users, fact });
  return 'need' in ended ? ended : { have: merged(before, ended.have, task) };
}

/**
 * What is kept of a user where this call is in doubt. Never an execution that had not ended when the ledger was read: the
 * plan has found out its end, and were it kept as under way, the next plan would take that end for the end of the doubt.
 */
function keptBefore(change: Change | undefined): Kept | undefined {
  const kept = keptIn(change?.last ?? undefined);
  return kept?.status === 'pending' ? undefined : kept;
}

interface Round {
  readonly round: string;
  readonly users: readonly string[];
  readonly execution: string;
}

/** Null: the retry came to nothing, and what was before holds. */
function retryRound(
  known: Known,
  may: May,
  { task }: Main,
  { round, users, execution }: Round,
): Need<Endings | null> {
  const call = `retry:${round}`;
  const fact = known.get(call);
  if (fact === undefined && !may.send) return { have: null };
  if (fact === undefined) {
    const request = retryRequest(task.action, execution);
    return { need: { do: 'send', call, request, take: idIn('view_id', 'view') } };
  }
  return viaView(known, may, { spot: `retry:${round}`, task, users, view: fact?.['view'] });
}

/** A call that the server refused changes nothing of what was before it, but where nothing was. */
function merged(before: Results, after: Endings, task: Task): Results {
  const results = new Map(before);
  for (const [user, ending] of after) {
    const old = before.get(user);
    const refused = ending.status === 'failure' && ending.execution === '';
    if (refused && old !== undefined && old.ending !== 'left') {
      results.set(user, { ...old, over: true });
      continue;
    }
    const attempts = (old?.attempts ?? 0) + (refused ? 0 : 1);
    results.set(user, { ending, attempts, kept: keptOf(old, task) });
  }
  return results;
}

/** What the ending before is kept as. */
function keptOf(old: Result | undefined, task: Task): Kept | undefined {
  if (old === undefined || old.ending === 'left' || old.ending.status === 'unknown') return old?.kept;
  const { status, message, execution } = old.ending;
  return { task, status, message, execution, attempts: old.attempts };
}

const left: End = { state: 'left', message: '', remember: null };

function endOf({ task }: Main, { address }: Change, result: Result | undefined): [Address, End] {
  if (result === undefined || result.ending === 'left') return [address, left];
  return [address, asEnd(task, result.ending, result.attempts, result.kept)];
}

const awaited = 'wait for the execution, and read what became of each user';

function retries(changes: readonly Change[]): string[] {
  const after = changes.find(({ address }) => userAt(address).forward === undefined)?.after;
  const left = Number(after?.['retries'] ?? 0) - Number(after?.['attempts'] ?? 0);
  return left > 0 ? [`retry users that failed, up to ${left === 1 ? 'once' : `${left} times`}`] : [];
}

function forwards(changes: readonly Change[]): string[] {
  const own = changes.find(({ address }) => userAt(address).forward !== undefined);
  return own ? [`execute ${String(own.after?.['action'])} for the users for whom it succeeded`] : [];
}

const executes: Follow = {
  before: (changes) => ({ read: listRead(mainOf(changes)?.task.action ?? ''), take: listFact }),
  begin: idIn('id', 'execution'),
  next,
  words: (changes) => [awaited, ...retries(changes), ...forwards(changes)],
};

/** Follows a call that stores a selection. */
const selects: Follow = {
  begin: idIn('view_id', 'view'),
  next,
  words: (changes) => {
    const action = taskIn(changes[0]?.after)?.action ?? '';
    const first = `execute ${action} for those of these users that the server has stored for it`;
    const alone = mainOf(changes) === null;
    return [first, awaited, ...(alone ? [] : [...retries(changes), ...forwards(changes)])];
  },
};

export const follows = { executes, selects };
