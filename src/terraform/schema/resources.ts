// The schema of each resource: the arguments of its section, and what trueup shows of it.

import { kinds } from '../../kinds/registry.gen.ts';
import { Bug } from '../../model/failure.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import type { Kind } from '../../model/kind.ts';
import {
  type EntryResource,
  type ResourceRule,
  resourcePrefix,
  type WholeResource,
} from '../../model/resource.ts';
import type { ObjectType, TfType } from '../value/types.ts';
import { attributesOf } from './derive.ts';
import { type Attribute, type Schema, typeOf } from './types.ts';

/** A type of resource: `id360_device_set`. */
export interface ResourceType {
  readonly name: string;
  readonly kind: Kind;
  readonly rule: ResourceRule;
  readonly schema: Schema;
  /** The type of its whole state. */
  readonly state: ObjectType;
}

const changesDescription =
  'What the last apply changed, by address; in a plan, what apply will change: lines that go to null there are of the apply before, and a line that begins with again: is one of them that is done once more. The first 200, and how many more there are.';

const planIdDescription =
  'Names all that the last plan with changes was to do: each change, what it relies on, what a lock-out check found, and the reasons given. An apply that would do anything else is stopped.';

export const resourceTypes: readonly ResourceType[] = kinds.flatMap((kind) => {
  const { resource: rule } = kind;
  if (rule === undefined) return [];
  const attributes = [...argumentsOf(kind, rule), ...computedOf(rule)];
  const schema: Schema = { version: 1, description: rule.description, attributes };
  return [{ name: `${resourcePrefix}${rule.type}`, kind, rule, schema, state: typeOf(attributes) }];
});

function argumentsOf(kind: Kind, rule: ResourceRule): Attribute[] {
  return rule.of === 'entries' ? entryArguments(kind, rule) : wholeArguments(kind, rule);
}

function wholeArguments(kind: Kind, { section, parts, omits = [] }: WholeResource): Attribute[] {
  const own = attributesOf(sectionOf(kind, section), omits);
  const moved = Object.fromEntries(
    Object.entries(parts).map(([argument, part]) => [argument, sectionOf(kind, part)]),
  );
  return [...own, ...attributesOf({ properties: moved })];
}

function entryArguments(kind: Kind, rule: EntryResource): Attribute[] {
  const { section, key, keyRequired, omits = [] } = rule;
  const entry = sectionOf(kind, section)['additionalProperties'];
  if (!isObject(entry)) throw new Bug(`the section ${section} has no entries`);
  const name: Attribute = {
    name: key,
    type: 'string',
    description: rule.listed
      ? 'The id of the management action.'
      : 'A name of your own, for plans and messages; no two of a kind may share it.',
    ...(keyRequired ? { required: true } : { optional: true }),
  };
  // An object of a JSON Schema is JSON.
  return [name, ...attributesOf(entry as JsonObject, omits)];
}

function sectionOf(kind: Kind, section: string): JsonObject {
  const schema = kind.sections[section];
  if (schema === undefined) throw new Bug(`the kind ${kind.name} has no section ${section}`);
  return schema;
}

function computedOf({ members }: ResourceRule): Attribute[] {
  const shown = (name: string, description: string, type: TfType): Attribute => ({
    name,
    type,
    description,
    computed: true,
  });
  const texts = ['map', 'string'] as const;
  return [
    ...(members === undefined ? [] : [shown('members', members, texts)]),
    shown('changes', changesDescription, texts),
    shown('plan_id', planIdDescription, 'string'),
  ];
}
