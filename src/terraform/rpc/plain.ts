// Plain JSON as a value of a type: what is missing is null, and an attribute without a type of its own takes that of
// what it is given.

import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { dynamic, type TfType, type Value, type ValueObject } from '../value/types.ts';

/** An object with a member for each attribute of the type. */
export function valueOfJson(json: JsonObject, attributes: Readonly<Record<string, TfType>>): ValueObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, type]) => [name, fitted(json[name] ?? null, type)]),
  );
}

function fitted(json: Json, type: TfType): Value {
  if (json === null) return null;
  if (type === 'dynamic') return dynamic(json);
  if (typeof type === 'string') return scalarOf(json);
  const [form, of] = type;
  if (form === 'tuple') return [];
  if (form === 'object') return isObject(json) ? valueOfJson(json, of) : null;
  if (Array.isArray(json)) return json.map((item) => fitted(item, of));
  return isObject(json)
    ? Object.fromEntries(Object.entries(json).map(([key, item]) => [key, fitted(item, of)]))
    : null;
}

const scalarOf = (json: Json): Value => (typeof json === 'object' ? null : json);
