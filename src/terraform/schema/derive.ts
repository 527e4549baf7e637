// JSON Schema of a desired section to attributes of Terraform: the same names, the same words, written once. Choices,
// defaults and examples go into the description, since Terraform's schemas have no place for them.

import { Bug } from '../../model/failure.ts';
import { asObject, type JsonObject } from '../../model/json.ts';
import type { TfType } from '../value/types.ts';
import type { Attribute } from './types.ts';

/** Members of an object's schema as attributes, in their order. `omits`: dotted keys to leave out. */
export function attributesOf(schema: JsonObject, omits: readonly string[] = []): Attribute[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(asObject(schema['properties']))
    .filter(([name]) => !omits.includes(name))
    .map(([name, member]) => ({
      ...attributeOf(name, asObject(member), below(omits, name)),
      ...(required.includes(name) ? { required: true } : { optional: true }),
    }));
}

const below = (omits: readonly string[], name: string): string[] =>
  omits.flatMap((key) => (key.startsWith(`${name}.`) ? [key.slice(name.length + 1)] : []));

function attributeOf(name: string, schema: JsonObject, omits: readonly string[]): Attribute {
  const description = describe(schema);
  const items = asObject(schema['items']);
  if ('properties' in schema)
    return { name, description, nested: { nesting: 'single', attributes: attributesOf(schema, omits) } };
  if ('properties' in items)
    return { name, description, nested: { nesting: 'list', attributes: attributesOf(items, omits) } };
  return { name, description, type: typeOfSchema(schema) };
}

/** A number that may also be a percentage is a text: Terraform turns numbers into texts by itself. */
function typeOfSchema(schema: JsonObject): TfType {
  const { type } = schema;
  if (Array.isArray(type)) return 'string';
  if (type === 'array')
    return asObject(schema['items'])['type'] === 'object' ? 'dynamic' : ['list', 'string'];
  if (type === 'boolean') return 'bool';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string' || Array.isArray(schema['enum'])) return 'string';
  throw new Bug(`no type of Terraform for ${JSON.stringify(schema)}`);
}

function describe(schema: JsonObject): string {
  const { description, enum: choices, default: usual } = schema;
  return [
    typeof description === 'string' ? description : '',
    Array.isArray(choices) ? `One of ${choices.map((one) => `\`${String(one)}\``).join(', ')}.` : '',
    usual === undefined || (Array.isArray(usual) && usual.length === 0)
      ? ''
      : `Default: \`${String(usual)}\`.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
