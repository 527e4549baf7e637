// What a resource's planned private data holds: the changes that apply will carry out, and what Terraform was shown, so
// that planning again while applying shows the same.

import type { Task } from '../session/applying.ts';
import { pack, unpack } from '../session/remember.ts';

export interface PlannedPrivate {
  readonly v: 1;
  /** The arguments that it was planned for, as canonical JSON. */
  readonly given: string;
  /** Null where a part of the configuration was not known yet. */
  readonly task: Task | null;
  /** Objects that change, by the key of the member: how they were; null: not there. */
  readonly was: Readonly<Record<string, string | null>>;
  /** Addresses that the resource's memory is of, and that memory itself (base64), for the process that applies. */
  readonly addresses: readonly string[];
  readonly memory: string;
  /** Texts of `changes`; null: known after apply. */
  readonly changes: Readonly<Record<string, string | null>>;
  /** Members as planned; null: known after apply. */
  readonly members: Readonly<Record<string, string | null>>;
}

export const packPlanned = (planned: PlannedPrivate): Uint8Array => pack(planned);

/** Bytes that `packPlanned` gave; null where there are none. */
export const unpackPlanned = (bytes: Uint8Array): PlannedPrivate | null =>
  unpack(bytes) as PlannedPrivate | null;
