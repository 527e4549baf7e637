// Live values into the arguments of a state: what the tenant has now stands there, so that Terraform shows the
// difference to the configuration. Only arguments that are set are managed, and only those are taken over.

import type { Change, State } from '../../model/change.ts';
import { asObject, isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { ResourceRule } from '../../model/resource.ts';
import type { ResourceType } from '../schema/resources.ts';

/** `given` with what live has otherwise, by the changes that it would take. */
export function withBefore(
  { rule, kind }: Pick<ResourceType, 'rule' | 'kind'>,
  given: JsonObject,
  changes: readonly Change[],
): JsonObject {
  const before: State = Object.assign(
    {},
    ...changes
      .filter(({ after }) => Object.keys(after ?? {}).some((key) => key in kind.rules))
      .map(({ before }) => before),
  );
  return withLive(rule, given, before);
}

/** `given`, and what it leaves out as live has it. */
export const filledIn = (rule: ResourceRule, given: JsonObject, live: State): JsonObject =>
  over(withLive(rule, {}, live, true), given);

function over(live: JsonObject, given: JsonObject): JsonObject {
  const members = Object.entries(given).map(([key, value]): [string, Json] => [
    key,
    isObject(value) ? over(asObject(live[key]), asObject(value)) : value,
  ]);
  return { ...live, ...Object.fromEntries(members) };
}

/** `given` with what `live` has; `all`: also arguments that are not set. */
function withLive(rule: ResourceRule, given: JsonObject, live: State, all = false): JsonObject {
  let state = given;
  for (const [field, value] of Object.entries(live)) {
    const keys = (rule.fields?.[field] ?? field).split('.');
    state = put(state, keys, value, all);
  }
  return state;
}

function put(
  object: JsonObject,
  [key = '', ...rest]: readonly string[],
  value: Json,
  all: boolean,
): JsonObject {
  const own = object[key];
  if (own === undefined && !all) return object;
  if (rest.length > 0) return { ...object, [key]: put(asObject(own), rest, value, true) };
  return { ...object, [key]: isObject(value) && !all ? members(asObject(own), asObject(value)) : value };
}

/** Of a nested object only the members that are managed. */
const members = (own: JsonObject, live: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(own).map(([key, value]) => [key, live[key] ?? value]));
