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
  expect((await t.run(...forward, '--allow-removal')).code).toBe(3);
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
