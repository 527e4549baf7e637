// Each exit code, reached as a user reaches it, with the same reason in the JSON.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileLedger } from '../../src/ledger/file.ts';
import { type Spoil, spoiltTenant } from './between.ts';
import { documentOf, type Ran, type Tenant, tenant, writesOf } from './harness.ts';
import { approves, deniesAll, nothing, restricts } from './samples.ts';

/** Exit code, reason and code of the failure, which a plan and a run do not have. */
function endOf(ran: Ran): unknown {
  const { reason, failure } = documentOf(ran);
  const code =
    typeof failure === 'object' && failure !== null && 'code' in failure ? failure.code : undefined;
  return [ran.code, reason, ...(code === undefined ? [] : [code])];
}

async function savedPlan(given: Tenant, desired: string): Promise<void> {
  await given.write('a.yaml', desired);
  expect((await given.run('plan', '-f', 'a.yaml', '--out', 'plan.json')).code).toBe(0);
}

test('0 done and 2 changes: only --detailed-exitcode tells them apart', async () => {
  const { run, write } = await tenant();
  await write('a.yaml', restricts);
  await write('nothing.yaml', nothing);
  const plan = (...args: string[]) => run('plan', '--json', '-f', ...args);
  expect(endOf(await plan('nothing.yaml', '--detailed-exitcode'))).toEqual([0, 'done']);
  expect(endOf(await plan('a.yaml', '--detailed-exitcode'))).toEqual([2, 'changes']);
  expect(endOf(await plan('a.yaml'))).toEqual([0, 'changes']);
});

test('drift: 2 where the tenant moved behind the files, 0 where the files only wait for an apply', async () => {
  const { run, write, simulator } = await tenant();
  const drift = async () => endOf(await run('drift', '-f', 'a.yaml', '--json', '--detailed-exitcode'));
  await write('a.yaml', restricts);
  expect(await drift()).toEqual([0, 'done']);
  expect((await run('apply', '-f', 'a.yaml', '--auto-approve')).code).toBe(0);
  simulator.world.setLinking({ link_restricted_local_accounts: ['administrator', 'recovery'] });
  expect(await drift()).toEqual([2, 'changes']);
  expect((await run('drift', '-f', 'a.yaml')).code).toBe(0);
});

test('1 error: sets that disagree end plan, drift and apply alike', async () => {
  const { run, write, simulator } = await tenant();
  const set = (agent: string) => `{ agent: ${agent}, select: { ids: ["2000000000001"] } }`;
  await write('a.yaml', `version: 1\ndevice_sets: { a: ${set('approved')}, b: ${set('denied')} }\n`);
  expect(endOf(await run('plan', '-f', 'a.yaml', '--json'))).toEqual([1, 'error']);
  const drift = await run('drift', '-f', 'a.yaml');
  expect(drift.code).toBe(1);
  expect(drift.stdout).not.toContain('The tenant is as the files say');
  const apply = await run('apply', '-f', 'a.yaml', '--json', '--auto-approve');
  expect(endOf(apply)).toEqual([1, 'error', 'plan.has-errors']);
  expect(writesOf(simulator)).toEqual([]);
});

test('3 refused by a guard: the plan is shown and saved, and apply does not carry it out', async () => {
  const { run, write, simulator } = await tenant();
  await write('a.yaml', deniesAll);
  expect(endOf(await run('plan', '-f', 'a.yaml', '--json', '--out', 'plan.json'))).toEqual([3, 'refused']);
  expect(endOf(await run('apply', 'plan.json', '--json'))).toEqual([3, 'refused', 'plan.refused']);
  expect((await run('apply', '-f', 'a.yaml', '--auto-approve')).code).toBe(3);
  expect(writesOf(simulator)).toEqual([]);
});

test('4 stale: a field that moved since the plan is shown with all three values', async () => {
  const given = await tenant();
  await savedPlan(given, approves);
  given.simulator.world.setDevice('2000000000011', { agent_status: 'denied' });
  const ran = await given.run('apply', 'plan.json', '--json');
  expect(endOf(ran)).toEqual([4, 'stale', 'plan.stale']);
  expect(ran.stdout).toContain(
    'device/2000000000011 agent: \\"pending\\" when planned, \\"denied\\" now, \\"approved\\" desired',
  );
  expect(writesOf(given.simulator)).toEqual([]);
});

test('5 partly applied: what the server refused is named, the rest is done', async () => {
  const refuses: Spoil = ({ method, path }) =>
    method === 'POST' && path.endsWith('/2000000000018/activate')
      ? { status: 422, body: { error: { code: 102, title: 'Unprocessable', detail: 'locked by policy' } } }
      : undefined;
  const { run, write, simulator } = await spoiltTenant(refuses);
  await write('a.yaml', approves);
  const ran = await run('apply', '-f', 'a.yaml', '--auto-approve', '--json');
  expect(endOf(ran)).toEqual([5, 'partial']);
  expect(ran.stdout).toContain('locked by policy');
  expect(simulator.world.device('2000000000011')?.['agent_status']).toBe('active');
  const text = await run('apply', '-f', 'a.yaml', '--auto-approve');
  expect([text.code, text.stdout]).toEqual([
    1,
    expect.stringMatching(/Failed[\s\S]*2000000000018[\s\S]*locked by policy/),
  ]);
});

test('6 locked: who holds the ledger is named, and nothing is sent', async () => {
  const { run, write, simulator, dir } = await tenant();
  await write('a.yaml', approves);
  const ledger = fileLedger({
    folder: join(dir, '.trueup'),
    baseUrl: simulator.url,
    tenant: '',
    owner: { name: 'night-run', host: 'elsewhere', pid: 1 },
    clock: Date,
    random: Math.random,
  });
  const lock = await ledger.lock();
  const ran = await run('apply', '-f', 'a.yaml', '--auto-approve', '--json');
  expect(endOf(ran)).toEqual([6, 'locked', 'ledger.locked']);
  expect(ran.stdout).toContain('night-run on elsewhere');
  expect(writesOf(simulator)).toEqual([]);
  if (lock.ok) await lock.value.release();
  expect((await run('apply', '-f', 'a.yaml', '--auto-approve')).code).toBe(0);
});

test.each(['plan', 'apply', 'drift', 'export'])(
  '7 unreadable: %s shows nothing of a device list whose second page fails',
  async (command) => {
    const spoil: Spoil = ({ query }) =>
      query.has('cursor')
        ? { status: 410, body: { error: { title: 'Gone', detail: 'no cursor' } } }
        : undefined;
    const { run, write, simulator, dir } = await spoiltTenant(spoil, { maxLimit: 10 });
    await write('a.yaml', approves);
    const options =
      command === 'apply' ? ['--auto-approve'] : command === 'drift' ? [] : ['--out', 'out.file'];
    const files = command === 'export' ? [] : ['-f', 'a.yaml'];
    const text = await run(command, ...files, ...options);
    expect({ code: text.code, stdout: text.stdout }).toEqual({ code: 7, stdout: '' });
    expect(text.stderr).toContain('no cursor');
    const ran = await run(command, ...files, ...options, '--json');
    expect(endOf(ran)).toEqual([7, 'unreadable', 'api.refused']);
    expect(writesOf(simulator)).toEqual([]);
    await expect(readFile(join(dir, 'out.file'))).rejects.toThrow('ENOENT');
  },
);

test.each([
  ['a wrong token', { tokens: ['another'] }, {}, 'api.unauthorized'],
  ['a missing scope', { scopes: ['id360.management.ALL'] }, {}, 'api.forbidden'],
  ['no token at all', {}, { ID360_ACCESS_TOKEN: '' }, 'api.no-credentials'],
  ['a token with a line break', {}, { ID360_ACCESS_TOKEN: 'a\nb' }, 'api.bad-credentials'],
])('8 sign-in refused: %s', async (_, options, env, code) => {
  const { run, write, simulator } = await tenant(options, env);
  await write('a.yaml', approves);
  expect(endOf(await run('plan', '-f', 'a.yaml', '--json'))).toEqual([8, 'sign_in', code]);
  expect(endOf(await run('export', '--json'))).toEqual([8, 'sign_in', code]);
  expect(endOf(await run('apply', '-f', 'a.yaml', '--json', '--auto-approve'))).toEqual([8, 'sign_in', code]);
  expect(writesOf(simulator).length).toBe(0);
});

test('8 sign-in refused in the middle: scopes that only read are enough to plan, and apply names the missing one', async () => {
  const given = await tenant({ scopes: ['id360.device.READ'] });
  await savedPlan(given, approves);
  const ran = await given.run('apply', 'plan.json', '--json');
  expect([ran.code, documentOf(ran)['reason']]).toEqual([8, 'sign_in']);
  expect(ran.stdout).toContain('id360.device.WRITE');
});
