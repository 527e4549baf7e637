// People handle executions one by one: list what the ledger knows, look at one, run its failed users again, forward the
// others. All of it goes through a plan, is confirmed, and runs nobody twice.

import { expect, test } from 'vitest';
import { documentOf, type Tenant, tenant } from './harness.ts';

const file = `version: 1
user_actions:
  park-leavers:
    action: move-users
    app_config_id: "2000000000001"
    template: { id: "2000000000001", data: [{ OPERATION: DISABLE }] }
    select: { user_ids: ["2000000174051", "2000000174052"] }
`;
const [john, jane] = ['2000000174051', '2000000174052'];

/** One user came through, the other failed. */
async function afterApply(): Promise<Tenant> {
  const t = await tenant();
  t.simulator.world.setUser(jane, { fails: 'mailbox-locked', fails_times: 1 });
  await t.write('desired.yaml', file);
  const applied = await t.run('apply', '-f', 'desired.yaml', '--auto-approve');
  expect([applied.code, applied.stdout]).toEqual([5, expect.stringContaining('mailbox-locked')]);
  return t;
}

const executed = ({ simulator }: Tenant): unknown[] =>
  simulator.world.executions().map(({ action, user_ids }) => [action, user_ids]);

const only = (t: Tenant): string => String(t.simulator.world.executions()[0]?.['id']);

test('list and show say what the ledger and the tenant know', async () => {
  const t = await afterApply();
  const listed = documentOf(await t.run('executions', 'list', '--json'));
  expect(listed).toMatchObject({
    format: 'trueup.executions/1',
    executions: [
      { id: only(t), action: 'move-users', name: 'park-leavers', users: 2, succeeded: 1, failed: 1 },
    ],
  });
  const shown = documentOf(await t.run('executions', 'show', only(t), '--json'));
  expect(shown).toMatchObject({
    format: 'trueup.execution/1',
    status: 'completed_with_errors',
    users: expect.arrayContaining([
      { id: jane, name: expect.stringContaining('Jane'), status: 'failure', message: 'mailbox-locked' },
    ]),
  });
  const text = await t.run('executions', 'show', only(t));
  expect(text.stdout).toMatch(/1 succeeded, 1 failed[\s\S]*failure +mailbox-locked[\s\S]*success/);
});

test('retry runs the users that failed, once', async () => {
  const t = await afterApply();
  const retried = await t.run('executions', 'retry', only(t), '--auto-approve');
  expect([retried.code, retried.stdout]).toEqual([0, expect.stringContaining('mailbox-locked')]);
  expect(executed(t)).toEqual([
    ['move-users', [john, jane]],
    ['move-users', [jane]],
  ]);
  const again = await t.run('executions', 'retry', only(t), '--auto-approve');
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('no user to retry')]);
  expect(executed(t)).toHaveLength(2);
});

test('forward runs another action for the users that succeeded; one that deletes is asked for twice', async () => {
  const t = await afterApply();
  const forward = ['executions', 'forward', only(t), 'delete-users', '--auto-approve'];
  expect((await t.run(...forward)).code).toBe(1);
  const refused = await t.run(...forward, '--allow-removal');
  expect([refused.code, refused.stdout.replaceAll(/\s+/g, ' ')]).toEqual([
    3,
    expect.stringContaining('where it is meant, add --acknowledge "the reason"'),
  ]);
  expect(executed(t)).toHaveLength(1);
  const forwarded = await t.run(...forward, '--allow-removal', '--acknowledge', 'they left');
  expect(forwarded.code).toBe(0);
  expect(executed(t)[1]).toEqual(['delete-users', [john]]);
  expect(t.simulator.world.user(john)).toBeUndefined();
});

test('an execution that the ledger does not know must be described in full', async () => {
  const t = await tenant();
  const unknown = await t.run('executions', 'retry', '2000000810001', '--auto-approve');
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('--action')]);
  const bare = await t.run(
    'executions',
    'retry',
    '2000000810001',
    '--action',
    'move-users',
    '--auto-approve',
  );
  expect([bare.code, bare.stderr]).toEqual([1, expect.stringContaining('--app-config')]);
  expect((await t.run('executions', 'show', 'a/b')).code).toBe(1);
  expect(t.simulator.world.executions()).toEqual([]);
});

test('nothing is run where nobody can confirm', async () => {
  const t = await afterApply();
  const asked = await t.run('executions', 'retry', only(t));
  expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining('--auto-approve')]);
  expect(executed(t)).toHaveLength(1);
});

const deleting = `version: 1
user_actions:
  leavers:
    action: move-users
    app_config_id: "1"
    template: { id: "2" }
    select: { user_ids: ["2000000174051", "2000000174052"] }
    forward_to: delete-users
    allow_removal: true
    acknowledge: they left
`;

test('where trueup.yaml limits removals, users that actions delete count', async () => {
  const t = await tenant();
  await t.write('desired.yaml', deleting);
  const tenants = (guards: string): string =>
    `version: 1\ntenants: { acme: { base_url: "${t.simulator.url}", desired: [desired.yaml]${guards} } }\n`;
  await t.write('trueup.yaml', tenants(', guards: { max_removals: 1 }'));
  const refused = documentOf(await t.run('plan', '--json'));
  expect(refused).toMatchObject({ reason: 'refused', diagnostics: [{ code: 'guard.max-removals' }] });
  expect((await t.run('apply', '--auto-approve')).code).toBe(3);
  await t.write('trueup.yaml', tenants(', guards: { max_removals: 2 }'));
  expect(documentOf(await t.run('plan', '--json'))).toMatchObject({ reason: 'changes' });
  await t.write('trueup.yaml', tenants(''));
  expect(documentOf(await t.run('plan', '--json'))).toMatchObject({ reason: 'changes' });
  expect(executed(t)).toEqual([]);
});

test('a target never takes a forward without its action', async () => {
  const t = await tenant();
  await t.write('desired.yaml', deleting);
  const only = ['--target', '*/delete-users', '--json'];
  expect(documentOf(await t.run('plan', '-f', 'desired.yaml', ...only))).toMatchObject({ steps: [] });
  const mixed = [
    '--target',
    `user_action/leavers/${john}/delete-users`,
    '--target',
    `user_action/leavers/${jane}`,
  ];
  const plan = documentOf(await t.run('plan', '-f', 'desired.yaml', ...mixed, '--json'));
  expect(plan).toMatchObject({
    steps: [{ operation: 'execute', requests: [{ path: '/management/actions/move-users/execute' }] }],
    changes: [{ address: `user_action/leavers/${jane}` }],
  });
});

test('a retry can be saved, reviewed and applied as a plan', async () => {
  const t = await afterApply();
  expect((await t.run('executions', 'retry', only(t), '--out', 'retry.json')).code).toBe(0);
  expect(executed(t)).toHaveLength(1);
  expect((await t.run('apply', 'retry.json')).code).toBe(0);
  expect(executed(t)[1]).toEqual(['move-users', [jane]]);
});

test('--ledger: executions of a configuration whose provider block has a tenant', async () => {
  const t = await tenant();
  t.simulator.world.setUser(jane, { fails: 'mailbox-locked', fails_times: 1 });
  const park = {
    name: 'park-leavers',
    action: 'move-users',
    app_config_id: '1',
    template: { id: '2' },
    select: { user_ids: [john, jane] },
  };
  const stack = { provider: { id360: { tenant: 'acme' } }, resource: { id360_user_action: { park } } };
  await t.write('main.tf.json', JSON.stringify(stack));
  await t.run('apply', '-f', 'main.tf.json', '--auto-approve');
  const [id, own] = [only(t), ['--ledger', '.trueup/acme'] as const];
  expect(documentOf(await t.run('executions', 'list', '--json'))).toMatchObject({ executions: [] });
  expect(documentOf(await t.run('executions', 'list', '--json', ...own))).toMatchObject({
    executions: [{ id, users: 2, failed: 1 }],
  });
  for (const args of [['list'], ['show', id], ['retry', id, '--auto-approve']]) {
    const mistyped = await t.run('executions', ...args, '--ledger', '.trueup/acm');
    expect([mistyped.code, mistyped.stderr]).toEqual([1, expect.stringContaining('ledger.missing')]);
  }
  expect((await t.run('executions', 'show', id, ...own)).code).toBe(0);
  const forward = ['forward', id, 'enable-users', '--out', 'plan.json', ...own] as const;
  expect((await t.run('executions', ...forward)).code).toBe(0);
  expect((await t.run('executions', 'retry', id, '--auto-approve', ...own)).code).toBe(0);
  expect(executed(t)).toEqual([
    ['move-users', [john, jane]],
    ['move-users', [jane]],
  ]);
});
