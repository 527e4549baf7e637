// What a resource's planned private data holds: the changes that apply will carry out, and what Terraform was shown, so
// that planning again while applying shows the same. What many objects share stands there once.

import { createHash } from 'node:crypto';
import type { Change } from '../../model/change.ts';
import { groupBy } from '../../model/group-by.ts';
import { canonical, sameJson } from '../../model/json.ts';
import { oncePer } from '../../model/once-per.ts';
import { pack, unpack } from '../session/remember.ts';
import type { Task } from '../session/rounds.ts';
import { bare } from '../value/types.ts';

export interface PlannedPrivate {
  /** The arguments that it was planned for, as canonical JSON. */
  readonly given: string;
  /** Null where a part of the configuration was not known yet. */
  readonly task: Task | null;
  /** Names what is done; null: nothing is. */
  readonly planId: string | null;
  /** Objects that change, by the key of the member: how they were; null: not there. */
  readonly was: Texts;
  /** Addresses that the resource's memory is of, and that memory itself (base64), for the process that applies. */
  readonly addresses: readonly string[];
  readonly memory: string;
  /** Texts of `changes`; null: known after apply. */
  readonly changes: Texts;
  /** Members as planned; null: known after apply. */
  readonly members: Texts;
}

/** Texts by key, as the keys of each text: most keys share a few of them. */
export type Texts = readonly (readonly [string | null, readonly string[]])[];

interface Packed extends Omit<PlannedPrivate, 'task' | 'addresses'> {
  readonly v: 2;
  readonly task: (Omit<Task, 'changes'> & Folded) | null;
  /** Addresses beside those of the changes. */
  readonly beside: readonly string[];
}

interface Folded {
  /** A change for all that differ from it in address and name alone. */
  readonly shapes: readonly Change[];
  /** Address, name, and which of the shapes. */
  readonly rows: readonly (readonly [string, string, number])[];
}

export function packPlanned({ task, addresses, ...own }: PlannedPrivate): Uint8Array {
  const changed = new Set(task?.changes.map(({ address }) => address));
  const beside = addresses.filter((address) => !changed.has(address));
  const packed: Packed = { v: 2, ...own, task: task && withFolded(task), beside };
  return pack(packed);
}

const withFolded = ({ changes, ...own }: Task): Packed['task'] => ({ ...own, ...folded(changes) });

/** Bytes that `packPlanned` gave; null where there are none, and where another version gave them. */
export function unpackPlanned(bytes: Uint8Array): PlannedPrivate | null {
  // Bytes that this file has packed, now or in an earlier version.
  const packed = unpack(bytes) as Packed | { readonly v: 1 } | null;
  if (packed?.v !== 2) return null;
  const { v: _v, task: folded, beside, ...own } = packed;
  const task = folded && withUnfolded(folded);
  const changed = task?.changes.map(({ address }) => address) ?? [];
  return { ...own, task, addresses: [...changed, ...beside] };
}

const withUnfolded = ({ shapes, rows, ...own }: NonNullable<Packed['task']>): Task => ({
  ...own,
  changes: unfolded({ shapes, rows }),
});

/**
 * Names what these changes do: Terraform stops an apply whose plan, made anew, has another name. What memory tells of them
 * is no part of it, for another machine may remember less.
 */
export function planId(changes: readonly Change[]): string {
  const { shapes, rows } = folded(changes);
  const does = shapes.map(({ before, after, context, probe, acknowledge, relies_on, part_of }) => {
    const found = probe && { verdict: probe.verdict, objects: probe.objects };
    return canonical({ before, after, context, found, acknowledge, relies_on, part_of });
  });
  const names = [...new Set(does)].sort();
  const placeOf = new Map(names.map((name, i) => [name, i]));
  const places = does.map((one) => placeOf.get(one));
  const hash = createHash('sha256').update(names.join('\n'));
  const lines = rows.map(([address, , shape]) => `${address} ${places[shape]}`);
  for (const line of lines.sort()) hash.update(`\n${line}`);
  return hash.digest('hex').slice(0, 16);
}

const folded = oncePer((changes: readonly Change[]): Folded => {
  const places = new Map<string, number>();
  const shapes: Change[] = [];
  const placeOf = (change: Change): number => {
    const text = JSON.stringify({ ...change, address: '', name: '' });
    const place = places.get(text) ?? shapes.push(change) - 1;
    places.set(text, place);
    return place;
  };
  // Most are like the one before them.
  let last: { readonly change: Change; readonly place: number } | undefined;
  const rows = changes.map((change) => {
    if (last === undefined || !areAlike(last.change, change)) last = { change, place: placeOf(change) };
    return [change.address, change.name, last.place] as const;
  });
  return { shapes, rows };
});

/** Whether two changes differ in their object alone. */
function areAlike(one: Change, other: Change): boolean {
  let more = 0;
  for (const key in one) {
    more += 1;
    // A member of a change.
    const member = key as keyof Change;
    if (member !== 'address' && member !== 'name' && !sameJson(one[member], other[member])) return false;
  }
  for (const _ in other) more -= 1;
  return more === 0;
}

const unfolded = ({ shapes, rows }: Folded): Change[] =>
  rows.flatMap(([address, name, place]) => {
    const shape = shapes[place];
    return shape === undefined ? [] : [{ ...shape, address, name }];
  });

export const textsBy = (given: Iterable<readonly [string, string | null]>): Texts =>
  [...groupBy(given, ([, text]) => text)].map(([text, same]) => [text, same.map(([key]) => key)]);

/** The text of each key; `open` stands for those that are not known yet. */
export function byKey<T>(texts: Texts, open: T): Readonly<Record<string, string | T>> {
  const all = bare<string | T>();
  for (const [text, keys] of texts) for (const key of keys) all[key] = text ?? open;
  return all;
}

/** Whether no text is left to be known after apply. */
export const areKnown = (texts: Texts): boolean => texts.every(([text]) => text !== null);
