// Findings about objects, such as a guard's refusal, lead to the resources that these objects change for, whichever of
// them is asked about when they are found; and people know an object by its name.

import type { Address } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PlannedChange } from '../../model/plan.ts';
import type { Found } from './found.ts';
import type { Wish } from './wish.ts';
import { named } from './words.ts';

export interface Part {
  readonly wish: Wish;
  readonly found: Pick<Found, 'changes' | 'hazards'>;
}

/** @param parts gives each resource with its part of the plan; it is asked only where a finding needs it */
export function placed(
  findings: readonly Diagnostic[],
  changes: readonly PlannedChange[],
  parts: () => readonly Part[],
): readonly Diagnostic[] {
  const about = new Set(findings.flatMap(({ addresses = [] }) => addresses));
  if (about.size === 0) return findings;
  const own = changes.filter(({ address }) => about.has(address));
  const names = new Map<string, string>(own.map((change) => [change.address, named(change)]));
  const all = parts();
  return findings.map((finding) => {
    const { addresses, where } = finding;
    if (addresses === undefined) return finding;
    const told = addresses.map((address) => names.get(address) ?? address);
    return { ...finding, addresses: told, ...(where === undefined && placesOf(addresses, all)) };
  });
}

/** The first two resources that want what could hurt of these objects; else those that change them at all. */
function placesOf(addresses: readonly string[], parts: readonly Part[]): Pick<Diagnostic, 'where' | 'also'> {
  const about = new Set<Address>(addresses);
  const touching = (addressesOf: (part: Part) => readonly Address[]): readonly Part[] =>
    parts.filter((part) => addressesOf(part).some((address) => about.has(address)));
  const hurting = touching(({ found }) => found.hazards.flatMap((hazard) => hazard.addresses));
  const owners =
    hurting.length > 0 ? hurting : touching(({ found }) => found.changes.map((one) => one.address));
  const [where, also] = owners.map(({ wish }) => ({ file: wish.body.file }));
  return { ...(where && { where }), ...(also && { also }) };
}
