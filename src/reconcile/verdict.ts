// Safety readings in words. The verdict over many objects that one change reaches: unsafe where one is, unknown where one
// is not known; it names the first of them, so that people know where to look, and counts the others.

import type { Probe } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Failure } from '../model/failure.ts';
import type { WrongShape } from '../model/kind.ts';

/** What the readings of a plan have cost. */
export interface Spent {
  /** Readings of accounts that may be made, one call each. */
  readonly allowed: number;
  /** In words: what allows no more. */
  readonly bound: string;
  /** Those that were made. */
  accounts: number;
  /** What they asked for, as paths: an object that two changes reach is read for each. */
  readonly read: Set<string>;
  /** The first reading that failed. */
  failure: Failure | null;
  /** Calls beside them: listings, and what the readings share. */
  others: number;
  /** Objects that wanted a reading. */
  reached: number;
}

interface Found {
  readonly name: string;
  readonly probe: Probe;
}

/** Names that one reason holds at most, and reasons that one message does. */
const named = 10;
const given = 5;

/** A budget of which nothing is spent. */
export const unspent = (allowed: number, bound: string): Spent => ({
  allowed,
  bound,
  accounts: 0,
  read: new Set(),
  failure: null,
  others: 0,
  reached: 0,
});

/** What bounds the readings of planning. */
export const byGuard = (allowed: number): string => `guards.lockout_calls allows ${calls(allowed)}`;

/** The verdict over what was read; `unread` more objects were not, for the `bound`. */
export function verdictOf(found: readonly Found[], unread: number, { bound }: Spent): Probe {
  const bad = found.filter(({ probe }) => probe.verdict !== 'safe');
  const reached = found.length + unread;
  if (bad.length + unread === 0) return { verdict: 'safe', detail: safeText(found.length), reached };
  const unsafe = bad.some(({ probe }) => probe.verdict === 'unsafe');
  const of = `${unread} of the ${found.length + unread} that it reaches`;
  const rest = unread === 0 ? [] : [`${of} ${unread === 1 ? 'was' : 'were'} ${notRead(bound)}`];
  const objects = bad.map(({ name }) => name);
  return {
    verdict: unsafe ? 'unsafe' : 'unknown',
    detail: [...reasonsOf(bad), ...rest].join('; '),
    reached,
    unread,
    objects,
  };
}

const safeText = (count: number): string =>
  count === 0
    ? 'it reaches no object'
    : `each of the ${count} that it reaches keeps an Administrator account that is not linked and cannot be`;

/** What is unsafe comes before what is not known. */
function reasonsOf(bad: readonly Found[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const verdict of ['unsafe', 'unknown'])
    for (const { name, probe } of bad)
      if (probe.verdict === verdict) {
        const names = reasons.get(probe.detail) ?? [];
        names.push(name);
        reasons.set(probe.detail, names);
      }
  const all = [...reasons];
  const left = all.slice(given).reduce((sum, [, names]) => sum + names.length, 0);
  const texts = all.slice(0, given).map(([why, names]) => `${namesOf(names)}: ${why}`);
  return left === 0 ? texts : [...texts, `${left} more for other reasons`];
}

const namesOf = (names: readonly string[]): string =>
  names.length <= named
    ? names.join(', ')
    : `${names.slice(0, named).join(', ')} and ${names.length - named} more`;

const notRead = (bound: string): string => `not read: ${bound}`;

/** For an object that the budget did not reach. */
export const unreadProbe = ({ bound }: Spent): Probe => ({
  verdict: 'unknown',
  detail: `its local accounts were ${notRead(bound)}`,
});

/** For an object whose accounts the server did not give, or not in a shape that is known. */
export function unreadable(error: Failure | WrongShape): Probe {
  if ('field' in error)
    return { verdict: 'unknown', detail: `its local accounts have an unexpected shape (${error.field})` };
  const status = error.status === undefined ? '' : ` (status ${error.status})`;
  return { verdict: 'unknown', detail: `its local accounts could not be read${status}` };
}

/** For a change whose objects could not be listed. */
export const unlistedProbe = ({ summary }: Failure): Probe => ({
  verdict: 'unknown',
  detail: `the objects that it reaches could not be read: ${summary}`,
});

/** What the readings have cost, for the plan; nothing where there were none. */
export function spentText({ bound, accounts, read, others, reached }: Spent): Diagnostic[] {
  if (reached === 0) return [];
  const unread = reached - accounts;
  const left = unread === 0 ? '' : `; ${unread} of ${reached} were ${notRead(bound)}`;
  const besides = others === 0 ? '' : `; ${calls(others)} more, for listings and settings`;
  return [
    {
      code: 'guard.lockout-read',
      severity: 'info',
      summary: `${calls(accounts)} read the local accounts of ${objects(read.size)} that could lock people out${left}`,
      why: `each must keep an Administrator account that is not linked and cannot be${besides}`,
      next:
        unread === 0
          ? 'nothing; guards.lockout_calls bounds these calls'
          : 'what was not read counts as unknown: raise guards.lockout_calls, or acknowledge it',
    },
  ];
}

const calls = (n: number): string => `${n} ${n === 1 ? 'call' : 'calls'}`;
const objects = (n: number): string => `${n} ${n === 1 ? 'object' : 'objects'}`;
