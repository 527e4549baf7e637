// Which files are read, and which are refused before a byte of them is read. On a real disk.

import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDesired } from '../../src/config/desired.ts';
import { disk } from '../../src/config/disk.ts';
import { line, load, policy, validator, zoo } from './support.ts';

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'trueup-config-'));
  for (const folder of ['t/sub', 't/.git', 'empty/sub', 'big'])
    await mkdir(join(cwd, folder), { recursive: true });
  const files = {
    't/b.yml': 'gate: open',
    't/sub/a.yaml': 'fence: {}',
    't/c.json': '{"version": 1}',
    't/.d.yaml': 'x: 1',
    't/.git/e.yaml': 'x: 1',
  };
  for (const [path, text] of Object.entries(files))
    await writeFile(join(cwd, path), text.startsWith('{') ? text : `version: 1\n${text}\n`);
  for (const path of ['t/notes.md', 't/trueup.yaml', 'empty/readme.txt', 'big/huge.yaml'])
    await writeFile(join(cwd, path), 'tenants: {}');
  await symlink('..', join(cwd, 't/sub/loop'));
  await symlink('b.yml', join(cwd, 't/z.yaml'));
  await truncate(join(cwd, 'big/huge.yaml'), 200 * 2 ** 20);
});
afterAll(() => rm(cwd, { recursive: true }));

const from = async (...paths: string[]) => {
  const reads: string[] = [];
  const read = (path: string, max: number) => {
    reads.push(path);
    return disk.read(path, max);
  };
  const counting = { ...disk, read };
  const result = await loadDesired({ paths, cwd, kinds: [zoo()], policy, validator, disk: counting });
  return { result, reads, found: result.ok ? [] : result.error.map(line) };
};

test('a folder: yaml, yml and json at any depth, sorted, each file once; no dot-files, no trueup.yaml', async () => {
  const { result } = await from('t', 't/b.yml');
  expect(result.ok && result.value.files).toEqual(['t/b.yml', 't/c.json', 't/sub/a.yaml']);
});

test('an absolute path below the working directory is shown as the user would type it', async () => {
  const { result } = await from(join(cwd, 't/b.yml'));
  expect(result.ok && result.value.files).toEqual(['t/b.yml']);
});

test('every path that gives nothing is named, in one run', async () => {
  const { found } = await from('t', 'empty', 'nope', 't/sub/nope.yaml');
  expect(found).toEqual([
    'empty config.empty-folder: no desired file in empty',
    'nope config.unreadable: cannot read nope',
    't/sub/nope.yaml config.unreadable: cannot read t/sub/nope.yaml',
  ]);
});

test('a file of 200 MB is refused unread', async () => {
  const { found, reads } = await from('big');
  expect(found).toEqual(['big/huge.yaml config.too-large: big/huge.yaml is too large']);
  expect(reads).toEqual([]);
});

test('no paths at all', async () => {
  expect((await from()).found).toEqual([' config.no-files: no desired files are given']);
});

test('files that manage nothing load, with a warning', async () => {
  const { result, diagnostics } = await load('version: 1\n');
  expect(result.ok).toBe(true);
  expect(diagnostics).toMatchObject([{ code: 'config.nothing-managed', severity: 'warning' }]);
});
