// What one change does to its object, field by field: names as added and removed, or, where those that stay change
// their order, as the two lists; everything else as before and after. Objects inside fields are taken apart
// (`settings.is_enabled`), so only what moves is shown. A run has no fields: there is nothing before it.

import { type Change, runKey } from '../model/change.ts';
import { isObject, type Json, type JsonObject, sameJson } from '../model/json.ts';

/** `before` undefined: not known or not there yet. `after` undefined: not asked for. */
export interface ValueField {
  readonly form: 'value';
  readonly field: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** What was last applied, where both sides have moved since. */
  readonly last?: Json;
}

export interface SetField {
  readonly form: 'set';
  readonly field: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** How many names stay. */
  readonly kept: number;
}

/** Names of which those that stay come in another order than before. */
export interface ListField extends Omit<SetField, 'form'> {
  readonly form: 'list';
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export type FieldView = ValueField | SetField | ListField;

type Value = Json | undefined;

/** The fields that move, in the order of the change; `only` limits them to these (a step's `fields`). */
export function fieldsOf(
  change: Pick<Change, 'before' | 'after' | 'origin' | 'last'>,
  only: readonly string[] | null = null,
): readonly FieldView[] {
  const { before, after, origin } = change;
  if (after === null || runKey in after) return [];
  const last = origin === 'both' ? change.last : null;
  return Object.keys(after)
    .filter((field) => only === null || only.includes(field))
    .flatMap((field) => compare(field, memberOf(before, field), after[field], memberOf(last, field)));
}

function memberOf(object: JsonObject | null, name: string): Value {
  return object !== null && Object.hasOwn(object, name) ? object[name] : undefined;
}

function compare(field: string, before: Value, after: Value, last: Value): FieldView[] {
  if (before !== undefined && sameJson(before, after)) return [];
  if (isNames(before) && isNames(after)) return [compareNames(field, before, after)];
  if (!isMembers(before) || !isMembers(after)) {
    return [{ form: 'value', field, before, after, ...(last !== undefined && { last }) }];
  }
  const old = isMembers(last) ? last : null;
  return Object.keys(after).flatMap((key) =>
    compare(`${field}.${key}`, memberOf(before, key), memberOf(after, key), memberOf(old, key)),
  );
}

/** Names that differ only in the case of letters stay: the servers know no case. */
function compareNames(field: string, before: readonly string[], after: readonly string[]): FieldView {
  const had = new Set(before.map(folded));
  const has = new Set(after.map(folded));
  const added = after.filter((name) => !had.has(folded(name)));
  const removed = before.filter((name) => !has.has(folded(name)));
  const moved = { field, added, removed, kept: before.length - removed.length };
  const sameOrder = sameJson(keptOf(before, has), keptOf(after, had));
  return sameOrder ? { form: 'set', ...moved } : { form: 'list', ...moved, before, after };
}

const keptOf = (names: readonly string[], others: ReadonlySet<string>): readonly string[] =>
  names.map(folded).filter((name) => others.has(name));

function folded(name: string): string {
  return name.toLowerCase();
}

function isMembers(value: Value): value is JsonObject {
  return isObject(value);
}

function isNames(value: Value): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
