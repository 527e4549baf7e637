// Live values into the arguments of a state: what the tenant has now stands there, so that Terraform shows the
// difference to the configuration. Only arguments that are set are managed, and only those are taken over.

import type { State } from '../../model/change.ts';
import { asObject, isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { ResourceRule } from '../../model/resource.ts';

/** `given` with what `live` has otherwise; `all`: also arguments that are not set, as an import wants them. */
export function withLive(rule: ResourceRule, given: JsonObject, live: State, all = false): JsonObject {
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
