// One-shots whose outcome is not known, as findings: they are never run again without a person.

import { type Address, addressOf } from '../model/address.ts';
import { partOf, resolveLine } from '../model/command-line.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group-by.ts';
import type { Memory } from '../model/memory.ts';
import type { Agreed } from '../model/plan.ts';

/**
 * One finding for each group of them: a kind, or a part of the files. Left out: what reading has found out by now
 * (`agreed`), and what an unfinished run has under way (`underWay`): resuming it finds out more.
 */
export function inDoubt(
  memory: Memory,
  agreed: readonly Agreed[],
  underWay: ReadonlySet<Address> = new Set(),
): Diagnostic[] {
  const known = new Set(agreed.flatMap(({ kind, keys }) => keys.map((key) => addressOf(kind, key))));
  const open = [...memory.inDoubt].filter((address) => !known.has(address) && !underWay.has(address));
  return [...groupBy(open, partOf)].map(([group, addresses]) =>
    doubtful(group, addresses.sort(), memory.named),
  );
}

function doubtful(group: string, addresses: readonly Address[], named: string): Diagnostic {
  const one = addresses.length === 1;
  return {
    code: 'ledger.in-doubt',
    severity: 'warning',
    summary: `${one ? addresses[0] : `${addresses.length} runs of ${group}`}: it is not known what became of ${one ? 'it' : 'them'}`,
    why: 'the answer was lost, or the work had not ended; it is not safe to send twice, so nothing is sent',
    next: `plan again later: work that only had not ended is read then. Where it stays so, look in the admin console (jobs, executions, requests); then tell trueup: ${resolveLine(addresses, named)}, or --not-run, or --execution ID`,
    addresses,
  };
}
