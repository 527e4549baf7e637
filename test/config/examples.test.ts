// The examples load without a finding, with the real kinds and the generated schemas, which hold their own examples.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { loadDesired } from '../../src/config/desired.ts';
import { disk } from '../../src/config/disk.ts';
import { findFiles } from '../../src/config/find.ts';
import { loadTenants } from '../../src/config/tenants.ts';
import { kinds } from '../../src/kinds/registry.gen.ts';
import { isObject } from '../../src/model/json.ts';
import { policy } from './support.ts';

const root = join(import.meta.dirname, '../..');

test('small: one file', async () => {
  const result = await loadDesired({ paths: ['small'], cwd: join(root, 'examples'), kinds, policy });
  expect(result.ok && result.value.diagnostics).toEqual([]);
  expect(result.ok && result.value.managed.map(({ kind }) => kind.name)).toEqual([
    'account_linking',
    'device',
  ]);
});

test('finance: a folder that merges, an inventory, a trueup.yaml', async () => {
  const cwd = join(root, 'examples/finance');
  const tenant = await loadTenants({ cwd, env: {} });
  expect(tenant.ok && tenant.value).toMatchObject({
    name: 'finance',
    dataCenter: 'us',
    ledger: '.trueup/finance',
  });
  const paths = tenant.ok ? tenant.value.desired : [];
  const result = await loadDesired({ paths, cwd, kinds, policy });
  expect(result.ok && result.value.diagnostics).toEqual([]);
  expect(result.ok && result.value.files.map((file) => file.split('/').at(-1))).toEqual([
    'laptops.yaml',
    'linking.yaml',
    'loaners.yaml',
  ]);
});

test('each example names the schema that it is valid against', async () => {
  const { files } = await findFiles({ disk, cwd: join(root, 'examples') }, ['.']);
  for (const file of [...files, 'finance/trueup.yaml']) {
    const path = join(root, 'examples', file);
    const [, schema = ''] =
      /^# yaml-language-server: \$schema=(\S+)/.exec(await readFile(path, 'utf8')) ?? [];
    await expect(readFile(join(path, '..', schema), 'utf8')).resolves.toContain('2020-12');
  }
});

test.each(['desired', 'trueup', 'plan'])(
  '%s.schema.json: examples and defaults are valid where they stand',
  async (name) => {
    const schema: unknown = JSON.parse(await readFile(join(root, `schemas/${name}.schema.json`), 'utf8'));
    const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
    expect(ajv.validateSchema(schema as object)).toBe(true);
    const visit = (part: unknown): void => {
      if (Array.isArray(part)) part.forEach(visit);
      if (!isObject(part)) return;
      const samples = [
        ...(Array.isArray(part['examples']) ? part['examples'] : []),
        ...('default' in part && !isObject(part['default']) ? [part['default']] : []),
      ];
      for (const sample of samples) expect(ajv.validate(part, sample)).toBe(true);
      Object.values(part).forEach(visit);
    };
    visit(schema);
  },
);
