// An apply that was cut off is settled before anything else: by reading alone, into the ledger, so that what it did is
// known to the state and to the plan. One that is still running elsewhere is left alone.

import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Unfinished } from '../../model/journal.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Tenant } from './tenant.ts';

/** Settles once; what there is to tell of it is told to the first who asks. */
export function settler(tenant: Tenant): () => Promise<Result<readonly Diagnostic[]>> {
  let settling: Promise<Result<readonly Diagnostic[]>> | undefined;
  let told = false;
  return async () => {
    settling ??= settleOnce(tenant);
    const settled = await settling;
    if (!settled.ok || !told) {
      told = true;
      return settled;
    }
    return ok([]);
  };
}

async function settleOnce(tenant: Tenant): Promise<Result<readonly Diagnostic[]>> {
  const unfinished = await tenant.ledger.unfinished();
  if (!unfinished.ok) return unfinished;
  if (unfinished.value === null) return ok([]);
  const [{ settle }, { inputOf }] = await Promise.all([
    import('../../reconcile/apply.ts'),
    import('./applying.ts'),
  ]);
  const settled = await settle({ ...inputOf(tenant, null), waitMs: 0 });
  if (settled.ok) {
    const renewed = await tenant.renew(unfinished.value.plan.changes.map(({ address }) => address));
    return renewed.ok ? ok([cutOff(unfinished.value)]) : renewed;
  }
  return settled.error.reason === 'locked' ? ok([running(unfinished.value)]) : settled;
}

const cutOff = ({ owner, startedAt, inFlight, left }: Unfinished): Diagnostic => ({
  code: 'ledger.unfinished-run',
  severity: 'warning',
  summary: `an apply that ${owner} began at ${startedAt} was cut off, and is settled now`,
  why: `${inFlight.length} of its steps were under way, and what became of them was read; ${left.length} were not begun`,
  next: 'a plan that is made now has what is left',
});

const running = ({ owner, startedAt }: Unfinished): Diagnostic => ({
  code: 'ledger.unfinished-run',
  severity: 'warning',
  summary: `an apply that ${owner} began at ${startedAt} is running`,
  why: 'it holds the lock of the ledger. What it runs once and has under way is left out of this plan; what it has not changed yet stands in it',
  next: 'wait until it has ended, and plan again',
});
