// Terraform's types and values as this program holds them. A value alone does not say its type: lists, sets and
// tuples are arrays, maps and objects are plain objects, so that it always travels with a TfType beside it.

import type { Json } from '../../model/json.ts';
import { isObject } from '../../model/json.ts';

/** A type in the JSON form that Terraform writes: `"string"`, `["map","string"]`, `["object",{"name":"string"}]`. */
export type TfType = Primitive | 'dynamic' | Collection | TupleType | ObjectType;
type Primitive = 'string' | 'number' | 'bool';
export type Collection = readonly ['list' | 'set' | 'map', TfType];
type TupleType = readonly ['tuple', readonly TfType[]];
export type ObjectType = readonly ['object', { readonly [name: string]: TfType }];

/** What will be known only after apply. It is a symbol, so that no text or object can be taken for it. */
export const unknown: unique symbol = Symbol('unknown');
export type Unknown = typeof unknown;

const concrete: unique symbol = Symbol('concrete');

/** The value of an attribute of type `dynamic`, with the type that it came with: it is encoded with exactly that. */
export interface Dynamic {
  readonly [concrete]: true;
  readonly type: TfType;
  readonly value: Value;
}

/**
 * Sets are sorted lists. Objects that come out of decoding have no prototype, so that every key is safe. A dynamic
 * attribute is null, unknown or a Dynamic.
 */
export type Value = null | boolean | number | string | Unknown | Dynamic | readonly Value[] | ValueObject;
export interface ValueObject {
  readonly [key: string]: Value;
}

export function isUnknown(value: Value | undefined): value is Unknown {
  return value === unknown;
}

export function isDynamic(value: Value | undefined): value is Dynamic {
  return typeof value === 'object' && value !== null && concrete in value;
}

/** True for a map or an object: not null, no list, no Dynamic. */
export function isValueObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isDynamic(value);
}

/** A value with its own type, for an attribute of type `dynamic`. */
export function dynamicOf(type: TfType, value: Value): Dynamic {
  return { [concrete]: true, type, value };
}

/** Plain JSON for an attribute of type `dynamic`: its lists are tuples and its objects are objects, as in HCL. */
export function dynamic(json: Json): Dynamic {
  return dynamicOf(typeOf(json), json);
}

function typeOf(json: Json): TfType {
  if (json === null) return 'dynamic';
  if (typeof json === 'string') return 'string';
  if (typeof json === 'number') return 'number';
  if (typeof json === 'boolean') return 'bool';
  if (Array.isArray(json)) return ['tuple', json.map(typeOf)];
  const attributes: Record<string, TfType> = bare();
  for (const [name, item] of Object.entries(json)) attributes[name] = typeOf(item);
  return ['object', attributes];
}

/** True for what Terraform writes as a type; optional attributes (a third member of an object) are let pass. */
export function isType(json: unknown): json is TfType {
  if (typeof json === 'string') return /^(string|number|bool|dynamic)$/.test(json);
  if (!Array.isArray(json)) return false;
  const [kind, of] = json;
  if (kind === 'tuple') return Array.isArray(of) && of.every(isType);
  if (kind === 'object') return isObject(of) && Object.values(of).every(isType);
  return /^(list|set|map)$/.test(String(kind)) && isType(of);
}

/** An object without a prototype: a key such as `__proto__` is a key like any other. */
export function bare<T>(): Record<string, T> {
  // Object.create cannot say what will be put in.
  return Object.create(null) as Record<string, T>;
}
