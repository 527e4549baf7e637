// The generator of the bindings: from a schema alone, the same text each time, and a list of objects stays one.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ci, root } from './stranger.ts';

const text = { type: 'string', description: 'Words.', description_kind: 'plain', optional: true };
const block = (attributes: Record<string, unknown>) => ({ version: 0, block: { attributes } });
const data = { type: 'dynamic', description: 'Objects.', required: true };
const template = { nested_type: { attributes: { data }, nesting_mode: 'single' }, required: true };

const things = { type: ['map', ['map', 'string']], computed: true };

const schema = {
  format_version: '1.0',
  provider_schemas: {
    'registry.terraform.io/trueup/id360': {
      provider: block({ base_url: text }),
      resource_schemas: { id360_thing: block({ name: text, template }) },
      data_source_schemas: { id360_things: block({ filter: text, things }) },
    },
  },
};

test('a file for each type and one that exports them all, with the words of the schema', async () => {
  const files = await ci.bindings(schema, '1.2.3');
  expect([...files.keys()].sort()).toEqual([
    'data-id360-things.gen.ts',
    'index.gen.ts',
    'provider.gen.ts',
    'thing.gen.ts',
  ]);
  const thing = files.get('thing.gen.ts') ?? '';
  expect(thing).toContain('* Words.');
  expect(thing).toContain('readonly data: { [key: string]: any }[]');
  // The class for a map of maps is in cdktn alone.
  expect(files.get('data-id360-things.gen.ts')).toContain('new cdktf.AnyMap(this, "things")');
  expect(thing).toContain("providerVersion: '1.2.3'");
  // The provider need not be in a registry.
  expect([...files.values()].join('')).not.toMatch(/registry\.terraform\.io|@link/);
});

test('the same schema gives the same text, and is left as it was', async () => {
  const before = structuredClone(schema);
  expect(await ci.bindings(schema, '1.2.3')).toEqual(await ci.bindings(schema, '1.2.3'));
  expect(schema).toEqual(before);
});

test('all that the bindings use of the library is in both libraries', async () => {
  const folder = join(root, 'src/cdktf/bindings');
  const texts = await Promise.all(
    (await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')),
  );
  const uses = [...texts.join('').matchAll(/(?:new |extends )cdktf\.(\w+)[({ ]|cdktf\.([a-z]\w+)\(/g)];
  const names = new Set(uses.flatMap(([, made, called]) => made ?? called ?? []));
  // An interface that extends one of the library's needs nothing at run time.
  names.delete('TerraformMetaArguments');
  expect(names.size).toBeGreaterThan(10);
  for (const library of [await import('cdktf'), await import('cdktn')])
    expect([...names].filter((name) => !(name in library))).toEqual([]);
});
