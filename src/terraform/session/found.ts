// One resource's part of what was observed and planned: its changes, and how each of its objects stands.

import { type Address, addressOf, kindOf } from '../../model/address.ts';
import { type Change, isRun, type State } from '../../model/change.ts';
import type { Kind, Prepared, Subject } from '../../model/kind.ts';
import type { Memory } from '../../model/memory.ts';
import { asBefore, oncePer } from '../../model/once-per.ts';
import type { Agreed, Plan, ReadReport, Step } from '../../model/plan.ts';
import { type HazardView, hazardsOf } from '../../report/hazards.ts';
import { only } from './fields.ts';
import { type Standing, standingOf } from './members.ts';
import { watched } from './watch.ts';
import { memberKey, ownersAmong, type Wish, wanting } from './wish.ts';

export interface Found {
  readonly changes: readonly Change[];
  /** What could hurt of what it wants, the worst first. */
  readonly hazards: readonly HazardView[];
  /** Objects by the key that Terraform shows; a run that is to come has no `planned`, for it is not known. */
  readonly standings: ReadonlyMap<string, Standing>;
  readonly addresses: readonly Address[];
  readonly agreed: readonly Agreed[];
  readonly reads: readonly ReadReport[];
  /** When it was planned, ISO 8601. */
  readonly at: string;
}

export interface Finder {
  /** To be observed in the place of `managed`. */
  readonly watch: <T extends { readonly kind: Kind; readonly prepared: Prepared }>(managed: T) => T;
  /** The part of a resource, once all is observed. */
  readonly foundFor: (wish: Wish, plan: FoundIn) => Found;
}

/** What a plan, or only what was observed, tells. */
export interface FoundIn extends Pick<Plan, 'agreed' | 'reads' | 'created_at'> {
  readonly changes: readonly Change[];
  readonly steps: readonly Step[];
}

export function finder(wishes: readonly Wish[], memory: Memory): Finder {
  const ownersOf = ownersAmong(wishes);
  const subjects = new Map<Wish, Seen[]>(wishes.map((wish) => [wish, []]));
  const note = (kind: Kind, subject: Subject): void => {
    const seen = { kind, subject, address: addressOf(kind.name, subject.key) };
    for (const wish of ownersOf(kind.name, subject)) subjects.get(wish)?.push(seen);
  };
  const changesOf = oncePer((changes: FoundIn['changes']): ReadonlyMap<Wish, readonly Change[]> => {
    const owned = new Map<Wish, Change[]>(wishes.map((wish) => [wish, []]));
    for (const change of changes)
      for (const wish of ownersOf(kindOf(change.address), change)) owned.get(wish)?.push(change);
    return owned;
  });
  const foundFor = (wish: Wish, plan: FoundIn): Found => {
    const own = subjects.get(wish) ?? [];
    const wanted = wanting(wish);
    const changes = ownPartsOf(changesOf(plan.changes).get(wish) ?? [], wanted);
    const addresses = [...new Set([...own, ...changes].map(({ address }) => address))];
    const carrying = plan.steps.filter(({ fields }) => fields === null || fields.some(wanted));
    return {
      changes,
      hazards: hazardsOf(carrying, new Set(changes.map(({ address }) => address))),
      standings: standingsOf(wish, own, changes, memory),
      addresses,
      agreed: agreedOf(plan.agreed, wish, new Set(addresses)),
      reads: plan.reads,
      at: plan.created_at,
    };
  };
  return { watch: (managed) => watched(managed, note), foundFor };
}

function ownPartsOf(changes: readonly Change[], wanted: (field: string) => boolean): readonly Change[] {
  const isOwn = asBefore((after: Change['after']) => after === null || Object.keys(after).every(wanted));
  if (changes.every(({ after }) => isOwn(after))) return changes;
  return changes.flatMap((change) => only(change, wanted) ?? []);
}

interface Seen {
  readonly kind: Kind;
  readonly subject: Subject;
  readonly address: Address;
}

function standingsOf(
  wish: Wish,
  own: readonly Seen[],
  changes: readonly Change[],
  memory: Memory,
): ReadonlyMap<string, Standing> {
  const wanted = wanting(wish);
  const standings = new Map<string, Standing>();
  const standing = asBefore((kind: Kind, live: State | null, want: State | null, last: State | undefined) =>
    standingOf(kind, { live, wanted: want }, last, wanted),
  );
  for (const { kind, subject, address } of own)
    standings.set(
      memberKey(wish, address) ?? subject.key,
      standing(kind, subject.live, subject.wanted, memory.applied(address)),
    );
  for (const change of changes)
    if (isRun(change)) standings.set(memberKey(wish, change.address) ?? '', toCome);
  return standings;
}

const toCome: Standing = { now: undefined, planned: undefined };

/** What of it is this resource's own. */
function agreedOf(all: readonly Agreed[], { type }: Wish, own: ReadonlySet<Address>): readonly Agreed[] {
  return (
    all
      .filter(({ kind }) => kind === type.kind.name)
      // What was found of runs may stand under a name that they had before.
      .map((one) => ({
        ...one,
        keys: one.keys.filter((key) => type.rule.once === true || own.has(addressOf(one.kind, key))),
      }))
      .filter(({ keys }) => keys.length > 0)
  );
}
