// Which of the changes that there are the plan takes up: those that --target means, and what follows from them.

import { byAddress } from '../engine/assemble.ts';
import type { Change } from '../model/change.ts';
import type { Seen } from './observe.ts';
import type { Planned } from './probe.ts';
import { isTargeted } from './targets.ts';

/** The changes that are planned, of all that there are. */
export interface Chosen extends Planned {
  readonly all: readonly Change[];
}

export function choose({ managed, changes, runs }: Seen, targets: readonly string[]): Chosen {
  const wanted = (change: Change): boolean => isTargeted(targets, change);
  const own = changes.filter(wanted).sort(byAddress);
  // What follows from a targeted change goes with it; what is owed from before must be targeted itself.
  const following = runs(own);
  const chosen = following.filter((run) => own.length > 0 || wanted(run));
  const addresses = new Set(chosen.map(({ address }) => address));
  // A part goes with its whole, or not at all.
  const whole = chosen.filter(({ part_of: of }) => of === undefined || addresses.has(of));
  const planned = [...own, ...whole];
  return { kind: managed.kind, changes: planned, all: [...changes, ...following] };
}
