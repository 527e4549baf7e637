// Users as entities of an action (management-actions page), and results of an execution (management-executions page).

import { idOf } from '../../model/id.ts';
import { isObject } from '../../model/json.ts';
import type { Decoded } from '../../model/kind.ts';
import { err, ok } from '../../model/result.ts';

export interface Entity {
  readonly id: string;
  /** `John Doe <john@example.com>`, or what there is of it. */
  readonly name: string;
  readonly row: Readonly<Record<string, unknown>>;
}

export function decodeEntity(raw: unknown): Decoded<Entity> {
  if (!isObject(raw)) return err({ field: '', expected: 'a user' });
  const id = idOf(raw['id']);
  return id === undefined
    ? err({ field: 'id', expected: 'an id' })
    : ok({ id, name: nameOf(raw, id), row: raw });
}

/** `John Doe <john@example.com>`, or what there is of it. */
export function nameOf(row: Readonly<Record<string, unknown>>, id: string): string {
  const text = (field: string): string => (typeof row[field] === 'string' ? row[field].trim() : '');
  const name = `${text('first_name')} ${text('last_name')}`.trim();
  const email = text('email');
  if (name === '') return email === '' ? id : email;
  return email === '' ? name : `${name} <${email}>`;
}

/** What an execution says of one user. */
export interface Outcome {
  readonly id: string;
  readonly status: 'success' | 'failure';
  readonly message: string;
}

/** Characters of a server's message that are kept. */
const messageLength = 500;

/** Undefined: no result that trueup knows; its user stays unknown. */
export function outcomeOf(raw: unknown): Outcome | undefined {
  if (!isObject(raw) || !isObject(raw['user'])) return undefined;
  const id = idOf(raw['user']['id']);
  const status = raw['status'];
  if (id === undefined || (status !== 'success' && status !== 'failure')) return undefined;
  const message = typeof raw['message'] === 'string' ? raw['message'] : '';
  return { id, status, message: message.slice(0, messageLength) };
}

/** What an execution says of each user; null where its results of one user disagree, which tells nothing. */
export type Outcomes = Map<string, Outcome | null>;

export function addOutcome(outcomes: Outcomes, outcome: Outcome): void {
  const before = outcomes.get(outcome.id);
  if (before === undefined) outcomes.set(outcome.id, outcome);
  else if (before?.status !== outcome.status) outcomes.set(outcome.id, null);
}
