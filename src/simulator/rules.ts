// Which values each switch and each fault takes, as data: the command line, the control surface and the messages
// about a wrong word all read this table.

import { defaultSwitches, type Switches } from '../model/server.ts';
import type { Faults } from './options.ts';

export type Rule =
  | { readonly is: 'one-of'; readonly allowed: readonly (string | number)[] }
  /** A whole number from `min` on. */
  | { readonly is: 'count'; readonly min: number }
  /** A probability from 0 to 1, or `every:n`. */
  | { readonly is: 'chance' };

const oneOf = (...allowed: readonly (string | number)[]): Rule => ({ is: 'one-of', allowed });
const count = (min: number): Rule => ({ is: 'count', min });
const chance: Rule = { is: 'chance' };

export const switchRules: Readonly<Record<keyof Switches, Rule>> = {
  denied: oneOf('denied', 'inactive', 'pending', 'gone'),
  ids: oneOf('string', 'number'),
  name: oneOf('name', 'hostname', 'dns'),
  envelope: oneOf(200, 207),
  totals: oneOf('right', 'wrong', 'absent'),
  bulkMax: count(1),
  urlMax: count(100),
  maxLimit: count(1),
  lastPage: oneOf('is_last', 'no_cursor', 'repeated_cursor', 'empty_page'),
  missingResults: count(0),
  errorCodes: oneOf('plain', 'masked', 'number'),
  access: oneOf('shown', 'hidden'),
  jobReads: count(0),
  jobEnd: oneOf('COMPLETED', 'ERROR', 'WARNING'),
  firstIndex: oneOf(1, 0),
  executionReads: count(0),
  executionEnd: oneOf('natural', 'time_out', 'interrupted'),
  entityRows: oneOf('nested', 'flat'),
  executionsListed: oneOf('no', 'yes'),
};

export const faultRules: Readonly<Record<Exclude<keyof Faults, 'only'>, Rule>> = {
  rateLimit: chance,
  error: chance,
  reset: chance,
  lost: chance,
  truncated: chance,
  cut: chance,
  html: chance,
  latency: count(0),
  times: count(1),
  retryAfter: oneOf('seconds', 'date'),
  retryAfterSeconds: count(0),
  htmlStatus: oneOf(200, 502),
};

/** What a rule asks for, in words. */
export function ruleWords(rule: Rule): string {
  if (rule.is === 'one-of') return `one of ${rule.allowed.join(', ')}`;
  return rule.is === 'count' ? `a whole number from ${rule.min} on` : 'a probability from 0 to 1, or every:n';
}

/** The value that a text means under a rule; undefined where it means none. */
export function valueIn(rule: Rule, text: string): unknown {
  if (rule.is === 'one-of') return rule.allowed.find((allowed) => String(allowed) === text);
  const every = /^every:([1-9]\d{0,8})$/.exec(text)?.[1];
  if (rule.is === 'chance' && every !== undefined) return { every: Number(every) };
  const number = /^\d{1,9}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return fits(rule, number) ? number : undefined;
}

/** True where a JSON value is one that the rule takes. */
export function fits(rule: Rule, value: unknown): boolean {
  if (rule.is === 'one-of') return rule.allowed.some((allowed) => allowed === value);
  if (rule.is === 'count') return Number.isInteger(value) && Number(value) >= rule.min;
  if (typeof value === 'number') return value >= 0 && value <= 1;
  return isEvery(value) && Number.isInteger(value.every) && Number(value.every) > 0;
}

function isEvery(value: unknown): value is { readonly every: unknown } {
  return typeof value === 'object' && value !== null && 'every' in value;
}

/** Names of all switches, in the order of their defaults. */
// An object's keys are the keys of its type where its type has no others.
const switchNames = Object.keys(defaultSwitches) as readonly (keyof Switches)[];

/** Equal where all switches are, and with them the look of every row. */
export const lookOf = (switches: Readonly<Switches>): string =>
  switchNames.map((name) => switches[name]).join(' ');
