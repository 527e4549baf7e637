// guards.rules: a rule that does not compile is an error at its line; one that does comes with its place.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadTenants } from '../../src/config/tenants.ts';

let cwd = '';
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'trueup-rules-'));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

const file = (assert: string): string =>
  `version: 1\ntenants:\n  acme:\n    data_center: us\n    guards:\n      rules:\n        - { name: small, assert: '${assert}', message: split it, level: deny }\n`;

test('a rule that does not compile is an error where it stands', async () => {
  await writeFile(join(cwd, 'trueup.yaml'), file('plan.summary.change <='));
  expect(await loadTenants({ cwd, env: {} })).toMatchObject({
    ok: false,
    error: [{ code: 'config.rule', where: { file: 'trueup.yaml', line: 7, column: 35 } }],
  });
});

test('a rule that compiles knows where it stands', async () => {
  await writeFile(join(cwd, 'trueup.yaml'), file('plan.summary.change <= 500'));
  expect(await loadTenants({ cwd, env: {} })).toMatchObject({
    ok: true,
    value: { guards: { rules: [{ name: 'small', level: 'deny', where: { line: 7 } }] } },
  });
});
