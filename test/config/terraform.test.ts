// A configuration of Terraform in JSON is a desired file: the same sections as in YAML, every mistake at its place.

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: templates of Terraform, as its files have them
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadDesired } from '../../src/config/desired.ts';
import { kinds } from '../../src/kinds/registry.gen.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { printPlace } from '../../src/model/failure.ts';
import { cwd, line, policy } from './support.ts';
import { diskOf, load, sections } from './terraform-support.ts';

const set = (more: object = {}) => ({ agent: 'approved', select: { ids: ['1'] }, ...more });
const sets = (labels: object) => ({ resource: { id360_device_set: labels } });
const found = async (content: unknown) => (await load({ 'a.tf.json': content })).diagnostics.map(line);

describe('resources are sections', () => {
  test('a device set is called by its name, else by its label', async () => {
    expect(
      await sections({ 'a.tf.json': sets({ one: set(), two: [set({ name: 'zwei' })], three: [] }) }),
    ).toEqual({
      device_sets: { one: set(), zwei: set() },
    });
  });

  test('account linking: the restricted accounts are an argument', async () => {
    const body = { is_enabled: false, restricted_accounts: { mode: 'at_least', names: ['root'] } };
    expect(await sections({ 'a.tf.json': { resource: { id360_account_linking: { this: body } } } })).toEqual({
      account_linking: { is_enabled: false },
      restricted_accounts: { mode: 'at_least', names: ['root'] },
    });
  });

  test('restricted accounts alone leave the settings unmanaged; no argument at all is an empty section', async () => {
    const linking = (body: object) =>
      sections({ 'a.tf.json': { resource: { id360_account_linking: { x: body } } } });
    expect(await linking({ restricted_accounts: { names: [] } })).toEqual({
      restricted_accounts: { names: [] },
    });
    expect(await linking({ is_enabled: null })).toEqual({ account_linking: {} });
  });

  test('view columns of one action become a list', async () => {
    const view = (id: string) => ({ action: 'move-users', app_config_id: id, columns: ['email'] });
    const views = { resource: { id360_view_columns: { a: view('1'), b: view('2'), c: view('3') } } };
    expect(await sections({ 'a.tf.json': views })).toEqual({
      view_columns: {
        'move-users': ['1', '2', '3'].map((id) => ({ app_config_id: id, columns: ['email'] })),
      },
    });
  });

  test('arguments that are null are absent, and what template data holds is not', async () => {
    const action = {
      name: 'x',
      action: 'move-users',
      app_config_id: '1',
      template: { id: '1', data: [{ A: null, b: { c: null } }] },
      select: { filter: null, user_ids: ['1'] },
      retries: null,
      forward_to: null,
    };
    expect(await sections({ 'a.tf.json': { resource: { id360_user_action: { a: action } } } })).toEqual({
      user_actions: {
        x: {
          action: 'move-users',
          app_config_id: '1',
          template: { id: '1', data: [{ A: null, b: { c: null } }] },
          select: { user_ids: ['1'] },
        },
      },
    });
  });

  test('numbers and booleans in quotes, and the other way round, are what terraform makes of them', async () => {
    const resource = {
      id360_account_linking: { l: { is_enabled: 'false', attribute_value: true } },
      id360_device_set: { a: { name: 7, agent: 'approved', select: { ids: [2000000000001, '2'] } } },
      id360_user_action: {
        u: {
          name: 'u',
          action: 'move-users',
          app_config_id: 2000000000001,
          template: { id: 15, data: [{ A: '1', B: 2, C: 'true' }] },
          select: { user_ids: ['1'] },
          retries: '1',
        },
      },
    };
    expect(await sections({ 'a.tf.json': { resource } })).toMatchObject({
      account_linking: { is_enabled: false, attribute_value: 'true' },
      device_sets: { 7: { select: { ids: ['2000000000001', '2'] } } },
      user_actions: {
        u: {
          app_config_id: '2000000000001',
          template: { id: '15', data: [{ A: '1', B: 2, C: 'true' }] },
          retries: 1,
        },
      },
    });
  });

  test.each([
    ['{ "ids": [20000000000000000001] }', 'ids[0] is the number'],
    ['{ "ids": [1e-9] }', 'ids[0] is the number'],
    ['{ "ids": "1" }', 'ids is the text'],
  ])('but nothing that would not be exact, nor a desired file: %s', async (select, said) => {
    const a = `{"agent": "approved", "select": ${select}}`;
    const { diagnostics } = await load({ 'a.tf.json': `{"resource": {"id360_device_set": {"a": ${a}}}}` });
    expect(diagnostics.map(line)).toEqual([expect.stringContaining(said)]);
    const yaml = await load({ 'a.yaml': 'version: 1\naccount_linking: { is_enabled: "false" }\n' });
    expect(yaml.diagnostics.map(({ code }) => code)).toEqual(['config.wrong-type']);
  });

  test('$${ and %%{ stand for the characters, in keys too', async () => {
    const move = (text: string) => ({
      resource: {
        id360_user_move: {
          m: { name: 'm', domain: 'd', container: text, subject: '100% $ {} $$', accounts: [] },
        },
      },
    });
    const read = await sections({ 'a.tf.json': move('$${a} %%{b} $$${c} %$${d}') });
    expect(read).toMatchObject({
      user_moves: { m: { container: '${a} %{b} $${c} %${d}', subject: '100% $ {} $$' } },
    });
  });

  test('meta arguments that change nothing, comments and other blocks are passed over', async () => {
    const body = set({
      '//': { metadata: { path: '${x}' } },
      depends_on: ['id360_account_linking.this'],
      provider: 'id360',
      lifecycle: [{ prevent_destroy: true, create_before_destroy: true, ignore_changes: [] }],
    });
    const configuration = {
      '//': '${x}',
      terraform: { backend: { local: { path: '${path.root}' } } },
      variable: { a: {} },
      output: { o: { value: '${id360_device_set.one.members}' } },
      locals: { l: '${1}' },
      data: { id360_devices: { d: { filter: '${var.a}' } } },
      import: [{ to: 'id360_device_set.one', id: '{}' }],
      provider: { aws: { region: '${var.a}' } },
      resource: [{ id360_device_set: { one: body } }, { null_resource: { n: { count: 3 } } }],
    };
    const { diagnostics, ...result } = await load({ 'a.tf.json': configuration });
    expect(diagnostics).toEqual([]);
    expect(result.ok && result.value.others).toEqual([
      'terraform',
      'variable',
      'output',
      'locals',
      'data',
      'import',
      'provider.aws',
      'resource.null_resource',
    ]);
    expect(await sections({ 'a.tf.json': configuration })).toEqual({ device_sets: { one: set() } });
  });

  test('files of Terraform are one configuration, and merge with desired files', async () => {
    const files = {
      'a.tf.json': sets({ one: set() }),
      'b.tf.json': sets({ two: set() }),
      'c.yaml': 'version: 1\ndevice_sets:\n  three: { agent: denied, select: { ids: ["2"] } }\n',
    };
    expect(await sections(files)).toEqual({
      device_sets: { three: { agent: 'denied', select: { ids: ['2'] } }, one: set(), two: set() },
    });
    const both = await load({
      ...files,
      'd.yaml': 'version: 1\ndevice_sets: { two: { agent: denied, select: { ids: ["2"] } } }\n',
    });
    expect(both.diagnostics.map(({ code, also }) => [code, printPlace(also)])).toEqual([
      ['config.duplicate-key', 'd.yaml:2:16'],
    ]);
  });

  test('minified JSON, tabs, long lines, escapes and surrogate pairs', async () => {
    const configuration = sets({ one: set({ acknowledge: 'a\t"\\/\u{1f600}é' }) });
    const expected = { device_sets: { one: set({ acknowledge: 'a\t"\\/\u{1f600}é' }) } };
    for (const text of [
      JSON.stringify(configuration),
      JSON.stringify(configuration, null, '\t'),
      JSON.stringify(configuration).replace('\u{1f600}', '\\ud83d\\ude00').replace('é', '\\u00e9'),
    ])
      expect(await sections({ 'a.tf.json': text })).toEqual(expected);
  });

  test('no resource: a warning, as for an empty desired file', async () => {
    expect(await found({})).toEqual(['a.tf.json config.nothing-managed: the desired files manage nothing']);
  });
});

describe('mistakes', () => {
  type Case = readonly [name: string, content: unknown, found: readonly string[]];
  const cases: readonly Case[] = [
    [
      'an expression',
      sets({ a: set({ select: { filter: 'name eq "${var.x}"' } }) }),
      ['7:32 config.terraform-expression: only terraform can resolve ${var.x}'],
    ],
    [
      'a function, which is not shown',
      sets({ a: set({ acknowledge: '${jsonencode({"token": "x"})}' }) }),
      ['config.terraform-expression: only terraform can resolve this expression'],
    ],
    [
      'a directive',
      sets({ a: set({ acknowledge: 'a %{ if x }b%{ endif }' }) }),
      ['config.terraform-expression'],
    ],
    ['an expression as a key', sets({ a: set({ '${x}': 1 }) }), ['config.terraform-expression']],
    [
      'a reference where a map is meant',
      sets({ a: set({ select: '${local.s}' }) }),
      ['config.terraform-expression'],
    ],
    ...['count', 'for_each', 'dynamic', 'provisioner', 'connection'].map(
      (name): Case => [
        name,
        sets({ a: set({ [name]: 1 }) }),
        [`config.terraform-meta: id360_device_set.a has`],
      ],
    ),
    [
      'ignore_changes',
      sets({ a: set({ lifecycle: { ignore_changes: ['agent'] } }) }),
      ['config.terraform-meta: id360_device_set.a has lifecycle.ignore_changes'],
    ],
    [
      'a precondition',
      sets({ a: set({ lifecycle: { precondition: [{ condition: true }] } }) }),
      ['config.terraform-meta: id360_device_set.a has lifecycle.precondition'],
    ],
    ['another provider', sets({ a: set({ provider: 'id360.west' }) }), ['config.terraform-provider']],
    [
      'a type that is none',
      { resource: { id360_device_sett: { a: set() } } },
      ['3:5 config.terraform-resource: there is no resource id360_device_sett'],
    ],
    ['a block that is none', { resorce: {} }, ['2:3 config.unknown-key: unknown key "resorce"']],
    [
      'a desired file by mistake',
      { version: 1, device_sets: {} },
      ['config.unknown-key: unknown key "version"', 'config.unknown-key: unknown key "device_sets"'],
    ],
    [
      'an unknown argument',
      sets({ a: set({ agnet: 'x' }) }),
      ['config.unknown-key: unknown key "agnet" in id360_device_set.a'],
    ],
    [
      'a wrong value',
      sets({ a: set({ agent: 'aproved' }) }),
      ['config.wrong-value: id360_device_set.a.agent is "aproved"'],
    ],
    [
      'computed attributes',
      sets({ a: set({ members: {}, changes: {} }) }),
      [
        'config.not-an-argument: there is no argument members to set',
        'config.not-an-argument: there is no argument changes to set',
      ],
    ],
    [
      'an inventory',
      sets({ a: set({ select: { file: 'x.csv', ids: [] } }) }),
      ['config.not-an-argument: id360_device_set has no select.file'],
    ],
    [
      'a name that is no text',
      sets({ a: set({ name: ['7'] }) }),
      ['config.wrong-type: name of id360_device_set.a'],
    ],
    ['a name that cannot be one', sets({ a: set({ name: 'a b' }) }), ['config.wrong-name: "a b"']],
    [
      'no name where one is needed',
      { resource: { id360_user_move: { m: {} } } },
      ['config.missing-key: id360_user_move.m has no "name"'],
    ],
    [
      'one name twice',
      sets({ a: set({ name: 'x' }), b: set({ name: 'x' }) }),
      ['config.duplicate-key: device_sets.x stands twice'],
    ],
    [
      'one label twice',
      sets({ a: [set({ name: 'x' }), set({ name: 'y' })] }),
      ['config.duplicate-key: id360_device_set.a stands twice'],
    ],
    [
      'two of what there is one',
      { resource: { id360_account_linking: { a: {}, b: {} } } },
      ['config.duplicate-key: id360_account_linking.b is a second id360_account_linking'],
    ],
    [
      'a key twice',
      '{"resource": {"id360_device_set": {"a": {"agent": "denied", "agent": "approved", "select": {"ids": ["1"]}}}}}',
      ['config.duplicate-key: the key "agent" stands twice in the same map'],
    ],
    ['not JSON', '{"resource": {', ['config.syntax: not valid JSON']],
    ['empty', '', ['1:1 config.empty-file']],
    ['a list', '[]', ['1:1 config.not-a-map']],
  ];

  test.each(cases)('%s', async (_name, content, expected) => {
    const { ok, diagnostics } = await load({ 'a.tf.json': content });
    expect(ok).toBe(false);
    expect(diagnostics.map(line)).toEqual(expected.map((text) => expect.stringContaining(text)));
    for (const { why, next, where } of diagnostics) {
      expect([why, next].every((text) => text.length > 0)).toBe(true);
      expect(where?.file).toBe('a.tf.json');
    }
    expect(JSON.stringify(diagnostics)).not.toContain('token');
  });

  test('wrong shapes at every level are told, and nothing else', async () => {
    for (const wrong of [7, 'x', true, [[]], [1]]) {
      for (const content of [
        { resource: wrong },
        { resource: { id360_device_set: wrong } },
        { resource: { id360_device_set: { a: wrong } } },
        { provider: wrong },
        { provider: { id360: wrong } },
        { module: wrong },
        sets({ a: set({ lifecycle: wrong }) }),
      ])
        expect((await load({ 'a.tf.json': content })).diagnostics.map(({ code }) => code)).toContain(
          'config.wrong-type',
        );
    }
  });

  test('a file in the own language of Terraform says what to do', async () => {
    const { diagnostics } = await load({ 'main.tf': 'resource "x" "y" {}' });
    expect(diagnostics.map(({ code, next }) => [code, next])).toEqual([
      ['config.terraform-hcl', 'use terraform plan, or write it as .tf.json'],
    ]);
  });

  test('one that stands beside .tf.json is told; files of other uses are passed over', async () => {
    const disk = diskOf({
      'stack/a.tf.json': sets({ a: set() }),
      'stack/main.tf': '',
      'stack/x.auto.tfvars.json': '{}',
      'stack/x.tftest.json': '{}',
    });
    const result = await loadDesired({ paths: ['stack'], cwd, kinds, policy, disk });
    expect(result.ok && result.value.files).toEqual(['stack/a.tf.json']);
    expect(
      result.ok &&
        result.value.diagnostics.map(({ severity, ...one }) => [severity, line({ severity, ...one })]),
    ).toEqual([
      [
        'warning',
        "stack/main.tf config.terraform-hcl: stack/main.tf is in Terraform's own language, and is not read",
      ],
    ]);
  });

  test('a module is a warning: what is inside is not seen', async () => {
    const { ok, diagnostics } = await load({
      'a.tf.json': { ...sets({ a: set() }), module: { m: { source: './m' } } },
    });
    expect(ok).toBe(true);
    expect(diagnostics.map(({ severity, summary }) => [severity, summary])).toEqual([
      ['warning', 'what is inside of module m is not seen'],
    ]);
  });

  test('the character of a filter, behind an escape of JSON', async () => {
    expect(await found(sets({ a: set({ select: { filter: 'os_type eq "a" and' } }) }))).toEqual([
      expect.stringMatching(/^a.tf.json:7:\d+ config.invalid-filter/),
    ]);
  });
});

test('every mistake of a configuration in one run', async () => {
  const told = (one: Diagnostic): string =>
    [
      line(one),
      `why: ${one.why.split('\n')[0]}`,
      `next: ${one.next}`,
      ...(one.also ? [`also: ${printPlace(one.also)}`] : []),
    ].join('\n  ');
  const golden = join(import.meta.dirname, 'golden');
  const result = await loadDesired({ paths: ['mistakes.tf.json'], cwd: golden, kinds, policy });
  const text = result.ok ? 'no mistake' : result.error.map(told).join('\n');
  await expect(`${text}\n`).toMatchFileSnapshot('golden/mistakes.tf.txt');
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: templates of Terraform, as its files have them
