// Shapes of what is read back from disk, checked as far as this room and a resumed apply rely on them.

import type { State } from '../model/change.ts';
import { exitCodes } from '../model/failure.ts';
import type { Entry } from '../model/journal.ts';
import { isObject } from '../model/json.ts';
import type { Agreed, Plan } from '../model/plan.ts';
import type { StepOutcome } from '../model/run.ts';

const isText = (value: unknown): value is string => typeof value === 'string';
const isList = (value: unknown, item: (value: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(item);

export const isTexts = (value: unknown): value is readonly string[] => isList(value, isText);

/** A state: JSON.parse gave it, so its values are JSON already. */
export const isState = (value: unknown): value is State => isObject(value);

/** A group of objects that share a state; `state` is the name of the member that holds it. */
const isGroup = (value: unknown, state: string): boolean =>
  isObject(value) && isText(value['kind']) && isState(value[state]) && isTexts(value['keys']);

export const isAgreed = (value: unknown): value is Agreed => isGroup(value, 'after');

export interface StoredGroup {
  readonly kind: string;
  readonly state: State;
  readonly keys: readonly string[];
}
export const isStoredGroup = (value: unknown): value is StoredGroup => isGroup(value, 'state');

const isRequest = (value: unknown): boolean =>
  isObject(value) && isText(value['method']) && isText(value['path']) && isObject(value['query']);

const isStep = (value: unknown): boolean =>
  isObject(value) &&
  ['id', 'kind', 'operation'].every((member) => isText(value[member])) &&
  typeof value['phase'] === 'number' &&
  typeof value['repeatable'] === 'boolean' &&
  isList(value['requests'], isRequest) &&
  isTexts(value['changes']) &&
  (value['fields'] === null || isTexts(value['fields'])) &&
  isTexts(value['depends_on']);

const isChange = (value: unknown): boolean =>
  isObject(value) &&
  isText(value['address']) &&
  (value['before'] === null || isState(value['before'])) &&
  (value['after'] === null || isState(value['after']));

export const isPlan = (value: unknown): value is Plan =>
  isObject(value) &&
  ['format', 'id', 'base_url'].every((member) => isText(value[member])) &&
  isList(value['changes'], isChange) &&
  isList(value['steps'], isStep) &&
  isList(value['agreed'], isAgreed);

const states: readonly unknown[] = ['applied', 'failed', 'not_attempted', 'in_doubt'];

const isRefused = (value: unknown): boolean =>
  isObject(value) && isText(value['address']) && isText(value['message']);

const isEnd = (value: unknown): boolean =>
  isObject(value) &&
  isText(value['address']) &&
  isText(value['message']) &&
  ['applied', 'failed', 'unknown', 'left'].includes(String(value['state'])) &&
  (value['remember'] === null || isState(value['remember']));

const isOutcome = (value: unknown): value is StepOutcome =>
  isObject(value) &&
  (value['ends'] === undefined || isList(value['ends'], isEnd)) &&
  isText(value['step']) &&
  states.includes(value['state']) &&
  isList(value['failed'], isRefused) &&
  isTexts(value['unknown']) &&
  isText(value['detail']);

/** An entry of a journal; the format of a `begin` is checked by its reader. */
export function isEntry(value: unknown): value is Entry {
  if (!isObject(value) || !isText(value['at'])) return false;
  if (value['entry'] === 'begin') return isText(value['owner']) && isPlan(value['plan']);
  if (value['entry'] === 'intent') return isText(value['step']);
  if (value['entry'] === 'call') return isText(value['step']) && isText(value['call']);
  if (value['entry'] === 'unsent')
    return isText(value['step']) && (value['call'] === undefined || isText(value['call']));
  if (value['entry'] === 'told')
    return isText(value['step']) && isText(value['call']) && isState(value['fact']);
  if (value['entry'] === 'outcome') return isOutcome(value['outcome']);
  return value['entry'] === 'end' && isText(value['reason']) && Object.hasOwn(exitCodes, value['reason']);
}

/** The number after the slash of a format such as `trueup.ledger/1`; null where it is no such format. */
export function versionOf(format: unknown, name: string): number | null {
  if (!isText(format) || !format.startsWith(`${name}/`)) return null;
  const version = Number(format.slice(name.length + 1));
  return Number.isSafeInteger(version) && version > 0 ? version : null;
}
