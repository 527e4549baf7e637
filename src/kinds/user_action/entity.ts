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

/** Undefined: no result that trueup knows; its user stays unknown. */
export function outcomeOf(raw: unknown): Outcome | undefined {
  if (!isObject(raw) || !isObject(raw['user'])) return undefined;
  const id = idOf(raw['user']['id']);
  const status = raw['status'];
  if (id === undefined || (status !== 'success' && status !== 'failure')) return undefined;
  return { id, status, message: typeof raw['message'] === 'string' ? raw['message'] : '' };
}
