// Hazards of a group of changes, gathered from its steps, and how dangerous the group is: the order in which
// people must see the groups.

import type { Address } from '../model/address.ts';
import type { Hazard, HazardName, Step } from '../model/plan.ts';

export interface HazardView {
  readonly hazard: HazardName;
  /** Objects of the group that it is about. */
  readonly addresses: readonly Address[];
  /** Its distinct reasons. */
  readonly whys: readonly string[];
  /** True where it asks for a reason and none was given. */
  readonly unacknowledged: boolean;
  /** The distinct reasons given. */
  readonly acknowledged: readonly string[];
}

const dangers: readonly HazardName[] = [
  'removes',
  'deletes',
  'denies',
  'deactivates',
  'locks-out',
  'unprotects',
  'widens-access',
  'irreversible',
];

/** The rank of the worst hazard, 0 the worst; harmless groups come after all of them. */
export function dangerOf(hazards: readonly Pick<HazardView, 'hazard'>[]): number {
  return Math.min(dangers.length, ...hazards.map(({ hazard }) => dangers.indexOf(hazard)));
}

/** The hazards of these steps that are about these objects, the worst first. */
export function hazardsOf(steps: readonly Step[], members: ReadonlySet<Address>): readonly HazardView[] {
  const all = steps
    .flatMap((step) => step.hazards)
    .map((hazard) => ({ ...hazard, addresses: hazard.addresses.filter((address) => members.has(address)) }))
    .filter(({ addresses }) => addresses.length > 0);
  return dangers
    .map((name) => all.filter(({ hazard }) => hazard === name))
    .flatMap((same) => (same[0] === undefined ? [] : [gathered(same[0], same)]));
}

function gathered(first: Hazard, same: readonly Hazard[]): HazardView {
  const given = same.flatMap(({ acknowledged }) => (typeof acknowledged === 'string' ? [acknowledged] : []));
  return {
    hazard: first.hazard,
    addresses: [...new Set(same.flatMap(({ addresses }) => addresses))],
    whys: [...new Set(same.map(({ why }) => why))],
    unacknowledged: same.some(({ acknowledged }) => acknowledged === null),
    acknowledged: [...new Set(given)],
  };
}
