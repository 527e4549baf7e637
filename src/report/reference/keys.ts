// Keys of a file as topics, out of its JSON Schema.

import type { JsonObject } from '../../model/json.ts';
import { type Key, keysOf } from './schema.ts';
import { boundWords, plain, typeWords } from './types.ts';
import { code, codes, type Fact, fact, type Page, type Topic } from './view.ts';

/** A page with every key of the file that the schema describes. */
export function keysPage(page: Pick<Page, 'name' | 'title' | 'text'>, schema: JsonObject): Page {
  return { ...page, text: [...descriptions([schema]), ...page.text], topics: keysOf(schema).map(topicOf) };
}

function topicOf(key: Key): Topic {
  const { path, written, whole, schema, inner } = key;
  return {
    topic: path.join('.'),
    about: 'key',
    also: whole.includes('<name>') && whole !== written ? [whole] : [],
    title: written,
    depth: path.length === 1 ? 2 : 3,
    text: descriptions([schema, ...inner]),
    facts: factsOf(key),
    example: examplesOf(path.at(-1) ?? '', schema),
  };
}

/** Each said once. */
function descriptions(schemas: readonly JsonObject[]): readonly string[] {
  const said = schemas.map((schema) => schema['description']).filter((text) => typeof text === 'string');
  return [...new Set(said)];
}

function factsOf({ schema, required, members }: Key): readonly Fact[] {
  const { default: usual, pattern } = schema;
  const bounds = boundWords(schema);
  const type = typeWords(schema);
  return [
    ...fact('Value', bounds === '' ? type : `${type}, ${bounds}`),
    ...fact('Must match', typeof pattern === 'string' ? code(pattern) : undefined),
    ...fact('Required', required ? 'yes' : undefined),
    ...fact('Default', usual === undefined ? undefined : code(plain(usual))),
    ...fact('Keys', codes(members)),
  ];
}

function examplesOf(name: string, { examples }: JsonObject): string {
  return Array.isArray(examples) ? examples.map((value) => `${name}: ${plain(value)}`).join('\n') : '';
}
