// The calls that run actions: execute with explicit users, in batches, and, for users of earlier executions, retry and
// forward. None is ever sent twice. Actions that delete users come late, and ask for a reason.

import { type Change, runKey } from '../../model/change.ts';
import { Bug } from '../../model/failure.ts';
import type { Decoded, Operation, Outcomes } from '../../model/kind.ts';
import { isRemoving } from '../../model/management.ts';
import type { Hazard } from '../../model/plan.ts';
import { ok } from '../../model/result.ts';
import { executeRequest, forwardRequest, retryRequest } from './calls.ts';
import { follows } from './follow.ts';
import { taskIn, userAt } from './memory.ts';
import type { Task } from './prepare.ts';

/** Changes that one step carries: so many users, or half as many where each is forwarded too. */
const batch = 100;

const runOf = ({ after }: Change): unknown => after?.[runKey];

/** The task of the action itself; a forward that goes with it has one of its own. */
function taskOf(changes: readonly Change[]): Task {
  const own = changes.find((change) => !isPart(change));
  const task = taskIn(own?.after);
  if (task === undefined) throw new Bug('a step of a user action without its task');
  return task;
}

const executionOf = ([change]: readonly Change[]): string => String(change?.after?.['execution'] ?? '');
const actionIn = ({ after }: Change): string => taskIn(after)?.action ?? '';
const removes = (change: Change): boolean => isRemoving(actionIn(change));

/** A forward without an execution goes with the step of its user's action: `with` names the execution of a retry. */
const isPart = ({ after }: Change): boolean =>
  after?.[runKey] === 'forward' && after['execution'] === undefined;
const retried = ({ after }: Change): unknown =>
  after?.[runKey] === 'retry' ? after['execution'] : after?.['with'];

function hazards(changes: readonly Change[]): Hazard[] {
  const actions = [...new Set(changes.filter(removes).map(actionIn))];
  return actions.map((action) => {
    const some = changes.filter((change) => actionIn(change) === action);
    const [first] = some;
    return {
      hazard: 'deletes',
      why: `${action} deletes users; that cannot be undone`,
      addresses: some.map(({ address }) => address),
      acknowledged: first?.acknowledge ?? null,
    };
  });
}

const allDone = (changes: readonly Change[]): Decoded<Outcomes> =>
  ok(new Map(changes.map(({ address }) => [address, ok(true as const)])));

const common = {
  repeatable: false,
  max: batch,
  after: [],
  fields: null,
  hazards,
  outcomes: allDone,
} as const;

const nameOf = (change: Change): string => userAt(change.address).name;

/** A user's action and the forward that goes with it are never parted: they make up groups of pairs. */
const byPair = (change: Change): string =>
  `${nameOf(change)} ${isPart(change) || change.after?.['forward_to'] !== undefined ? 'forwarded' : 'alone'}`;
const byExecution = (change: Change): string => `${nameOf(change)} ${executionOf([change])}`;

/** The part of a forward follows its user's action, whose step may be one that deletes or not. */
const mainRemoves = (change: Change): boolean =>
  isPart(change) ? isRemoving(String(change.after?.['from'])) : removes(change);

const execute = (id: string, phase: number, removing: boolean): Operation => ({
  ...common,
  id,
  phase,
  groupBy: byPair,
  applies: (change) =>
    (runOf(change) === 'execute' || (isPart(change) && retried(change) === undefined)) &&
    mainRemoves(change) === removing,
  request: (changes) =>
    executeRequest(
      taskOf(changes),
      changes.filter((change) => runOf(change) === 'execute').map(({ address }) => userAt(address).user),
    ),
  follow: follows.executes,
});

const retry: Operation = {
  ...common,
  id: 'retry',
  phase: 82,
  groupBy: (change) => `${byPair(change)} ${String(retried(change))}`,
  applies: (change) => runOf(change) === 'retry' || (isPart(change) && retried(change) !== undefined),
  request: (changes) =>
    retryRequest(taskOf(changes).action, executionOf(changes.filter((change) => !isPart(change)))),
  follow: follows.selects,
};

const forward: Operation = {
  ...common,
  id: 'forward',
  phase: 93,
  groupBy: byExecution,
  applies: (change) => runOf(change) === 'forward' && !isPart(change),
  request: (changes) =>
    forwardRequest(String(changes[0]?.after?.['from']), executionOf(changes), taskOf(changes).action),
  follow: follows.selects,
};

export const operations: readonly Operation[] = [
  execute('execute', 80, false),
  retry,
  execute('delete', 92, true),
  forward,
];
