// YAML to Terraform JSON and back is the same desired state: for every example, and for whatever a desired file may hold.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadDesired } from '../../src/config/desired.ts';
import { disk } from '../../src/config/disk.ts';
import { parse } from '../../src/config/parse.ts';
import { sourceText } from '../../src/config/source.ts';
import { writtenOut } from '../../src/config/terraform/inventories.ts';
import { readConfiguration } from '../../src/config/terraform/read.ts';
import { desiredTree } from '../../src/config/terraform/sections.ts';
import { escaped, expressionIn, unescaped } from '../../src/config/terraform/template.ts';
import { unspelled } from '../../src/config/terraform/unspelled.ts';
import { writeConfiguration } from '../../src/config/terraform/write.ts';
import { toValue } from '../../src/config/tree.ts';
import { writeDesired } from '../../src/config/write.ts';
import { kinds } from '../../src/kinds/registry.gen.ts';
import { isObject, type Json, type JsonObject } from '../../src/model/json.ts';
import { policy } from './support.ts';

const spelled = kinds.flatMap(({ resource, sections }) => (resource ? [{ rule: resource, sections }] : []));
const rules = spelled.map(({ rule }) => rule);

const toTerraform = (desired: JsonObject): string =>
  writeConfiguration({ desired, kinds: spelled, provider: {}, version: '1.2.3' }).text;

/** What a text of Terraform JSON wants, through YAML once more. */
function back(text: string): unknown {
  const { tree, diagnostics } = parse(sourceText('a.tf.json', text), '{');
  expect([tree === null, diagnostics]).toEqual([false, []]);
  if (tree === null) return undefined;
  const { resources, diagnostics: found } = readConfiguration(tree, rules);
  const desired = desiredTree(resources);
  expect([found, desired.diagnostics]).toEqual([[], []]);
  // A map's value is an object of JSON.
  const value = toValue(desired.tree) as JsonObject;
  const sections = Object.entries(value).map(([section, content]) => ({
    section,
    value: content,
    comments: new Map<string, string>(),
  }));
  const { tree: again } = parse(sourceText('a.yaml', writeDesired(sections, 'x')));
  const { version, ...yaml } = again === null ? {} : (toValue(again) as JsonObject);
  expect([version, plain(yaml)]).toEqual([1, plain(value)]);
  return plain(value);
}

/** Without what is said in two ways: a list of one view, a forward by its action alone, settings that manage nothing. */
function usual(desired: JsonObject): unknown {
  const { unlisted_devices, account_linking: linking, ...rest } = desired;
  const nothing = isObject(linking) && Object.keys(linking).length === 0 && rest['restricted_accounts'];
  const views = each(rest['view_columns'], (view) =>
    Array.isArray(view) && view.length === 1 ? (view[0] ?? {}) : view,
  );
  const actions = each(rest['user_actions'], (action) =>
    isObject(action) && typeof action['forward_to'] === 'string'
      ? { ...(action as JsonObject), forward_to: { action: action['forward_to'] } }
      : action,
  );
  return plain({
    ...rest,
    ...(linking !== undefined && !nothing && { account_linking: linking }),
    ...(views && { view_columns: views }),
    ...(actions && { user_actions: actions }),
  });
}

function each(section: Json | undefined, change: (value: Json) => Json): JsonObject | undefined {
  if (!isObject(section)) return undefined;
  // A section of the files is JSON.
  return Object.fromEntries(
    Object.entries(section as JsonObject).map(([key, value]) => [key, change(value)]),
  );
}

/** The same value with ordinary prototypes, so that it can be compared; sections and members that are empty stay. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const root = join(import.meta.dirname, '../../examples');
const examples = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.ya?ml$/.test(file) && !file.endsWith('trueup.yaml'),
);

test('there are examples', () => expect(examples.length).toBeGreaterThan(4));

test.each(examples)('%s', async (file) => {
  const loaded = await loadDesired({ paths: [file], cwd: root, kinds, policy });
  if (!loaded.ok) throw new TypeError(`${file} does not load`);
  const { tree, diagnostics } = await writtenOut({ disk, cwd: root }, loaded.value.tree, rules);
  expect([...diagnostics, ...unspelled(tree, spelled).diagnostics]).toEqual([]);
  const desired = toValue(tree) as JsonObject;
  expect(JSON.stringify(desired)).not.toContain('.csv');
  expect(back(toTerraform(desired))).toEqual(usual(desired));
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  fc
    .array(
      fc.constantFrom(
        '$',
        '%',
        '{',
        '}',
        '$${',
        '%%{',
        '${',
        'a',
        '"',
        '\\',
        '\n',
        ': ',
        '# ',
        "'",
        '!',
        '~',
      ),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((parts) => parts.join('')),
);
const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,6}$/);
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,6}$/);
const free: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    text,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('//', '__proto__', 'count', 'dynamic')), tie('value'), {
      maxKeys: 3,
    }),
  ),
})).value;
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 3 });
const object = (model: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[] = []) =>
  fc.record(model, { requiredKeys });
const template = object({ id: word, data: some(fc.dictionary(text, free, { maxKeys: 3 })) }, ['id']);
const view = object({ app_config_id: word, columns: fc.array(text, { minLength: 1, maxLength: 3 }) }, [
  'app_config_id',
  'columns',
]);
const desiredFile = object({
  account_linking: object({
    is_enabled: fc.boolean(),
    attribute_value: text,
    ondemand_provisioning_settings: object({ is_enabled: fc.boolean() }),
    acknowledge: text,
  }),
  restricted_accounts: object({ mode: fc.constantFrom('exact', 'at_least'), names: some(text) }, ['names']),
  device_sets: fc.dictionary(
    name,
    object(
      {
        agent: fc.constantFrom('approved', 'denied', 'removed'),
        select: object({ filter: text, ids: some(name), serial_numbers: some(text) }),
        acknowledge: text,
      },
      ['select'],
    ),
    { maxKeys: 4 },
  ),
  unlisted_devices: fc.constantFrom('ignore', 'report'),
  view_columns: fc.dictionary(word, fc.oneof(view, fc.array(view, { minLength: 1, maxLength: 3 })), {
    maxKeys: 3,
  }),
  user_actions: fc.dictionary(
    name,
    object(
      {
        action: word,
        template,
        select: object({
          filter: text,
          ou: object({ selected_ids: some(word), exclude_child_ous: fc.boolean() }),
        }),
        retries: fc.integer({ min: 0, max: 10 }),
        forward_to: fc.oneof(word, object({ action: word, template }, ['action'])),
      },
      ['action'],
    ),
    { maxKeys: 3 },
  ),
  user_moves: fc.dictionary(name, object({ container: text, accounts: some(text) }), { maxKeys: 3 }),
});

/** A section without members makes no resource, and manages nothing. */
const withMembers = (desired: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(desired).filter(
      ([section, value]) => /account/.test(section) || !isObject(value) || Object.keys(value).length > 0,
    ),
  );

test('whatever a desired file holds', () => {
  fc.assert(
    fc.property(desiredFile, (generated) => {
      // Values of these generators are JSON.
      const desired = withMembers(plain(generated) as JsonObject);
      expect(back(toTerraform(desired))).toEqual(usual(desired));
    }),
    { numRuns: 200 },
  );
});

test('labels and addresses of resources are unlike each other, and identifiers', () => {
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 20 }), (names) => {
      const sets = Object.fromEntries(
        names.map((one) => [one, { agent: 'approved', select: { ids: ['1'] } }]),
      );
      const configuration = JSON.parse(toTerraform({ device_sets: sets }));
      const labels = Object.keys(configuration.resource?.id360_device_set ?? {});
      expect(labels.length).toBe(names.length);
      expect(labels.every((label) => /^[A-Za-z_][A-Za-z0-9_-]*$/.test(label))).toBe(true);
      expect((configuration.import ?? []).map(({ to }: { to: string }) => to)).toEqual(
        labels.map((label) => `id360_device_set.${label}`),
      );
    }),
  );
});

test('a text as a template has no expression, and stands for the text', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(expressionIn(escaped(one))).toBeUndefined();
      expect(unescaped(escaped(one))).toBe(one);
    }),
  );
});
