// Values as plain JSON, for the kinds, which know nothing of Terraform. Only a wholly known value has a JSON form.

import { Bug } from '../../model/failure.ts';
import type { Json } from '../../model/json.ts';
import { bare, isDynamic, isUnknown, isValueObject, type Value } from './types.ts';

/** Plain JSON of a wholly known value (Bug otherwise); a dynamic value is what it holds. */
export function toJson(value: Value): Json {
  if (isUnknown(value)) throw new Bug('an unknown value has no JSON form');
  if (value === null || typeof value !== 'object') return value;
  if (isDynamic(value)) return toJson(value.value);
  if (!isValueObject(value)) return value.map(toJson);
  const json = bare<Json>();
  for (const key of Object.keys(value)) json[key] = toJson(value[key] ?? null);
  return json;
}

/** True where any part of the value will be known only after apply. */
export function hasUnknown(value: Value): boolean {
  if (value === null || typeof value !== 'object') return isUnknown(value);
  if (isDynamic(value)) return hasUnknown(value.value);
  if (!isValueObject(value)) return value.some(hasUnknown);
  for (const key of Object.keys(value)) if (hasUnknown(value[key] ?? null)) return true;
  return false;
}
