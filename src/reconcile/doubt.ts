// One-shots whose outcome is not known, as findings: they are never run again without a person.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Memory } from '../model/memory.ts';

export function inDoubt(memory: Memory): Diagnostic[] {
  return [...memory.inDoubt].map((address) => ({
    code: 'ledger.in-doubt',
    severity: 'warning',
    summary: `${address}: it is not known whether its last run was carried out`,
    why: 'its answer was lost, and it is not safe to send twice',
    next: 'look in the admin console whether it ran (jobs, history); trueup runs it again only with the next change',
    addresses: [address],
  }));
}
