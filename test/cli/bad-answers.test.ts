// Servers that answer what no page shows: exit 7 with the call and the field, nothing printed as if it were whole, and
// nothing sent but reads.

import { expect, test } from 'vitest';
import { type Answer, type Spoil, spoiltTenant } from './between.ts';
import { documentOf, tenant, writesOf } from './harness.ts';
import { approves, restricts } from './samples.ts';

const page = (data: unknown, meta: unknown = { is_last: true }): Answer => ({ body: { data, meta } });
const html: Answer = {
  headers: { 'content-type': 'text/html' },
  body: '<html><h1>Sign in to the proxy</h1></html>',
};
const linking = { is_enabled: false, link_restricted_local_accounts: ['administrator'] };
const deepJson = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;

const devices: Readonly<Record<string, readonly [Answer, string]>> = {
  'HTML with 200': [html, 'not with JSON'],
  'HTML with 404': [{ ...html, status: 404 }, 'answered with 404'],
  'an empty body': [{ body: '' }, 'the body is empty'],
  'a text': [{ body: '"hello"' }, 'body should be an object'],
  'a list at the top': [{ body: [] }, 'body should be an object'],
  'an error with 200': [{ body: { error: { code: 1, title: 'Gone wrong' } } }, 'Gone wrong'],
  'no data': [{ body: { meta: {} } }, 'data should be an array'],
  'data that is an object': [page({}), 'data should be an array'],
  'no meta': [{ body: { data: [] } }, 'meta should be an object'],
  'next_cursor a number': [page([], { next_cursor: 5 }), 'meta.next_cursor should be a text or null'],
  'a row that is null': [page([null]), 'data[0] should be an object'],
  'a row without an id': [page([{ id: '1' }, { name: 'x' }]), 'data[1].id should be an id'],
  'an unsafe integer as id': [page([{ id: 2 ** 53 + 2 }]), 'data[0].id should be an id'],
  'an id that is a list': [page([{ id: ['1'] }]), 'data[0].id should be an id'],
  'agent_status a number': [page([{ id: '1', agent_status: 3 }]), 'data[0].agent_status should be a string'],
  'is_deactivated a text': [
    page([{ id: '1', is_deactivated: 'no' }]),
    'data[0].is_deactivated should be true or false',
  ],
  'serial_number a number': [
    page([{ id: '1', serial_number: 7 }]),
    'data[0].serial_number should be a string',
  ],
  'JSON 100 000 deep': [{ body: deepJson }, 'data should be an array'],
};

const linkings: Readonly<Record<string, readonly [Answer, string]>> = {
  'HTML with 200': [html, 'not with JSON'],
  'an empty body': [{ body: '' }, 'the body is empty'],
  'an empty object': [{ body: {} }, 'is_enabled should be the account-linking settings'],
  'is_enabled a text': [{ body: { ...linking, is_enabled: 'yes' } }, 'is_enabled should be true or false'],
  'names that are a text': [
    { body: { ...linking, link_restricted_local_accounts: 'administrator' } },
    'link_restricted_local_accounts should be an array of strings',
  ],
  'settings that are a list': [
    { body: { ...linking, ondemand_provisioning_settings: [] } },
    'ondemand_provisioning_settings should be an object',
  ],
};

const cases = [
  ...Object.entries(devices).map(([name, [answer, why]]) => ['devices', name, answer, why] as const),
  ...Object.entries(linkings).map(
    ([name, [answer, why]]) => ['device-account-linking', name, answer, why] as const,
  ),
];

test.each(cases)('GET /%s: %s', async (path, _, answer, why) => {
  const { run, write, simulator } = await spoiltTenant((asked) =>
    asked.path === `/api/v1/${path}` ? answer : undefined,
  );
  await write('a.yaml', path === 'devices' ? approves : restricts);
  const { code, stdout, stderr } = await run('plan', '-f', 'a.yaml');
  expect({ code, stdout }).toEqual({ code: 7, stdout: '' });
  expect(stderr.replace(/\s+/g, ' ')).toContain(why);
  expect(stderr).toMatch(new RegExp(`Where: GET /${path}`));
  expect(writesOf(simulator)).toEqual([]);
});

test.each([
  ['an empty body', ''],
  ['a row without an id', { data: [{}], meta: {} }],
])('apply sends nothing after %s', async (_, body) => {
  const { run, write, simulator } = await spoiltTenant(({ path }) =>
    path.endsWith('/devices') ? { body } : undefined,
  );
  await write('a.yaml', approves + restricts.replace('version: 1\n', ''));
  const apply = await run('apply', '-f', 'a.yaml', '--auto-approve', '--json');
  expect([apply.code, documentOf(apply)['reason']]).toEqual([7, 'unreadable']);
  expect(writesOf(simulator)).toEqual([]);
});

test('half a page, once: it is asked for again, and the plan is whole', async () => {
  const { run, write } = await tenant({ faults: { cut: 1, times: 1 } });
  await write('a.yaml', approves);
  const ran = await run('plan', '-f', 'a.yaml', '--json');
  expect(documentOf(ran)).toMatchObject({ reason: 'changes', summary: { change: 5 } });
});

test('a tenant behind a connection that is refused, and one that does not exist', async () => {
  const { runWith, write, simulator } = await tenant();
  await write('a.yaml', approves);
  const refused = simulator.url;
  await simulator.close();
  const ran = await runWith({ ID360_BASE_URL: refused }, 'plan', '-f', 'a.yaml', '--json');
  expect([ran.code, documentOf(ran)['failure']]).toEqual([
    7,
    expect.objectContaining({ code: 'api.unreachable' }),
  ]);
});

test.each([
  ['rubbish', 'not a url'],
  ['ftp://127.0.0.1/api/v1', 'it is not an https URL'],
  ['http://id360.example.com/api/v1', 'would carry the token unencrypted'],
  ['https://admin:hunter22@id360.example.com/api/v1', 'it holds a user name or a password'],
  ['https://id360.example.com/api/v1?x=1', 'it has a query or a fragment'],
])('the base URL %s is refused before anything is sent', async (url, why) => {
  const { runWith, write } = await tenant();
  await write('a.yaml', approves);
  for (const args of [['plan', '-f', 'a.yaml'], ['apply', '-f', 'a.yaml', '--auto-approve'], ['export']]) {
    const ran = await runWith({ ID360_BASE_URL: url }, ...args);
    expect([ran.code, ran.stdout]).toEqual([1, '']);
    expect(ran.stderr.replace(/\s+/g, ' ')).toContain(why === 'not a url' ? 'it is not a URL' : why);
    expect(ran.stderr).not.toContain('hunter22');
  }
});

const wrongResults: Readonly<Record<string, unknown>> = {
  'HTML with 200': '<html>gateway</html>',
  'an empty object': {},
  'results of other devices': { data: [{ resource_id: '9', status: 204 }] },
  'results without a status': { data: [{ resource_id: '2000000000011' }, { resource_id: '2000000000015' }] },
};

test.each(Object.entries(wrongResults))(
  'a bulk approval answered with %s is read back, and never called done unread',
  async (_, body) => {
    const spoil: Spoil = ({ path }) => (path.endsWith('/device/approve-agent') ? { body } : undefined);
    const { run, write, simulator } = await spoiltTenant(spoil);
    await write('a.yaml', approves);
    const ran = await run('apply', '-f', 'a.yaml', '--auto-approve', '--json');
    expect([ran.code, documentOf(ran)['reason']]).toEqual([5, 'partial']);
    expect(simulator.world.device('2000000000011')?.['agent_status']).toBe('pending');
  },
);
