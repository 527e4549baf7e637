// What a resource's planned private data holds: the changes that apply will carry out, and what Terraform was shown, so
// that planning again while applying shows the same. Changes that differ in their object alone share the rest.

import type { Change } from '../../model/change.ts';
import type { Task } from '../session/applying.ts';
import { pack, unpack } from '../session/remember.ts';

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

interface Packed extends Omit<PlannedPrivate, 'task'> {
  readonly v: 1;
  readonly task: (Omit<Task, 'changes'> & Folded) | null;
}

interface Folded {
  readonly shapes: readonly Shape[];
  /** Address, name, and which of the shapes. */
  readonly rows: readonly (readonly [string, string, number])[];
}

export function packPlanned({ task, ...rest }: PlannedPrivate): Uint8Array {
  const packed: Packed = { v: 1, ...rest, task: task && withFolded(task) };
  return pack(packed);
}

const withFolded = ({ changes, ...own }: Task): Packed['task'] => ({ ...own, ...folded(changes) });

/** Bytes that `packPlanned` gave; null where there are none. */
export function unpackPlanned(bytes: Uint8Array): PlannedPrivate | null {
  // Bytes that this file has packed.
  const packed = unpack(bytes) as Packed | null;
  if (packed === null) return null;
  const { v: _, task, ...rest } = packed;
  if (task === null) return { ...rest, task };
  const { shapes, rows, ...own } = task;
  return { ...rest, task: { ...own, changes: unfolded({ shapes, rows }) } };
}

function folded(changes: readonly Change[]): Folded {
  const places = new Map<string, number>();
  const shapes: Shape[] = [];
  const rows = changes.map(({ address, name, ...shape }) => {
    const text = JSON.stringify(shape);
    const place = places.get(text) ?? shapes.push(shape) - 1;
    places.set(text, place);
    return [address, name, place] as const;
  });
  return { shapes, rows };
}

const unfolded = ({ shapes, rows }: Folded): Change[] =>
  rows.flatMap(([address, name, place]) => {
    const shape = shapes[place];
    return shape === undefined ? [] : [{ address, name, ...shape }];
  });
