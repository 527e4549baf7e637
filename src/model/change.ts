// A change: a difference at one address, before and after. Its action is derived here, never stored.

import type { Address } from './address.ts';
import type { Place } from './failure.ts';
import { canonical, type Json, sameJson } from './json.ts';
import { oncePer } from './once-per.ts';

/** Managed fields of one object. A field that is absent is not managed (desired) or not known (live). */
export type State = Readonly<Record<string, Json>>;

/** Its canonical text. Most objects of a fleet share a few states. */
export const stateText = oncePer((state: State) => canonical(state));

/** `after` of a one-shot: `{ run: "sync-now", … }`. */
export const runKey = 'run';

/**
 * Beside what was tried, what a person found of a one-shot in doubt: `resolved: "ran"`, or `resolved: "execution"` where it
 * is known in which execution it ran, and not yet what came of it.
 */
export const resolvedKey = 'resolved';

/** `run` of what the ledger holds for a one-shot that a person found not to have run; the rest is what was tried. */
export const notRun = 'not-run';

/** 1-based. `file` is relative to the working directory, as the user would type it. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** The place as a source; null where it names no line of a file. */
export function sourceOf({ file, line, column }: Place): Source | null {
  if (file === undefined || line === undefined) return null;
  return column === undefined ? { file, line } : { column, file, line };
}

/** What moved since the last apply, field by field taken together; see the ledger. */
export type Origin = 'drift' | 'pending' | 'both';

export interface Change {
  readonly address: Address;
  /** The live values of the fields that differ; null: there is no such object, or a one-shot. */
  readonly before: State | null;
  /** The desired values of the same fields; null: the object goes. */
  readonly after: State | null;
  /** In words: which part of the desired file asks for it, and why. */
  readonly why: string;
  readonly source: Source | null;
  /** The part of the desired file that asks for it, for grouping: a device set's name, a section's name. */
  readonly group: string;
  /** What people call the object; the address' key where it has no name. */
  readonly name: string;
  /** Who moved: the live state (drift), the desired files (pending), or both since the last apply. */
  readonly origin: Origin;
  /** What trueup last applied to these fields, where the ledger knows. */
  readonly last: State | null;
  /** Fields that do not change but that the requests carry or rely on: none of them may move before apply. */
  readonly context: State;
  /** A one-shot's: the object whose live state `context` is of, where no step of the plan sees to it. */
  readonly relies_on?: Address;
  /** A one-shot's: carried out together with the change at this address, and not without it. */
  readonly part_of?: Address;
  /** What a safety reading found, where one was made. */
  readonly probe?: Probe;
  /** The reason with which people acknowledged what a guard asks about. */
  readonly acknowledge?: string;
}

/** Verdict of a safety reading. `unknown` blocks like `unsafe`, until it is acknowledged. */
export interface Probe {
  readonly verdict: 'safe' | 'unsafe' | 'unknown';
  readonly detail: string;
  /** Of a change that reaches other objects: how many, how many of them were not read, and the names of those not safe. */
  readonly reached?: number;
  readonly unread?: number;
  readonly objects?: readonly string[];
}

export type Action = 'add' | 'change' | 'remove' | 'run' | 'none';

/** Whether a change is a one-shot: something that runs once, and that reading does not show. */
export const isRun = ({ after }: Pick<Change, 'after'>): boolean => after !== null && runKey in after;

/** What a change does to its object. */
export function actionOf(change: Pick<Change, 'before' | 'after'>): Action {
  const { before, after } = change;
  if (isRun({ after })) return 'run';
  if (after === null) return before === null ? 'none' : 'remove';
  if (before === null) return 'add';
  return sameJson(before, after) ? 'none' : 'change';
}

/** What the ledger holds for an object that was removed. */
export const removedState: State = { removed: true };
