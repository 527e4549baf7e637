// Whatever is in a .tf.json file, loading it ends in a value: sections, or diagnostics with a place in that file.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { load, tenant } from './terraform-support.ts';

async function settles(content: string | Uint8Array): Promise<void> {
  const files = { 'a.tf.json': content };
  const { ok, diagnostics } = await load(files);
  const { diagnostics: ofTenant } = await tenant(files);
  if (!ok) expect(diagnostics.length).toBeGreaterThan(0);
  for (const { where, summary, why, next } of [...diagnostics, ...ofTenant]) {
    expect(where?.file).toBe('a.tf.json');
    expect(
      [summary, why, next].every((text) => typeof text === 'string' && !text.includes('undefined')),
    ).toBe(true);
  }
}

test('bytes', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), settles), { numRuns: 50 });
});

const keys = [
  'resource',
  'provider',
  'module',
  'id360',
  'id360_device_set',
  'id360_account_linking',
  'id360_view_columns',
  'id360_user_action',
  'name',
  'action',
  'select',
  'restricted_accounts',
  'template',
  'guards',
  'rules',
  'max_changes',
  'tenant',
  'alias',
  'lifecycle',
  'members',
  '//',
  '__proto__',
  'constructor',
  '%{x}',
];

test('any JSON out of the words that mean something', async () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: templates of Terraform, as its files have them
      fc.constantFrom(null, true, 1, '', 'a', '${a}', '$${a}', '10%', 'approved'),
      fc.array(tie('value'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  await fc.assert(
    fc.asyncProperty(json, json, json, (resource, provider, other) =>
      settles(JSON.stringify({ resource, provider: { id360: provider }, module: other })),
    ),
    { numRuns: 300 },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('100 000 brackets, and a file that is cut off anywhere', async () => {
  await settles('['.repeat(100_000));
  await settles(`{"resource": ${'{"a":'.repeat(5000)}`);
  const text = JSON.stringify({
    resource: { id360_device_set: { a: { agent: 'approved', select: { ids: ['1'] } } } },
  });
  for (let end = 0; end < text.length; end += 7) await settles(text.slice(0, end));
});

test('a fleet of resources in time that grows with their number', async () => {
  const sets = Object.fromEntries(
    Array.from({ length: 5000 }, (_, i) => [`s${i}`, { agent: 'approved', select: { ids: [`${i}`] } }]),
  );
  const { ok, diagnostics } = await load({
    'a.tf.json': JSON.stringify({ resource: { id360_device_set: sets } }),
  });
  expect([ok, diagnostics]).toEqual([true, []]);
});
