// A resource's values as the session takes them, and what the session found as values again.

import { createHash } from 'node:crypto';
import { canonical, type JsonObject } from '../../model/json.ts';
import type { DynamicValue } from '../plugin/messages.ts';
import { type ResourceType, resourceTypes } from '../schema/resources.ts';
import { argumentsOf } from '../schema/types.ts';
import { bodyOf } from '../session/body.ts';
import type { Wish } from '../session/wish.ts';
import { decode } from '../value/decode.ts';
import { encode } from '../value/encode.ts';
import { isValueObject, type ValueObject } from '../value/types.ts';
import { toPlainArguments } from './arguments.ts';

const byName = new Map(resourceTypes.map((type) => [type.name, type]));

export const resourceType = (name: string): ResourceType | undefined => byName.get(name);

/** The arguments of a state or a configuration. */
export function argumentsIn({ schema }: ResourceType, value: ValueObject): ValueObject {
  return Object.fromEntries(argumentsOf(schema).map(({ name }) => [name, value[name] ?? null]));
}

/** Known arguments as the desired file would have them. */
export const givenIn = (type: ResourceType, value: ValueObject): JsonObject =>
  toPlainArguments(argumentsIn(type, value));

export function wishOf(type: ResourceType, given: JsonObject): Wish {
  const name = nameOf(type, given);
  return { type, given, name, body: bodyOf(`${type.name} ${name}`, given) };
}

/** A resource without a name is known by its arguments: two that are alike want the same. */
function nameOf({ rule }: ResourceType, given: JsonObject): string {
  if (rule.of === 'sections') return rule.section;
  const key = given[rule.key];
  const name = typeof key === 'string' ? key : `unnamed-${digest(given)}`;
  return rule.listed
    ? [name, ...rule.importId.slice(1).map((argument) => String(given[argument]))].join('/')
    : name;
}

const digest = (given: JsonObject): string =>
  createHash('sha256').update(canonical(given)).digest('hex').slice(0, 8);

/** A map of texts out of a state; empty where it is null or not known. */
export function mapIn(value: ValueObject | null, attribute: string): Readonly<Record<string, string>> {
  const map = value?.[attribute];
  if (!isValueObject(map)) return {};
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
  );
}

/** A state or a configuration of a resource; null where there is none. */
export function stateIn(type: ResourceType, value: DynamicValue | null): ValueObject | null {
  if (value?.msgpack === undefined || value.msgpack.length === 0) return null;
  const state = decode(value.msgpack, type.state);
  return isValueObject(state) ? state : null;
}

export const packState = (type: ResourceType, state: ValueObject | null): DynamicValue => ({
  msgpack: encode(state, type.state),
});
