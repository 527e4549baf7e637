// What a resource's planned private data holds: the changes that apply will carry out, and what Terraform was shown, so
// that planning again while applying shows the same. What many objects share stands there once.

import type { Change } from '../../model/change.ts';
import { sameJson } from '../../model/json.ts';
import type { Task } from '../session/applying.ts';
import { pack, unpack } from '../session/remember.ts';
import { bare } from '../value/types.ts';

export interface PlannedPrivate {
  /** The arguments that it was planned for, as canonical JSON. */
  readonly given: string;
  /** Null where a part of the configuration was not known yet. */
  readonly task: Task | null;
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

export type Texts = Readonly<Record<string, string | null>>;

type Shape = Omit<Change, 'address' | 'name'>;

/** Keys by their text. */
type Grouped = readonly (readonly [string | null, readonly string[]])[];

interface Packed {
  readonly v: 2;
  readonly given: string;
  readonly task: (Omit<Task, 'changes'> & Folded) | null;
  readonly was: Grouped;
  /** Addresses beside those of the changes. */
  readonly beside: readonly string[];
  readonly memory: string;
  readonly changes: Grouped;
  readonly members: Grouped;
}

interface Folded {
  readonly shapes: readonly Shape[];
  /** Address, name, and which of the shapes. */
  readonly rows: readonly (readonly [string, string, number])[];
}

export function packPlanned({
  given,
  task,
  was,
  addresses,
  memory,
  changes,
  members,
}: PlannedPrivate): Uint8Array {
  const own = new Set(task?.changes.map(({ address }) => address));
  const packed: Packed = {
    v: 2,
    given,
    task: task && withFolded(task),
    was: grouped(was),
    beside: addresses.filter((address) => !own.has(address)),
    memory,
    changes: grouped(changes),
    members: grouped(members),
  };
  return pack(packed);
}

const withFolded = ({ changes, ...own }: Task): Packed['task'] => ({ ...own, ...folded(changes) });

/** Bytes that `packPlanned` gave; null where there are none, and where another version gave them. */
export function unpackPlanned(bytes: Uint8Array): PlannedPrivate | null {
  // Bytes that this file has packed, now or in an earlier version.
  const packed = unpack(bytes) as Packed | { readonly v: 1 } | null;
  if (packed?.v !== 2) return null;
  const task = packed.task && withUnfolded(packed.task);
  return {
    given: packed.given,
    task,
    was: ungrouped(packed.was),
    addresses: [...(task?.changes.map(({ address }) => address) ?? []), ...packed.beside],
    memory: packed.memory,
    changes: ungrouped(packed.changes),
    members: ungrouped(packed.members),
  };
}

const withUnfolded = ({ shapes, rows, ...own }: NonNullable<Packed['task']>): Task => ({
  ...own,
  changes: unfolded({ shapes, rows }),
});

function folded(changes: readonly Change[]): Folded {
  const places = new Map<string, number>();
  const shapes: Shape[] = [];
  const placeOf = ({ address: _address, name: _name, ...shape }: Change): number => {
    const text = JSON.stringify(shape);
    const place = places.get(text) ?? shapes.push(shape) - 1;
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
}

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
    return shape === undefined ? [] : [{ address, name, ...shape }];
  });

function grouped(texts: Texts): Grouped {
  const groups = new Map<string | null, string[]>();
  for (const key of Object.keys(texts)) {
    const text = texts[key] ?? null;
    const keys = groups.get(text);
    if (keys) keys.push(key);
    else groups.set(text, [key]);
  }
  return [...groups];
}

function ungrouped(groups: Grouped): Texts {
  const texts = bare<string | null>();
  for (const [text, keys] of groups) for (const key of keys) texts[key] = text;
  return texts;
}
