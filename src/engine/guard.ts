// Guards: the tenant's limits on hazards and counts. Hazards are facts, made by the kinds; this is the policy over
// them, the same for every kind. A guard that refuses is a diagnostic of the plan, and apply refuses the plan.

import type { Address } from '../model/address.ts';
import { type Change, isRun } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { GuardLimits, Limit } from '../model/guard.ts';
import type { Hazard, HazardName, ReadReport, Step } from '../model/plan.ts';
import { inSettings } from '../model/settings.ts';

export interface Guarded {
  readonly changes: readonly Change[];
  readonly steps: readonly Step[];
  readonly reads: readonly ReadReport[];
}

export function guard(plan: Guarded, limits: GuardLimits): Diagnostic[] {
  const read = plan.reads.reduce((sum, { rows }) => sum + rows, 0);
  const changed = plan.changes.filter((change) => !isRun(change)).map(({ address }) => address);
  return [
    ...exceeded('max_changes', 'changed', changed, read, limits.maxChanges),
    ...hazardLimits.flatMap(([key, hazard, verb, limit]) =>
      overHazard(plan, key, hazard, verb, limits[limit]),
    ),
    ...unprotected(plan.steps),
    ...unacknowledged(plan.steps, limits.acknowledgeWith ?? inSection),
  ];
}

const hazardLimits = [
  ['max_denials', 'denies', 'denied', 'maxDenials'],
  ['max_deactivations', 'deactivates', 'deactivated', 'maxDeactivations'],
  ['max_removals', 'removes', 'removed', 'maxRemovals'],
  ['max_removals', 'deletes', 'deleted', 'maxDeletions'],
] as const;

function overHazard(
  plan: Guarded,
  key: string,
  hazard: HazardName,
  verb: string,
  limit: Limit,
): Diagnostic[] {
  return plan.reads.flatMap(({ kind, rows }) => {
    const steps = plan.steps.filter((step) => step.kind === kind);
    return exceeded(
      key,
      verb,
      steps.flatMap((step) => addressesOf(step, hazard)),
      rows,
      limit,
    );
  });
}

const addressesOf = ({ hazards }: Step, name: HazardName): readonly Address[] =>
  hazards.filter(({ hazard }) => hazard === name).flatMap(({ addresses }) => addresses);

function exceeded(
  key: string,
  verb: string,
  addresses: readonly Address[],
  read: number,
  limit: Limit,
): Diagnostic[] {
  const count = addresses.length;
  if (count <= allowed(limit, read)) return [];
  const of = 'percent' in limit ? `${limit.percent} % of the ${read} read` : String(limit.count);
  return [
    {
      code: `guard.${key.replace('_', '-')}`,
      severity: 'refusal',
      summary: `${count} would be ${verb}; guards.${key} allows ${allowed(limit, read)}`,
      why: `guards.${key} is ${of}`,
      next: `check that the selection is meant; then split the change, or set guards.${key} to ${count}, ${inSettings}`,
      addresses,
    },
  ];
}

/** Objects that a limit allows, of `read` that there are. */
export function allowed(limit: Limit, read: number): number {
  return 'percent' in limit ? Math.floor((limit.percent * read) / 100 + 1e-9) : limit.count;
}

function unprotected(steps: readonly Step[]): Diagnostic[] {
  return hazardsOf(steps, ({ hazard }) => hazard === 'unprotects').map(({ why, addresses }) => ({
    code: 'guard.protected-accounts',
    severity: 'refusal',
    summary: 'protected accounts would lose their restriction',
    why,
    next: 'keep these names in restricted_accounts.names, or use the mode at_least',
    addresses,
  }));
}

const inSection = 'write acknowledge with the reason into the section or set that asks for it';

/** One refusal for each hazard that asks for a reason and has none, over all steps that have it. */
function unacknowledged(steps: readonly Step[], how: string): Diagnostic[] {
  const groups = new Map<string, { readonly hazard: Hazard; readonly about: Set<Address> }>();
  for (const hazard of hazardsOf(steps, ({ acknowledged }) => acknowledged === null)) {
    const key = `${hazard.hazard}\n${hazard.why}`;
    const group = groups.get(key) ?? { hazard, about: new Set() };
    for (const address of hazard.addresses) group.about.add(address);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ hazard, about }) => unacknowledgedHazard(hazard, [...about], how));
}

function unacknowledgedHazard(
  { hazard, why }: Hazard,
  addresses: readonly Address[],
  how: string,
): Diagnostic {
  return {
    code: 'guard.acknowledge',
    severity: 'refusal',
    summary: `${addresses.length === 1 ? addresses[0] : `${addresses.length} objects`}: ${hazard} needs a reason`,
    why,
    next: `where it is meant, ${how}`,
    addresses,
  };
}

function hazardsOf(steps: readonly Step[], wanted: (hazard: Hazard) => boolean): Hazard[] {
  return steps.flatMap(({ hazards }) => hazards.filter(wanted));
}
