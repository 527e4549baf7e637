// Plans of runs: an action for some users, forwarded to one that deletes them; users whose run failed before; a request
// that somebody else approves.

import type { Change, State } from '../../src/model/change.ts';
import type { Plan, PlannedChange, Step } from '../../src/model/plan.ts';
import { agent, plan, step } from './plans.ts';

const template = { id: '2000000000001', data: [{ OPERATION: 'DISABLE' }] };
const task = (action: string) => ({
  action,
  app_config_id: '2000000000001',
  template,
  digest: `${action}00ff`,
});

/** One run for user `n` of the group. */
export function errand(n: number, key: string, after: State, more: Partial<Change> = {}): PlannedChange {
  return agent(n, null, after, {
    address: `user_action/park-leavers/${key}`,
    group: 'park-leavers',
    name: `User ${n} <user${n}@contoso.example>`,
    why: 'user action park-leavers: not run yet',
    source: { file: 'tenants/acme/leavers.yaml', line: 5 },
    ...more,
  });
}

/** An action for users `first` and the next ones, each forwarded to one that deletes. */
export function forwarded(count: number, first = 1): PlannedChange[] {
  const forward = task('delete-users');
  const after = { run: 'execute', ...task('move-users'), retries: 2, forward_to: forward, attempts: 0 };
  return Array.from({ length: count }, (_, i) => first + i).flatMap((n) => [
    errand(n, String(n), after),
    errand(
      n,
      `${n}/delete-users`,
      { run: 'forward', ...forward, from: 'move-users', attempts: 0 },
      { why: 'user action park-leavers: forwarded once move-users has succeeded', acknowledge: 'they left' },
    ),
  ]);
}

/** The steps of `forwarded`: fifty users each. */
export function executions(changes: readonly PlannedChange[]): Step[] {
  const starts = Array.from({ length: Math.ceil(changes.length / 100) }, (_, i) => i * 100);
  return starts.map((at) => execution(changes.slice(at, at + 100)));
}

function execution(changes: readonly PlannedChange[]): Step {
  const addresses = changes.flatMap(({ address }) => (address.endsWith('/delete-users') ? [address] : []));
  return step('execute', changes, {
    kind: 'user_action',
    phase: 80,
    repeatable: false,
    hazards: [
      { hazard: 'irreversible', why: 'delete-users deletes users', addresses, acknowledged: 'they left' },
    ],
    follows: [
      'wait for the execution, and read what became of each user',
      'execute delete-users for the users for whom it succeeded',
    ],
  });
}

/** Users that failed before, for two reasons. */
export function retried(count: number): PlannedChange[] {
  const after = { run: 'retry', ...task('move-users'), retries: 2, attempts: 1 };
  return Array.from({ length: count }, (_, i) => {
    const why = `user action park-leavers: failed before: ${i < 2 ? 'no such OU' : 'locked'}; retry 1 of 2`;
    return errand(100 + i, String(100 + i), { ...after, execution: String(7 + (i % 2)) }, { why });
  });
}

/** Accounts that a request for others asks for. */
export function asked(count: number): PlannedChange[] {
  return Array.from({ length: count }, (_, i) => {
    const account = `john${i}`;
    const after = { run: 'move-user', account, container: 'OU=managers,DC=admp', digest: 'ff' };
    const why = 'user move to-managers: to OU=managers,DC=admp';
    return errand(i, '', after, {
      address: `user_move/to-managers/${account}`,
      group: 'to-managers',
      name: account,
      why,
    });
  });
}

export function runsPlan(): Plan {
  const [first, again, moves] = [forwarded(6), retried(7), asked(2)];
  return plan(
    [...first, ...again, ...moves],
    [
      ...executions(first),
      step('retry', again, { kind: 'user_action', phase: 82, repeatable: false, id: 'again' }),
      step('request', moves, {
        kind: 'user_move',
        phase: 85,
        repeatable: false,
        id: 'moves',
        follows: ['a person approves request "Move users [trueup 1f]" in ADManager Plus'],
      }),
    ],
  );
}

/** 10 000 users, each to run an action and to be forwarded. */
export function hugeRunsPlan(): Plan {
  const changes = forwarded(10_000);
  return plan(changes, executions(changes));
}
