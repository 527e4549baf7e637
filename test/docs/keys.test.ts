// Every key of a desired file and of trueup.yaml is described, and explained by its path.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../src/model/json.ts';
import { findTopic } from '../../src/report/reference/find.ts';
import { keysPage } from '../../src/report/reference/keys.ts';
import { whole } from './whole.ts';

const schemaOf = (name: string): JsonObject =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, `../../schemas/${name}.schema.json`), 'utf8'));

/** Every property wherever it stands, with its path: names of one's own and places in lists left out. */
function properties(schema: unknown, path: readonly string[] = []): { path: string; schema: JsonObject }[] {
  if (Array.isArray(schema)) return schema.flatMap((each) => properties(each, path));
  if (!isObject(schema)) return [];
  return Object.entries(schema).flatMap(([word, value]) => {
    if (/^(examples|default|enum|const|propertyNames|required)$/.test(word)) return [];
    if (word !== 'properties' || !isObject(value)) return properties(value, path);
    return Object.entries(value).flatMap(([name, inner]) => [
      { path: [...path, name].join('.'), schema: inner as JsonObject },
      ...properties(inner, [...path, name]),
    ]);
  });
}

const said = (asked: string): readonly string[] => {
  const answer = findTopic(whole, asked);
  return answer.found === 'topics' ? answer.topics.map(({ title }) => title) : [];
};

describe.each([
  ['desired', 'desired-file', 10],
  ['trueup', 'trueup-yaml', 25],
])('%s', (name, page, least) => {
  const all = properties(schemaOf(name));

  test('every key has a description', () => {
    expect(all.length).toBeGreaterThan(least);
    const silent = all.filter(({ schema }) => typeof schema['description'] !== 'string');
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('every key is explained by its path, with its description', () => {
    for (const { path, schema } of all) {
      const answer = findTopic(whole, path);
      const topics = answer.found === 'topics' ? answer.topics : [];
      expect(
        topics.flatMap(({ text }) => text),
        path,
      ).toContain(schema['description']);
    }
  });

  test('every key stands in its page', () => {
    const text = readFileSync(resolve(import.meta.dirname, `../../docs/${page}.md`), 'utf8');
    const titles = whole.find((each) => each.name === page)?.topics.map(({ title }) => title) ?? [];
    expect(titles.length).toBeGreaterThanOrEqual(new Set(all.map(({ path }) => path)).size);
    expect(titles.filter((title) => !text.includes(`# \`${title}\`\n`))).toEqual([]);
  });
});

test('a path may have names of its own, places in lists, or neither', () => {
  expect(said('device_sets.agent')).toEqual(['device_sets.<name>.agent']);
  expect(said('device_sets.loaners.agent')).toEqual(['device_sets.<name>.agent']);
  expect(said('device_sets.loaners')).toEqual(['device_sets']);
  expect(said('device_sets.loaners.select.ids[3]')).toEqual(['device_sets.<name>.select.ids']);
  expect(said('tenants.guards.rules.level')).toEqual(['tenants.<name>.guards.rules[].level']);
  expect(said('tenants.acme.guards.rules[0].level')).toEqual(['tenants.<name>.guards.rules[].level']);
});

test('the end of a path is enough where one key has it', () => {
  expect(said('guards.max_denials')).toEqual(['tenants.<name>.guards.max_denials']);
  expect(said('max_denials')).toEqual(['tenants.<name>.guards.max_denials']);
  expect(findTopic(whole, 'limits.concurrency')).toEqual({
    found: 'nothing',
    several: ['defaults.limits.concurrency', 'tenants.limits.concurrency'],
  });
});

test('a key that both files have is explained for both', () => {
  expect(said('version')).toEqual(['version', 'version']);
});

test('keys of alternatives, of lists of named maps and of definitions are found', () => {
  const [text, list] = [{ type: 'string', description: 'Words.' }, { description: 'Several.' }];
  const schema: JsonObject = {
    $defs: { one: { type: 'object', properties: { deep: text } } },
    properties: {
      either: {
        description: 'This or that.',
        oneOf: [{ properties: { a: text } }, { properties: { a: text, b: text } }],
      },
      both: { ...list, properties: { c: text }, items: { properties: { c: text, d: text } } },
      rows: { ...list, type: 'array', items: { additionalProperties: { $ref: '#/$defs/one' } } },
    },
  };
  const { topics } = keysPage({ name: 'x', title: 'X', text: [] }, schema);
  expect(topics.map(({ topic, title }) => [topic, title])).toEqual([
    ['either', 'either'],
    ['either.a', 'either.a'],
    ['either.b', 'either.b'],
    ['both', 'both'],
    ['both.c', 'both.c'],
    ['both.d', 'both.d'],
    ['rows', 'rows'],
    ['rows.deep', 'rows[].<name>.deep'],
  ]);
});
