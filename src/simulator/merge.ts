// JSON merge patch (RFC 7396): members that are null are removed, objects are merged, anything else is replaced.

import { isObject, type JsonObject } from '../model/json.ts';

export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, JsonObject[string]> = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    const old = merged[name];
    if (value === null) delete merged[name];
    else if (isObject(value)) merged[name] = mergePatch(isObject(old) ? old : {}, value);
    else merged[name] = value;
  }
  return merged;
}
