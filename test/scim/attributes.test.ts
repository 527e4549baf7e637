// Which attributes a filter names, and how a caller replaces the reading of one.

import { expect, test } from 'vitest';
import { compileFilter } from '../../src/scim/compile.ts';
import type { Filter } from '../../src/scim/filter.ts';
import { attributesOf, parseFilter } from '../../src/scim/parse.ts';
import type { AttributeOf } from '../../src/scim/read.ts';

function read(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new TypeError(parsed.error.message);
  return parsed.value;
}

test('each attribute once, in order, as first written', () => {
  const text = 'Name pr and (b.c eq 1 or not (NAME eq "x")) and emails[type eq "w" and phones[kind pr]]';
  expect(attributesOf(read(text))).toEqual([
    'Name',
    'b.c',
    'emails',
    'emails.type',
    'emails.phones',
    'emails.phones.kind',
  ]);
});

test('the URN of a schema is left out, that of an extension stays', () => {
  const text = 'urn:ietf:params:scim:schemas:core:2.0:User:a.b pr or urn:x:extension:y:2.0:User:c pr';
  expect(attributesOf(read(text))).toEqual(['a.b', 'urn:x:extension:y:2.0:User:c']);
});

test('attributeOf decides how a top-level attribute is read, and only that', () => {
  const attributeOf: AttributeOf = (name) =>
    name === 'name' ? (row) => row['name'] ?? row['hostname'] : undefined;
  const holds = (text: string, row: Record<string, unknown>) => compileFilter(read(text), attributeOf)(row);
  expect(holds('NAME eq "pc"', { hostname: 'pc' })).toBe(true);
  expect(holds('name eq "pc"', { hostname: 'pc', name: 'other' })).toBe(false);
  expect(holds('hostname eq "pc"', { hostname: 'pc' })).toBe(true);
  expect(holds('parts[name eq "pc"]', { parts: [{ hostname: 'pc' }] })).toBe(false);
});

test('attributeOf is asked once for each comparison, not for each row, and never for an extension', () => {
  const asked: string[] = [];
  const attributeOf: AttributeOf = (name) => {
    asked.push(name);
    return undefined;
  };
  const holds = compileFilter(read('A pr and a.b eq 1 or urn:x:extension:y:a pr'), attributeOf);
  for (let i = 0; i < 3; i += 1) holds({ a: { b: 1 } });
  expect(asked).toEqual(['a', 'a']);
});
