// The id of an import as arguments of its resource: a JSON object of them, or a short form. Whether they are right, and
// whether what they mean is there, is not judged here.

import type { Failure } from '../../model/failure.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { parseFilter } from '../../scim/parse.ts';
import type { ResourceType } from '../schema/resources.ts';
import { argumentsOf } from '../schema/types.ts';
import { toPlainArguments } from './arguments.ts';

/** `{…}` is all arguments; else the arguments of the short form, or what to select. */
export function argumentsOfId(type: ResourceType, id: string): Result<JsonObject> {
  const { rule } = type;
  if (id.startsWith('{')) return argumentsOfJson(type, id);
  if (rule.of === 'sections') return id === rule.type ? ok({}) : err(wrongId(type, id));
  const parts = id.split('/');
  if (rule.importId.length > 0)
    return parts.length === rule.importId.length && parts.every((part) => part !== '')
      ? ok(Object.fromEntries(rule.importId.map((argument, i) => [argument, parts[i] ?? ''])))
      : err(wrongId(type, id));
  if (!isSelecting(type)) return err(wrongId(type, id));
  if (/^[\w-]+(,[\w-]+)*$/.test(id)) return ok({ select: { ids: id.split(',') } });
  return parseFilter(id).ok ? ok({ select: { filter: id } }) : err(wrongId(type, id));
}

/** Whether what to select is all that the resource needs to be told. */
const isSelecting = ({ schema }: ResourceType): boolean =>
  argumentsOf(schema).every(({ name, required }) => required !== true || name === 'select');

/** In words, how an id of the resource is written: `a filter, ids with commas between, or …`. */
export function formOf(type: ResourceType): string {
  const { rule, schema } = type;
  const json = 'a JSON object of its arguments';
  if (rule.of === 'sections') return `${rule.type}, for a tenant has one of it, or ${json}`;
  if (rule.importId.length > 0) return `${rule.importId.join('/')}, or ${json}`;
  const select = argumentsOf(schema).find(({ name }) => name === 'select')?.nested?.attributes ?? [];
  const selecting = select.length === 0 ? '' : ` (select takes ${select.map(({ name }) => name).join(', ')})`;
  return `${isSelecting(type) ? 'a filter, ids with commas between, or ' : ''}${json}${selecting}`;
}

function argumentsOfJson(type: ResourceType, id: string): Result<JsonObject> {
  let json: unknown;
  try {
    json = JSON.parse(id);
  } catch {
    json = null;
  }
  const names = argumentsOf(type.schema).map(({ name }) => name);
  if (!isObject(json) || !Object.keys(json).every((key) => names.includes(key)))
    return err(wrongId(type, id, `a JSON object of its arguments (${names.join(', ')})`));
  // What JSON.parse made of an object is an object of JSON.
  const given = toPlainArguments(json as JsonObject);
  const { importId } = type.rule;
  return importId.every((argument) => argument in given)
    ? ok(given)
    : err(wrongId(type, id, `a JSON object that has ${importId.join(' and ')}, or ${importId.join('/')}`));
}

/** An id as messages show it. */
export const shown = (id: string): string => `"${id.length > 80 ? `${id.slice(0, 79)}…` : id}"`;

const wrongId = (type: ResourceType, id: string, form = formOf(type)): Failure => ({
  code: 'terraform.import-id',
  reason: 'error',
  summary: `${shown(id)} is not an import id of ${type.name}`,
  why: `it is ${form}`,
  next: `write the id as that; the page of ${type.name} has examples`,
});
