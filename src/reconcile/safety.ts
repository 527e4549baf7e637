// Safety readings once more, before anything is sent: what they look at is no part of the changes, so that no stale check
// sees it move. Only what planning found safe is read again; whatever else is planned, a person has accepted.

import { kindOf } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Failure } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import { readAgain } from './cost.ts';
import { verdictsOf } from './probe.ts';
import { type Planned, planAgain } from './stale.ts';
import { type Spent, unspent } from './verdict.ts';

/**
 * True where those of these changes that were safe still are, judged by the same rules among all changes of the plan.
 * Where none is found unsafe, but a reading failed, that is the failure. `resumed`: the plan was carried out in part.
 */
export async function stillSafe(
  { plan, kinds, reader }: Planned,
  changes: readonly Change[],
  resumed: boolean,
): Promise<Result<true>> {
  const safe = changes.filter(({ probe }) => probe?.verdict === 'safe');
  const parts = kinds.map((kind) => ({
    kind,
    changes: safe.filter(({ address }) => kindOf(address) === kind.name),
  }));
  const spent = budgetOf(safe);
  const verdicts = await verdictsOf({ reader, changes: plan.changes, spent }, parts);
  const lost = safe.flatMap((change) => {
    const { verdict, detail } = verdicts.get(change.address) ?? unjudged;
    return verdict === 'safe' ? [] : [{ change, verdict, detail }];
  });
  if (lost.length === 0) return ok(true);
  const unsafe = lost.some(({ verdict }) => verdict === 'unsafe');
  return err(!unsafe && spent.failure !== null ? spent.failure : unsafePlan(plan.created_at, lost, resumed));
}

/** A plan does not say how many calls planning was allowed. Objects may have been added, but not a fleet of them. */
function budgetOf(safe: readonly Change[]): Spent {
  const allowed = 2 * readAgain(safe) + 10;
  return unspent(
    allowed,
    `apply makes no more than ${allowed} such calls, by what planning has read; plan again`,
  );
}

const unjudged = { verdict: 'unknown', detail: 'nothing judges it' } as const;

interface Lost {
  readonly change: Change;
  readonly detail: string;
}

function unsafePlan(since: string, lost: readonly Lost[], resumed: boolean): Failure {
  const lines = lost
    .slice(0, 10)
    .map(({ change, detail }) => `${change.address} (${change.name}): ${detail}`);
  const more = lost.length > 10 ? [`and ${lost.length - 10} more changes`] : [];
  const count = lost.length === 1 ? '1 change was' : `${lost.length} changes were`;
  return {
    code: 'plan.stale',
    reason: 'stale',
    summary: `${count} safe when the plan was made at ${since}, and now could lock people out`,
    why: [...lines, ...more].join('\n'),
    next: planAgain(resumed),
  };
}
