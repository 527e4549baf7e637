// One-shots whose outcome is not known, as findings: they are never run again without a person.

import { type Address, addressOf, kindOf } from '../model/address.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Memory } from '../model/memory.ts';
import type { Agreed } from '../model/plan.ts';

/** One finding for each kind; what reading has found out by now (`agreed`) is in doubt no more. */
export function inDoubt(memory: Memory, agreed: readonly Agreed[]): Diagnostic[] {
  const known = new Set(agreed.flatMap(({ kind, keys }) => keys.map((key) => addressOf(kind, key))));
  const kinds = new Map<string, Address[]>();
  for (const address of memory.inDoubt)
    if (!known.has(address)) kinds.set(kindOf(address), [...(kinds.get(kindOf(address)) ?? []), address]);
  return [...kinds.values()].map((addresses) => doubtful([...addresses].sort()));
}

function doubtful(addresses: readonly Address[]): Diagnostic {
  const [first = '', ...others] = addresses;
  const named =
    others.length === 0 ? first : `${addresses.slice(0, 5).join(', ')}${others.length > 4 ? ', …' : ''}`;
  return {
    code: 'ledger.in-doubt',
    severity: 'warning',
    summary: `${addresses.length === 1 ? first : `${addresses.length} runs`}: it is not known whether ${addresses.length === 1 ? 'it was' : 'they were'} carried out`,
    why: `the answer was lost, and it is not safe to send twice (${named})`,
    next: `look in the admin console whether it ran (jobs, executions, requests); then tell trueup: trueup resolve '${first}' --ran, or --not-run`,
    addresses,
  };
}
