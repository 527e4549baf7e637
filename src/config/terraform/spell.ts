// Desired sections to resources of Terraform, the other way round: what `desiredTree` makes of these resources is the
// same desired state. Texts are still as they are meant; only writing them makes templates of them.

import { asObject, isObject, type Json, type JsonObject } from '../../model/json.ts';
import {
  type EntryResource,
  type ResourceRule,
  resourcePrefix,
  type WholeResource,
} from '../../model/resource.ts';

/** What of a kind the spelling goes by. */
export interface SpelledKind {
  readonly rule: ResourceRule;
  readonly sections: Readonly<Record<string, JsonObject>>;
}

export interface Resource {
  readonly rule: ResourceRule;
  readonly label: string;
  readonly args: JsonObject;
}

/** The resources that these sections are, each with a label that no other of its type has. */
export function resourcesOf(desired: JsonObject, kinds: readonly SpelledKind[]): readonly Resource[] {
  return kinds.flatMap(({ rule, sections }) => {
    const taken = new Set<string>();
    const long: JsonObject = Object.fromEntries(
      Object.entries(desired).map(([name, value]) => [name, longForm(value, sections[name])]),
    );
    const bodies = rule.of === 'entries' ? entries(rule, long) : whole(rule, long);
    return bodies.map(({ name, args }) => ({ rule, label: labelOf(name, taken), args }));
  });
}

interface Body {
  readonly name: string;
  readonly args: JsonObject;
}

function whole(rule: WholeResource, desired: JsonObject): Body[] {
  const parts = Object.entries(rule.parts).flatMap(([argument, section]) => {
    const value = desired[section];
    return value === undefined ? [] : [[argument, value] as const];
  });
  const own = desired[rule.section];
  if (own === undefined && parts.length === 0) return [];
  return [{ name: 'this', args: { ...asObject(own), ...Object.fromEntries(parts) } }];
}

function entries(rule: EntryResource, desired: JsonObject): Body[] {
  return Object.entries(asObject(desired[rule.section])).flatMap(([name, value]) => {
    const bodies = Array.isArray(value) ? value.map(asObject) : [asObject(value)];
    return bodies.map((body) => {
      const args: JsonObject = { [rule.key]: name, ...body };
      const inList = Array.isArray(value) && rule.importId.length > 0;
      return { name: inList ? rule.importId.map((key) => String(args[key])).join('_') : name, args };
    });
  });
}

/** An identifier of Terraform that tells the name. */
function labelOf(name: string, taken: Set<string>): string {
  const plain = name.replace(/[^A-Za-z0-9_-]/g, '_').replace(/^(?=[^A-Za-z_])/, '_');
  let label = plain;
  for (let n = 2; taken.has(label); n++) label = `${plain}_${n}`;
  taken.add(label);
  return label;
}

/** A text that is short for an object with the one member that it needs is written as that: arguments have one type. */
function longForm(value: Json, schema: Json | undefined): Json {
  const { type, required, properties, additionalProperties, items } = asObject(schema);
  if (Array.isArray(value)) return value.map((item) => longForm(item, items));
  const [key] = Array.isArray(required) ? required : [];
  const either = Array.isArray(type) && type.includes('string') && type.includes('object');
  if (typeof value === 'string' && either && typeof key === 'string') return { [key]: value };
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      longForm(member, own(properties, name) ?? own(additionalProperties)),
    ]),
  );
}

const own = (schema: Json | undefined, name?: string): Json | undefined => {
  const known = asObject(schema);
  if (name === undefined) return known;
  return Object.hasOwn(known, name) ? known[name] : undefined;
};

/**
 * By what `terraform import` and an import block find it, with what the tenant does not show of it; undefined for what
 * runs once.
 */
export function importIdOf({ rule, args }: Resource): string | undefined {
  if (rule.once) return undefined;
  return rule.importId.length > 0
    ? rule.importId.map((key) => String(args[key])).join('/')
    : JSON.stringify(args);
}

/** `id360_device_set.finance`. */
export const addressOf = ({ rule, label }: Resource): string => `${resourcePrefix}${rule.type}.${label}`;
