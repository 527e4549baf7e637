// Files that are wrong, of every kind: a clear error that names the file, exit 1, and not one request.

import { mkdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentOf, type Tenant, tenant } from './harness.ts';
import { approves } from './samples.ts';

const deep = 100_000;
const bomb = Array.from(
  { length: 40 },
  (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
);
const listed = (ids: string) =>
  `version: 1\ndevice_sets: { a: { agent: denied, select: { ids: [${ids}] } } }\n`;

const texts: readonly (readonly [string, string, string | Uint8Array, string])[] = [
  ['broken YAML', 'a.yaml', 'version: 1\ndevice_sets: [\n', 'config.syntax'],
  ['brackets 100 000 deep', 'a.yaml', `version: 1\ndevice_sets: ${'['.repeat(deep)}`, 'config.too-deep'],
  [
    'objects 100 000 deep',
    'a.json',
    `{"version":1,"device_sets":${'{"a":'.repeat(deep)}1${'}'.repeat(deep + 1)}`,
    'config.too-deep',
  ],
  [
    'aliases that explode',
    'a.yaml',
    `version: 1\na0: &a0 [x]\n${bomb.join('\n')}\n`,
    'config.exploding-alias',
  ],
  ['__proto__', 'a.yaml', 'version: 1\n__proto__: { device_sets: {} }\n', 'config.unknown-key'],
  ['constructor', 'a.json', '{"version":1,"constructor":{"prototype":{"x":1}}}', 'config.unknown-key'],
  ['a set named __proto__', 'a.json', '{"version":1,"device_sets":{"__proto__":{}}}', 'config.wrong-name'],
  ['an id as a number', 'a.yaml', listed('2000000000001'), 'config.wrong-type'],
  ['an id as a number that rounds', 'a.yaml', listed('20000000000000000001'), 'config.wrong-type'],
  [
    'a key twice',
    'a.yaml',
    'version: 1\nunlisted_devices: ignore\nunlisted_devices: deny\n',
    'config.duplicate-key',
  ],
  ['binary junk', 'a.yaml', Uint8Array.from({ length: 4096 }, (_, i) => (i * 193) % 256), 'config.not-utf-8'],
  ['an empty file', 'a.yaml', '', 'config.'],
  ['a newer version', 'a.yaml', 'version: 2\n', 'config.'],
  ['two documents', 'a.yaml', 'version: 1\n---\nversion: 1\n', 'config.'],
];

async function refused(given: Tenant, path: string, code: string): Promise<void> {
  for (const command of [
    ['plan', '--out', 'plan.json'],
    ['apply', '--auto-approve'],
  ]) {
    const ran = await given.run(...command, '-f', path, '--json');
    expect([command[0], ran.code, documentOf(ran)['reason']]).toEqual([command[0], 1, 'error']);
    const { diagnostics } = documentOf(ran);
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: expect.stringContaining(code) }));
  }
  const text = await given.run('validate', '-f', path);
  expect([text.code, text.stdout]).toEqual([1, '']);
  expect(text.stderr).toMatch(new RegExp(`${path}.* error ${code}`));
  expect(text.stderr).toContain('\n    fix: ');
  expect(text.stderr.length).toBeLessThan(4000);
  expect(given.simulator.requests).toEqual([]);
}

test.each(texts)('%s (%s)', async (_, name, text, code) => {
  const given = await tenant();
  await given.write(name, text);
  await refused(given, name, code);
});

test('a file of 200 MB is refused before it is read', async () => {
  const given = await tenant();
  await given.write('huge.yaml', 'version: 1\n');
  await truncate(join(given.dir, 'huge.yaml'), 200 * 2 ** 20);
  await refused(given, 'huge.yaml', 'config.too-large');
});

test('a missing file, and a folder without desired files', async () => {
  const given = await tenant();
  await refused(given, 'missing.yaml', 'config.unreadable');
  await mkdir(join(given.dir, 'folder'));
  await given.write('folder/readme.txt', 'hello');
  await refused(given, 'folder', 'config.empty-folder');
});

test('all mistakes of all files come in one run, each with its place', async () => {
  const { run, write } = await tenant();
  await write('a.yaml', 'version: 1\nrestricted_acounts: { mode: exact, names: [] }\n');
  await write('b.yaml', 'version: 1\ndevice_sets: { x: { agent: aproved, select: { filter: "a eq" } } }\n');
  const { stderr } = await run('validate', '-f', 'a.yaml', '-f', 'b.yaml');
  expect(stderr).toMatch(/a\.yaml:2:1 error/);
  expect(stderr).toMatch(/b\.yaml:2:\d+ error/);
  expect(stderr).toContain('restricted_accounts');
  expect(stderr).toContain('approved');
  expect(stderr).toContain('3 errors');
});

test('--out that cannot be written is an error, and no bug', async () => {
  const { run, write, dir } = await tenant();
  await write('a.yaml', approves);
  await mkdir(join(dir, 'folder'));
  for (const out of ['missing/plan.json', 'a.yaml/plan.json', 'folder', `${'x'.repeat(300)}.json`]) {
    const ran = await run('plan', '-f', 'a.yaml', '--out', out, '--json');
    expect([out, ran.code, documentOf(ran)['failure']]).toEqual([
      out,
      1,
      expect.objectContaining({ code: 'cli.unwritable', where: { file: out } }),
    ]);
  }
  await write('there.yaml', 'mine');
  expect((await run('export', '--out', 'there.yaml')).code).toBe(1);
});
