// --target: a plan of some addresses only. Such a plan says that it is partial, and which target meets nothing: an
// empty partial plan must not look like a tenant that is as it should be.

import { matchesGlob } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';

export function isTargeted(targets: readonly string[], { address }: Change): boolean {
  return targets.length === 0 || targets.some((glob) => matchesGlob(glob, address));
}

/** Findings about the targets, given every change that there is. */
export function targeted(targets: readonly string[], changes: readonly Change[]): Diagnostic[] {
  if (targets.length === 0) return [];
  const idle = targets.filter((glob) => !changes.some(({ address }) => matchesGlob(glob, address)));
  const left = changes.filter((change) => !isTargeted(targets, change)).length;
  return [...idle.map(matchesNothing), ...(left > 0 ? [partial(left)] : [])];
}

const matchesNothing = (glob: string): Diagnostic => ({
  code: 'plan.target-without-change',
  severity: 'warning',
  summary: `no change is at --target ${glob}`,
  why: 'no address of a change matches it',
  next: 'check its spelling: an address is kind or kind/key, as the plan lists them; * stands for any characters',
});

const partial = (left: number): Diagnostic => ({
  code: 'plan.partial',
  severity: 'warning',
  summary: `${left} ${left === 1 ? 'change is' : 'changes are'} left out of this plan by --target`,
  why: 'only addresses that a --target matches are planned',
  next: 'plan without --target to see everything',
});
