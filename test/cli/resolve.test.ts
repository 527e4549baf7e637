// A run whose answer was lost is in doubt until a person says what became of it, or in which execution it ran.

import { expect, test } from 'vitest';
import { documentOf, type Tenant, tenant } from './harness.ts';

const file = `version: 1
user_actions:
  leavers:
    action: move-users
    app_config_id: "1"
    template: { id: "2" }
    select: { user_ids: ["2000000174051"] }
`;
const address = 'user_action/leavers/2000000174051';

/** The call was carried out, and its answer was lost. */
async function inDoubt(): Promise<Tenant> {
  const t = await tenant();
  t.simulator.set({ faults: { lost: 1, only: { path: /execute$/ } } });
  await t.write('d.yaml', file);
  const applied = await t.run('apply', '-f', 'd.yaml', '--auto-approve');
  expect([applied.code, applied.stdout]).toEqual([5, expect.stringContaining('trueup resolve')]);
  t.simulator.set({ faults: [] });
  return t;
}

const planned = async (t: Tenant) => documentOf(await t.run('plan', '-f', 'd.yaml', '--json'));
const runs = ({ simulator }: Tenant): number => simulator.world.executions().length;

test('until then nothing is sent again', async () => {
  const t = await inDoubt();
  expect(await planned(t)).toMatchObject({ steps: [], diagnostics: [{ code: 'ledger.in-doubt' }] });
  await t.run('apply', '-f', 'd.yaml', '--auto-approve');
  expect(runs(t)).toBe(1);
});

test('--ran: it is done', async () => {
  const t = await inDoubt();
  expect((await t.run('resolve', address, '--ran', '--reason', 'seen in the console')).code).toBe(0);
  expect(await planned(t)).toMatchObject({ steps: [], diagnostics: [{ code: 'user-action.done' }] });
});

test('--not-run: the next plan has it again', async () => {
  const t = await inDoubt();
  expect((await t.run('resolve', 'user_action/*', '--not-run')).code).toBe(0);
  expect(await planned(t)).toMatchObject({ summary: { run: 1 } });
});

test('--execution: its results are read', async () => {
  const t = await inDoubt();
  const id = String(t.simulator.world.executions()[0]?.['id']);
  for (let reads = 0; reads < 3; reads++) await t.run('executions', 'show', id, '--action', 'move-users');
  expect((await t.run('resolve', address, '--execution', id)).code).toBe(0);
  await t.run('apply', '-f', 'd.yaml', '--auto-approve');
  const listed = documentOf(await t.run('executions', 'list', '--json'));
  expect(listed).toMatchObject({ executions: [{ id, users: 1, succeeded: 1, pending: 0 }] });
  expect(runs(t)).toBe(1);
});

test('an execution that there is not is not recorded, and a wrong word can be taken back', async () => {
  const t = await inDoubt();
  const wrong = await t.run('resolve', address, '--execution', '2000000999999');
  expect([wrong.code, wrong.stderr]).toEqual([expect.any(Number), expect.stringContaining('2000000999999')]);
  expect(wrong.code).not.toBe(0);
  expect(await planned(t)).toMatchObject({ steps: [], diagnostics: [{ code: 'ledger.in-doubt' }] });
  expect((await t.run('resolve', address, '--not-run')).code).toBe(0);
  expect(await planned(t)).toMatchObject({ summary: { run: 1 } });
  expect((await t.run('resolve', address, '--ran')).code).toBe(0);
  expect(await planned(t)).toMatchObject({ summary: { run: 0 } });
  expect(runs(t)).toBe(1);
});

test('what is not in doubt cannot be resolved, and an answer must be given', async () => {
  const t = await inDoubt();
  const other = await t.run('resolve', 'user_action/leavers/1', '--ran');
  expect([other.code, other.stderr]).toEqual([1, expect.stringContaining(address)]);
  for (const wrong of [[address], [address, '--ran', '--not-run']])
    expect((await t.run('resolve', ...wrong)).code).toBe(1);
  expect(await planned(t)).toMatchObject({ diagnostics: [{ code: 'ledger.in-doubt' }] });
});

test('--ledger: of a configuration whose provider block has a tenant', async () => {
  const t = await tenant();
  t.simulator.set({ faults: { lost: 1, only: { path: /execute$/ } } });
  const leavers = {
    name: 'leavers',
    action: 'move-users',
    app_config_id: '1',
    template: { id: '2' },
    select: { user_ids: ['2000000174051'] },
  };
  const stack = { provider: { id360: { tenant: 'acme' } }, resource: { id360_user_action: { leavers } } };
  await t.write('main.tf.json', JSON.stringify(stack));
  const applied = await t.run('apply', '-f', 'main.tf.json', '--auto-approve');
  const said = `trueup resolve --ledger .trueup/acme ${address} --ran`;
  expect([applied.code, applied.stdout]).toEqual([5, expect.stringContaining(said)]);
  t.simulator.set({ faults: [] });
  for (const elsewhere of [[], ['--ledger', '.trueup/acm']]) {
    const { code, stderr } = await t.run('resolve', address, '--ran', ...elsewhere);
    expect([code, stderr]).toEqual([1, expect.stringContaining('ledger.missing')]);
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(/there is no ledger in .*\.trueup.* with --ledger/);
  }
  expect((await t.run('resolve', address, '--ran', '--ledger', '.trueup/acme')).code).toBe(0);
  const again = documentOf(await t.run('plan', '-f', 'main.tf.json', '--json'));
  expect(again).toMatchObject({ steps: [], diagnostics: [{ code: 'user-action.done' }] });
});
