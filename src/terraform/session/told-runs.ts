// One-shots that a plan has promised for a resource stay promised. What a resource that is asked about later remembers may
// show that they have run already: then the plan that was told is wrong, and nothing may be applied.

import type { Address } from '../../model/address.ts';
import { isRun } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Found } from './found.ts';
import type { Wish } from './wish.ts';

export interface ToldRuns {
  /** What a resource was told that will run for it. */
  readonly note: (wish: Wish, found: Found) => void;
  /** Resources of which not all that they were told is planned any more; each is found out once. */
  readonly broken: (
    found: (wish: Wish) => Found | null,
    isDone: (address: Address) => boolean,
  ) => Diagnostic[];
}

export function toldRuns(): ToldRuns {
  // By name: Terraform asks twice about a resource that it replaces.
  const told = new Map<string, { readonly wish: Wish; readonly addresses: readonly Address[] }>();
  const runsIn = ({ changes }: Found): readonly Address[] =>
    changes.filter(isRun).map(({ address }) => address);
  return {
    note: (wish, found) => {
      if (wish.type.rule.once === true) told.set(wish.body.file, { wish, addresses: runsIn(found) });
    },
    broken: (foundFor, isDone) =>
      [...told.values()].flatMap(({ wish, addresses }) => {
        const found = foundFor(wish);
        if (found === null) return [];
        const now = new Set(runsIn(found));
        const lost = addresses.filter((address) => !now.has(address) && !isDone(address));
        if (lost.length === 0) return [];
        told.delete(wish.body.file);
        return [ranAlready(wish, lost)];
      }),
  };
}

const ranAlready = ({ body }: Wish, addresses: readonly Address[]): Diagnostic => ({
  code: 'terraform.ran-already',
  severity: 'error',
  summary: `${body.file}: ${addresses.length} of what it would run has run already`,
  why: 'another resource remembers it, which Terraform asked about later: the plan that was told before would run it twice',
  next: 'restore the ledger, which remembers for all resources, or select each user in one resource alone',
  addresses,
});
