// The query of a list: limit, fields, filter, sort, each checked. A filter or a field that is not understood is a
// problem and never means all rows.

import { createHash } from 'node:crypto';
import { canonical, isObject, type JsonObject } from '../model/json.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { Collection, Problem, Slice } from '../model/server.ts';
import { attributesOf } from '../scim/attributes.ts';
import { compileFilter } from '../scim/compile.ts';
import { parseFilter } from '../scim/parse.ts';

export interface Order {
  readonly path: readonly string[];
  readonly descending: boolean;
}

export interface ListQuery {
  readonly limit: number;
  /** Names of the fields to show; null: all. */
  readonly fields: readonly string[] | null;
  readonly matches: ((row: JsonObject) => boolean) | null;
  readonly order: readonly Order[];
  /** The rows of the table that it is about; null: all. */
  readonly slice: Slice | null;
  /** Equal for equal queries, whatever the cursor. */
  readonly hash: string;
}

type Values = Readonly<Record<string, string>>;

const defaultLimit = 100;

export function parseQuery(
  values: Values,
  collection: Collection,
  slice: Slice | null,
  maxLimit: number,
): Result<ListQuery, Problem> {
  const limit = parseLimit(values['limit'] ?? String(collection.defaultLimit ?? defaultLimit), maxLimit);
  if (!limit.ok) return limit;
  const fields = parseFields(values['fields'], collection);
  if (!fields.ok) return fields;
  const matches = parseMatches(values['filter'], collection);
  if (!matches.ok) return matches;
  const order = parseSort(values['sort'], collection);
  if (!order.ok) return order;
  const { cursor: _cursor, from: _from, ...rest } = values;
  const text = canonical([slice?.name ?? null, rest]);
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 12);
  const parsed = { limit: limit.value, fields: fields.value, matches: matches.value, order: order.value };
  return ok({ ...parsed, slice, hash });
}

function parseLimit(text: string, maxLimit: number): Result<number, Problem> {
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return limit > 0 ? ok(Math.min(limit, maxLimit)) : err(invalid(`Value for 'limit' is not valid: ${text}`));
}

/** The fields of `?fields=`, null for all. */
export function parseFields(
  text: string | undefined,
  collection: Collection,
): Result<readonly string[] | null, Problem> {
  if (text === undefined) return ok(null);
  const fields = text.split(',').map((field) => field.trim());
  const unknown = fields.find((field) => !knows(collection, field));
  return unknown === undefined ? ok(fields) : err(invalid(`Unknown field '${unknown}' in 'fields'`));
}

function parseMatches(
  text: string | undefined,
  collection: Collection,
): Result<((row: JsonObject) => boolean) | null, Problem> {
  if (text === undefined) return ok(null);
  const filter = parseFilter(text);
  if (!filter.ok) return err(invalid(`The filter is not valid: ${filter.error.message}`));
  const unknown = attributesOf(filter.value).find((name) => !knows(collection, name));
  if (unknown !== undefined) return err(invalid(`Unknown attribute '${unknown}' in 'filter'`));
  return ok(compileFilter(filter.value));
}

function parseSort(text: string | undefined, collection: Collection): Result<readonly Order[], Problem> {
  if (text === undefined) return ok([]);
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !knows(collection, name.replace(/^-/, '')));
  if (unknown !== undefined) return err(invalid(`Unknown field '${unknown}' in 'sort'`));
  return ok(
    names.map((name) => ({
      path: name.replace(/^-/, '').toLowerCase().split('.'),
      descending: name.startsWith('-'),
    })),
  );
}

function knows({ attributes }: Collection, name: string): boolean {
  return attributes.includes(name.toLowerCase());
}

const invalid = (detail: string): Problem => ({ problem: 'invalid-parameter', detail });

/** The row with these fields only; a dotted one keeps its object around it. */
export function pick(row: JsonObject, fields: readonly string[] | null): JsonObject {
  if (fields === null) return row;
  const picked: Record<string, JsonObject[string]> = {};
  for (const field of fields) {
    const [name = '', inner] = field.toLowerCase().split('.');
    const value = row[name];
    const old = picked[name];
    if (value === undefined) continue;
    if (inner === undefined || !isObject(value)) picked[name] = value;
    else picked[name] = { ...(isObject(old) && old), [inner]: value[inner] ?? null };
  }
  return picked;
}
