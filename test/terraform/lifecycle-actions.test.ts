// User actions and user moves: whom they are for is known while planning, each of them is run once, and what came of it
// is kept.

import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { tenant } from './kit/tenant.ts';
import { head, workspace } from './kit/terraform.ts';

const action = (more: string): string => `resource "id360_user_action" "park" {
  name          = "park"
  action        = "move-users"
  app_config_id = "2000000000001"
  template      = { id = "2000000000001", data = [{ OPERATION = "DISABLE" }] }
  ${more}
}
`;
const does = 'select = { filter = "last_name eq \\"Doe\\"" }';
const address = 'id360_user_action.park';

const doe = (id: string, more: JsonObject = {}) => ({ id, first_name: 'J', last_name: 'Doe', ...more });

acceptance('user actions', () => {
  test('run each user once, and later those alone who came later', async () => {
    const acme = await tenant({ world: { users: [doe('1'), doe('2'), { ...doe('3'), last_name: 'Lin' }] } });
    const tf = await workspace(action(does), { env: acme.env });
    expect((await acme.during(() => tf.plan([], { expect: 2 }))).writes).toEqual([]);
    const [planned] = (await tf.showPlan()).resource_changes ?? [];
    expect(planned?.change.after_unknown).toMatchObject({ members: { 1: true, 2: true } });
    expect(Object.keys(planned?.change.after_unknown['members'] ?? {})).toEqual(['1', '2']);
    await tf.apply(['tfplan']);
    expect(acme.world.executions()).toMatchObject([{ action: 'move-users', user_ids: ['1', '2'] }]);
    expect(valuesOf(await tf.show(), address)?.['members']).toEqual({ 1: 'success', 2: 'success' });
    await tf.plan([], { expect: 0 });

    acme.world.addUser(doe('4'));
    await tf.plan([], { expect: 2 });
    const [later] = (await tf.showPlan()).resource_changes ?? [];
    expect(later?.change.after).toMatchObject({ members: { 1: 'success', 2: 'success' } });
    expect(later?.change.after_unknown).toMatchObject({ members: { 4: true } });
    await tf.apply(['tfplan']);
    expect(acme.world.executions()).toMatchObject([{}, { user_ids: ['4'] }]);
    await tf.plan([], { expect: 0 });
  });

  test('try again as often as they may, and tell who failed', async () => {
    const users = [doe('1', { fails: 'No such container.', fails_times: 2 }), doe('2')];
    const acme = await tenant({ world: { users } });
    const tf = await workspace(action(`${does}\nretries = 1`), { env: acme.env });
    const { said } = await tf.apply([], { expect: 1 });
    expect(said).toContain('No such container.');
    expect(said).toContain('user_action/park/1');
    expect(valuesOf(await tf.show(), address)?.['members']).toEqual({
      1: 'failed: No such container.',
      2: 'success',
    });
    await tf.write({ 'main.tf': head + action(`${does}\nretries = 2`) });
    await tf.apply();
    expect(acme.world.executions().map((one) => one['user_ids'])).toEqual([['1', '2'], ['1'], ['1']]);
    expect(valuesOf(await tf.show(), address)?.['members']).toEqual({ 1: 'success', 2: 'success' });
    await tf.plan([], { expect: 0 });
  });

  test('forward those for whom they succeeded, and are not run again under another name', async () => {
    const acme = await tenant({ world: { users: [doe('1'), doe('2', { fails: 'No.' })] } });
    const forwarding = action(`select = { user_ids = ["1", "2"] }
      forward_to = { action = "delete-users", template = { id = "7" } }
      allow_removal = true
      acknowledge = "left in March"`);
    const tf = await workspace(forwarding, { env: acme.env });
    await tf.apply([], { expect: 1 });
    expect(acme.world.executions()).toMatchObject([
      { action: 'move-users', user_ids: ['1', '2'] },
      { action: 'delete-users', user_ids: ['1'], template_input: { id: '7' } },
    ]);
    expect(valuesOf(await tf.show(), address)?.['members']).toEqual({
      1: 'success',
      '1/delete-users': 'success',
      2: 'failed: No.',
      '2/delete-users': 'not run',
    });
    await tf.write({ 'main.tf': head + forwarding.replaceAll('park', 'renamed') });
    const { writes } = await acme.during(() => tf.apply());
    expect(writes).toEqual([]);
  });
});

acceptance('user moves', () => {
  const move = (accounts: string) => `resource "id360_user_move" "managers" {
    name      = "managers"
    domain    = "admp.local"
    container = "OU=managers"
    subject   = "Move users"
    priority  = "High"
    accounts  = ${accounts}
  }\n`;

  test('ask for each account once, and say what became of it', async () => {
    const acme = await tenant({ admanagerToken: 'the-other-token', world: {} });
    const block = `provider "id360" {\n  admanager = { base_url = "${acme.simulator.accountsUrl}" }\n}\n`;
    const env = { ...acme.env, ADMANAGER_AUTH_TOKEN: 'the-other-token' };
    const tf = await workspace(block + move('["john", "jane"]'), { env });
    await tf.plan([], { expect: 2 });
    expect((await tf.showPlan()).resource_changes?.[0]?.change.after_unknown).toMatchObject({
      members: { john: true, jane: true },
    });
    await tf.apply(['tfplan']);
    await tf.plan([], { expect: 0 });
    await tf.write({ 'main.tf': head + block + move('["jane", "john", "mei"]') });
    await tf.apply();
    const accounts = acme.world.workflowRequests().map((one) => one['accounts']);
    expect(accounts).toEqual([
      [{ sAMAccountName: 'john' }, { sAMAccountName: 'jane' }],
      [{ sAMAccountName: 'mei' }],
    ]);
    expect(
      Object.keys(valuesOf(await tf.show(), 'id360_user_move.managers')?.['members'] ?? {}).sort(),
    ).toEqual(['jane', 'john', 'mei']);
    expect(JSON.stringify(await tf.state())).not.toContain('the-other-token');
  });

  test('are refused while planning where ADManager Plus is not set up', async () => {
    const acme = await tenant({ world: {} });
    const tf = await workspace(move('["john"]'), { env: acme.env });
    expect((await tf.plan([], { expect: 1 })).said).toContain('ADMANAGER_BASE_URL');
  });
});
