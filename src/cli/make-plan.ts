// The plan of an open session: every command that plans asks in the same way.

import type { Plan } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import { plan } from '../reconcile/plan.ts';
import { clock } from '../reconcile/real.ts';
import type { Session } from './session.ts';

/** `targets`: address globs; none: everything. The session stays open. */
export function planOf(session: Session, targets: readonly string[]): Promise<Result<Plan>> {
  const { wanted, tenant, services, reader, memory, underWay } = session;
  return plan({ ...wanted, ...tenant, services, reader, memory, underWay, clock, targets });
}
