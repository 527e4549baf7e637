// What a server names its devices, settings and errors never reaches a terminal raw: no escape sequence, no carriage return,
// no bidirectional override, in text, in JSON and in exported files.

import { expect, test } from 'vitest';
import { type Spoil, spoiltTenant } from './between.ts';
import { documentOf, type Ran, tenant } from './harness.ts';

const nasty = '\u001b[2J\u001b]0;owned\u0007\u009b31m\r\u202eevil\u2066\u2028\u2029\u200b\u007f\ttab';
const unsafe = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const world = {
  devices: ['pending', 'active', `odd ${nasty}`].map((agent_status, i) => ({
    id: `200000000000${i}`,
    name: `laptop ${nasty} ${i}`,
    serial_number: `SERIAL${nasty}${i}`,
    os_type: `Linux${nasty}`,
    agent_status,
    is_deactivated: false,
  })),
  linking: {
    is_enabled: false,
    attribute_type: 'attribute',
    attribute_value: `value ${nasty}`,
    link_restricted_local_accounts: ['administrator', `name ${nasty}`],
  },
};

const desired = `version: 1
account_linking: { attribute_value: userName }
restricted_accounts: { mode: exact, names: [administrator] }
device_sets: { all: { agent: approved, access: deactivated, select: { filter: 'id pr' } } }
`;

function expectHarmless({ stdout, stderr }: Ran): void {
  expect(unsafe.exec(stdout)).toBeNull();
  expect(unsafe.exec(stderr)).toBeNull();
}

test('every command, in text and in JSON', async () => {
  const { run, write } = await tenant({ world });
  await write('a.yaml', desired);
  const files = ['-f', 'a.yaml'];
  const runs = [
    ['plan', ...files, '--all', '--out', 'plan.json'],
    ['plan', ...files, '--json'],
    ['show', 'plan.json', '--all'],
    ['show', 'plan.json', '--json'],
    ['drift', ...files, '--all'],
    ['drift', ...files, '--json'],
    ['apply', 'plan.json'],
    ['apply', ...files, '--auto-approve', '--json'],
    ['export'],
    ['export', '--json'],
  ];
  for (const args of runs) {
    const ran = await run(...args);
    expectHarmless(ran);
    if (args.includes('--json')) expect(documentOf(ran)).toBeTypeOf('object');
  }
  expect((await run('plan', ...files, '--all')).stdout).toContain('laptop \\x1b[2J');
});

test('an export of such a tenant loads again to the same values', async () => {
  const { run, write } = await tenant({ world });
  for (const [file, args] of [
    ['live.yaml', ['export']],
    ['live.json', ['export', '--json']],
  ] as const) {
    await write(file, (await run(...args)).stdout);
    const plan = await run('plan', '-f', file, '--json');
    expect(documentOf(plan)).toMatchObject({ changes: [], steps: [] });
    expectHarmless(plan);
  }
});

test.each([400, 401, 403, 404, 410])("a server's own words with status %d", async (status) => {
  const error = { code: nasty, title: `Title ${nasty}`, detail: `Detail ${nasty}` };
  const spoil: Spoil = ({ path }) => (path.endsWith('/devices') ? { status, body: { error } } : undefined);
  const { run, write } = await spoiltTenant(spoil);
  await write('a.yaml', desired);
  const text = await run('plan', '-f', 'a.yaml');
  expectHarmless(text);
  expect(text.stderr).toContain('Detail');
  expectHarmless(await run('plan', '-f', 'a.yaml', '--json'));
});

test('HTML of a proxy, and results of a bulk call', async () => {
  const page: Spoil = ({ path }) =>
    path.endsWith('/devices') ? { body: `<html>${nasty}</html>` } : undefined;
  const first = await spoiltTenant(page);
  await first.write('a.yaml', desired);
  expectHarmless(await first.run('plan', '-f', 'a.yaml'));
  const refusal = { status: 404, error: { code: nasty, title: nasty, detail: `why ${nasty}` } };
  const results = { data: [{ resource_id: '2000000000000', ...refusal }] };
  const second = await spoiltTenant(
    ({ path }) => (path.endsWith('approve-agent') ? { body: results } : undefined),
    {
      world,
    },
  );
  await second.write('a.yaml', desired.replace('access: deactivated, ', ''));
  const text = await second.run('apply', '-f', 'a.yaml', '--auto-approve');
  expectHarmless(text);
  expect(text.stdout.replace(/\s+/g, ' ')).toContain('why \\x1b');
  expectHarmless(await second.run('apply', '-f', 'a.yaml', '--auto-approve', '--json'));
});

test('names of files and options are made harmless too', async () => {
  const { run, write } = await tenant();
  const name = 'a\u001b[31m\u202e.yaml';
  await write(name, 'version: 1\nx: 1\n');
  for (const args of [
    ['validate', '-f', name],
    ['validate', '-f', name, '--json'],
    ['show', name],
    ['plan', `--\u001b[31m`],
    ['plan', '-f', name, '--tenant', nasty],
  ])
    expectHarmless(await run(...args));
  await write(name, 'version: 1\n');
  expectHarmless(await run('validate', '-f', name, '--json'));
  expectHarmless(await run('plan', '-f', name, '--out', `plan\u001b[31m.json`));
});
