// One resource's part of the plan as its planned private data has it, with what Terraform is shown of it.

import { type Address, addressOf, keyOf, kindOf } from '../../model/address.ts';
import { type Change, isRun } from '../../model/change.ts';
import { canonical } from '../../model/json.ts';
import type { Memory } from '../../model/memory.ts';
import type { Agreed } from '../../model/plan.ts';
import { type Done, only, together } from '../session/fields.ts';
import type { Found } from '../session/found.ts';
import { type Remembering, remembering } from '../session/remember.ts';
import { memberKey, type Wish, wanting } from '../session/wish.ts';
import { changeText } from '../session/words.ts';
import type { ValueObject } from '../value/types.ts';
import { runText } from './outcome.ts';
import { type PlannedPrivate, planId, type Texts, textsBy } from './private.ts';
import { mapIn } from './resource.ts';

export interface Planning {
  readonly wish: Wish;
  readonly found: Found;
  readonly prior: ValueObject | null;
  /** Addresses that its private data speaks of. */
  readonly remembered: readonly Address[];
  readonly memory: Memory;
  /** When something was applied last at an address. */
  readonly at: Remembering['at'];
  readonly done: Done;
}

export function plannedOf(planning: Planning): PlannedPrivate {
  const { wish, found, remembered, memory } = planning;
  const { changes, standings, addresses, agreed, reads, at } = found;
  const once = wish.type.rule.once === true;
  const known = afterwards(memory, agreed);
  const ran = once ? ranOf(wish, known) : [];
  const members = new Map<string, string | null>(
    once ? Object.entries(whoRan({ ...planning, memory: known }, ran)) : [],
  );
  const was = new Map<string, string | null>();
  for (const [key, { now, planned }] of standings) {
    if (once || planned !== undefined) members.set(key, planned ?? null);
    if (now !== planned || once) was.set(key, now ?? null);
  }
  const all = new Set([...remembered, ...addresses, ...ran]);
  const whole = wholeOf(planning);
  return {
    given: canonical(wish.given),
    task: { at, changes, agreed, reads },
    planId: whole.length === 0 ? null : planId(whole),
    was: textsBy(was),
    addresses: [...all],
    memory: Buffer.from(
      remembering({ addresses: all, memory, wants: wanting(wish), at: planning.at }),
    ).toString('base64'),
    changes: textsOf(planning, whole),
    members: textsBy(members),
  };
}

/** Each costs Terraform time; `members` has all objects. */
const shownChanges = 200;

/** The changes, with what this process has carried out of them: Terraform was shown all of it while planning. */
function wholeOf({ wish, found, done }: Planning): readonly Change[] {
  const wanted = wanting(wish);
  const before = found.addresses.flatMap((address) => {
    const change = done.at(address);
    return (change && only(change, wanted)) ?? [];
  });
  return together([before, found.changes]);
}

function textsOf({ wish, prior }: Planning, all: readonly Change[]): Texts {
  const once = wish.type.rule.once === true;
  const order = Object.keys(wish.type.kind.rules);
  const shown = all.slice(0, shownChanges);
  const more = all.length - shown.length;
  const before = mapIn(prior, 'changes');
  const textOf = (change: Change): string => {
    const text = changeText(change, order);
    // Terraform hides a line that is as it was, and this one is to be done once more.
    return before[change.address] === text ? `again: ${text}` : text;
  };
  const texts = new Map(
    // Of a resource whose members are run, the members tell how each ended.
    shown.map((change) => [change.address, isRun(change) && !once ? null : textOf(change)]),
  );
  if (more > 0) texts.set('more', `and ${more} more: members has them all`);
  return textsBy(texts);
}

/** What will be remembered once the apply has written down what reading has found. */
function afterwards(memory: Memory, agreed: readonly Agreed[]): Memory {
  const found = new Map(
    agreed
      .filter(isRun)
      .flatMap(({ kind, after, keys }) => keys.map((key) => [addressOf(kind, key), after] as const)),
  );
  return {
    ...memory,
    applied: (address) => found.get(address) ?? memory.applied(address),
    inDoubt: new Set([...memory.inDoubt].filter((address) => !found.has(address))),
    known: (kind) => new Set([...memory.known(kind), ...found.keys()]),
  };
}

/** What is remembered of its runs, those in doubt included. */
const ranOf = ({ type, name }: Wish, memory: Memory): Address[] =>
  [...new Set([...memory.known(type.kind.name), ...memory.inDoubt])].filter(
    (address) => kindOf(address) === type.kind.name && keyOf(address).startsWith(`${name}/`),
  );

/** Those for whom it has run: by the state, or, where Terraform gives none for it was tainted, by what is remembered. */
function whoRan({ wish, prior, memory }: Planning, ran: readonly Address[]): Record<string, string> {
  const known = ran.map((address) => [memberKey(wish, address) ?? '', runText(address, memory)]);
  return { ...mapIn(prior, 'members'), ...Object.fromEntries(known) };
}
