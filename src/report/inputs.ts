// What a run is given, as people wrote it: the members that all runs of a group share, and how many values the others
// have. What says nothing (zero, empty) and what only machines compare is left out.

import { keyOf } from '../model/address.ts';
import { type Change, runKey } from '../model/change.ts';
import { isObject, type Json, sameJson } from '../model/json.ts';
import { actionKey } from './buckets.ts';
import { number, together } from './words.ts';

export interface InputView {
  readonly field: string;
  /** As it is written in a file: `{id: 2000000000001, data: [{OPERATION: DISABLE}]}`; null: see `values`. */
  readonly text: string | null;
  /** How many different values there are. */
  readonly values: number;
}

type Run = Pick<Change, 'address' | 'after' | 'name'>;

/** Told by the headline. */
const told: readonly string[] = [runKey, actionKey];
const forMachines = 'digest';
const shortMember = 48;

/** The inputs of runs, in the order of their members. */
export function inputsOf(runs: readonly Run[]): readonly InputView[] {
  const fields = new Set(runs.flatMap(({ after }) => Object.keys(after ?? {})));
  return [...fields].filter((field) => !told.includes(field)).flatMap((field) => inputOf(field, runs));
}

function inputOf(field: string, runs: readonly Run[]): InputView[] {
  if (field === forMachines) return [];
  const first = runs[0]?.after?.[field];
  if (runs.every(({ after }) => sameJson(after?.[field], first))) {
    const text = written(first);
    return text === '' ? [] : [{ field, text, values: 1 }];
  }
  if (runs.every((run) => isNamed(run, field))) return [];
  const values = new Set(runs.map(({ after }) => JSON.stringify(after?.[field])));
  return [{ field, text: null, values: values.size }];
}

/** Whether the name or the key of the object says it already. */
function isNamed({ address, name, after }: Run, field: string): boolean {
  const value = after?.[field];
  return typeof value === 'string' && (value === name || keyOf(address).split('/').includes(value));
}

/** Empty for what says nothing. */
function written(value: Json | undefined): string {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return '';
  const text = flow(value);
  return text === '[]' || text === '{}' ? '' : text;
}

/** The value as one line of YAML, without what only machines compare. */
function flow(value: Json): string {
  if (typeof value === 'string') return scalar(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).filter(([name]) => name !== forMachines);
  return `{${members.map(memberText).join(', ')}}`;
}

/** A short text stays beside its name where lines are folded. */
function memberText([name, value]: readonly [string, Json]): string {
  const text = `${scalar(name)}: ${flow(value)}`;
  return isObject(value) || Array.isArray(value) || text.length > shortMember ? text : together(text);
}

/** In quotes where it could be taken for more than one text. Ids, which are digits, are not. */
const scalar = (text: string): string =>
  /^[\p{L}\p{N}_][\p{L}\p{N}_.@/+-]*$/u.test(text) && !/^(true|false|null)$/.test(text)
    ? text
    : JSON.stringify(text);

/** `template: {id: 2000000000001}`, `execution: 3 different values`. */
export const inputText = ({ field, text, values }: InputView): string =>
  `${field}: ${text ?? `${number(values)} different values`}`;
