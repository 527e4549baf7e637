// trueup history as a process: what it prints in each format, what it refuses before anything is sent, and that drift names
// its rows and survives without them.

import { expect, test } from 'vitest';
import { spoiltTenant } from './between.ts';
import { documentOf, type Tenant, tenant } from './harness.ts';
import { restricts } from './samples.ts';

const history = [1, 2, 3].map((n) => ({
  id: `200000000000${n}`,
  device_name: n === 2 ? '=cmd' : `Walter-qa-${n}`,
  link_action: 'Link',
  local_account: { id: `30000000000${n}`, user_name: 'John' },
  idp_account: { user_id: '2000000000009', user_name: 'john@company.com' },
  action_time: `2021-06-25T06:3${n}:00Z`,
  linking_attribute: 'mail',
  status: n === 3 ? 'failed' : 'success',
}));
const world = { history };
const idsOf = (document: Record<string, unknown>) =>
  (document['rows'] as readonly { id: string }[]).map(({ id }) => id.at(-1)).join('');

test('a table: the newest first, in a folder without any file', async () => {
  const { run } = await tenant({ world });
  const { code, stdout, stderr } = await run('history');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n').map((line) => line.slice(0, 32).trim())).toEqual([
    'TIME                  DEVICE',
    '2021-06-25T06:33:00Z  Walter-qa-',
    '2021-06-25T06:32:00Z  =cmd',
    '2021-06-25T06:31:00Z  Walter-qa-',
    '',
  ]);
});

test('CSV: a formula is none', async () => {
  const { run } = await tenant({ world });
  const { stdout } = await run('history', '--format', 'csv', '--sort', 'device_name');
  expect(stdout.split('\r\n')[1]).toMatch(/^2000000000002,2021-06-25T06:32:00Z,'=cmd,Link,/);
  expect(stdout.split('\r\n')).toHaveLength(5);
});

test.each([
  [['--json'], '321'],
  [['--format', 'json', '--sort', '-status,device_name'], '213'],
  [['--json', '--limit', '2'], '32'],
  [['--json', '--filter', 'status eq "SUCCESS"'], '21'],
  [['--json', '--since', '2021-06-25T06:32:00Z'], '32'],
  [['--json', '--since', '2021-06-25'], '321'],
])('%j', async (args, ids) => {
  const { run } = await tenant({ world });
  const document = documentOf(await run('history', ...args));
  expect(document).toMatchObject({
    format: 'trueup.history/1',
    tenant: expect.stringContaining('127.0.0.1'),
  });
  expect(idsOf(document)).toBe(ids);
});

test.each([
  ['table', ''],
  ['json', '"rows": []'],
  ['csv', 'id,action_time,'],
])('no rows as %s: says so, and that is no failure', async (format, part) => {
  const { run } = await tenant({ world });
  const { code, stdout, stderr } = await run('history', '--since', '24h', '--format', format);
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'The history has no such rows.\n' });
  expect(stdout).toContain(part);
});

test.each([
  [['--filter', 'status eq'], 'config.invalid-filter', 'status eq\n             ^'],
  [['--filter', 'status pr and not (nope eq "x")'], 'config.unknown-attribute', `\n${' '.repeat(23)}^`],
  [['--filter', ''], 'config.invalid-filter', 'empty'],
  [['--sort', 'nope'], 'cli.usage', 'nope'],
  [['--since', 'soon'], 'cli.usage', '24h'],
  [['--limit', '0'], 'cli.usage', 'whole number'],
  [['--limit', 'many'], 'cli.usage', 'whole number'],
])('%j is refused before anything is sent', async (args, code, part) => {
  const { run, simulator } = await tenant({ world });
  const ran = await run('history', ...args);
  expect(ran).toMatchObject({ code: 1, stdout: '' });
  expect(ran.stderr).toContain(`(${code})`);
  expect(ran.stderr).toContain(part);
  expect(simulator.requests).toEqual([]);
});

/** Applied, then changed by somebody else, who linked an account a day later. */
async function drifted({ run, write, simulator: { world } }: Tenant) {
  await write('a.yaml', restricts);
  expect((await run('apply', '-f', 'a.yaml', '--auto-approve')).code).toBe(0);
  world.setLinking({ link_restricted_local_accounts: ['administrator', 'recovery'] });
  const later = new Date(Date.now() + 86_400_000).toISOString();
  world.addHistory({ ...history[0], id: '7', action_time: later });
}

test('drift names the rows since the last apply, as text and as JSON', async () => {
  const given = await tenant({ world });
  await drifted(given);
  const { stdout } = await given.run('drift', '-f', 'a.yaml');
  expect(stdout).toMatch(
    /in the history since 2\d{3}-.*:\n +2\d{3}-\S+ Link: John and john@company.com on Walter-qa-1/,
  );
  expect(stdout).not.toContain('2021-06-25');
  const document = documentOf(await given.run('drift', '-f', 'a.yaml', '--json'));
  expect(document['history']).toMatchObject({ rows: [{ addresses: ['account_linking'], id: '7' }] });
});

test('a history that may not be read leaves the drift as it is, with a warning', async () => {
  const given = await spoiltTenant(({ path }) =>
    path.endsWith('/history')
      ? { status: 403, body: { error: { code: '106', title: 'Forbidden' } } }
      : undefined,
  );
  await drifted(given);
  const { code, stdout } = await given.run('drift', '-f', 'a.yaml', '--detailed-exitcode');
  expect(code).toBe(2);
  expect(stdout).toContain('warning drift.no-history');
  const alone = await given.run('history');
  expect(alone.code).toBe(8);
});
