// Guards inside of terraform plan: all resources are judged together, a plan that is refused sends nothing and writes no
// state, and what may be accepted with a reason is planned and applied once the reason is there.

import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { type Problem, problemsOf } from './errors-support.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, type Tenant, tenant } from './kit/tenant.ts';
import { head, type Workspace, workspace } from './kit/terraform.ts';

acceptance('guards of counts', () => {
  const sets = [
    set('denied_1', 'agent = "denied"', 1, 2),
    set('denied_2', 'agent = "denied"', 3, 4),
    set('off_1', 'access = "deactivated"', 5, 6),
    set('off_2', 'access = "deactivated"', 7, 8),
  ].join('');

  test('two sets of 8 % each are one plan of 16 %', async () => {
    const { acme, tf } = await room(`${guards('max_changes = 7')}${sets}`);
    const refusals = await refusedPlan(acme, tf);
    const text = JSON.stringify(refusals);
    expect(codesOf(refusals)).toEqual(['guard.max-changes', 'guard.max-deactivations', 'guard.max-denials']);
    expect(text).toContain('4 would be denied');
    expect(text).toContain('10 % of the 25 read');
    expect(text).toContain(
      'set guards.max_denials to 4, in trueup.yaml or in the provider block of Terraform',
    );
    expect(text).toMatch(/device\/200000000000[1-4]/);
    await rewrite(tf, `${guards('max_denials = "16%"\n max_deactivations = 4')}${sets}`);
    await applied(acme, tf);
    expect(acme.world.device('2000000000004')?.['agent_status']).toBe('denied');
    expect(acme.world.device('2000000000008')?.['is_deactivated']).toBe(true);
  });

  test('a set that is planned only while applying is judged then, and nothing of it is sent', async () => {
    const late = set(
      'late',
      `agent = "approved"\n acknowledge = "after \${terraform_data.reason.id}"`,
      1,
      2,
      3,
    );
    const { acme, tf } = await room(
      `${guards('max_changes = 2')}\nresource "terraform_data" "reason" {}\n${late}`,
      { devices: laptops(25) },
    );
    const { result, writes } = await acme.during(() => tf.apply([], { expect: 1 }));
    expect(result.said).toContain('3 would be changed');
    expect(writes).toEqual([]);
  });

  test('what the same apply has carried out already counts there, for limits and for rules', async () => {
    const late = set('late', `agent = "approved"\n acknowledge = "after \${terraform_data.wait.id}"`, 3, 4);
    const wait = `resource "terraform_data" "wait" {
      input = id360_device_set.first.changes
    }\n`;
    const rule = '{ name = "small", assert = "plan.summary.change <= 3" }';
    const { acme, tf } = await room(
      `${guards(`max_changes = 2\n rules = [${rule}]`)}\n${set('first', 'agent = "approved"', 1, 2)}\n${wait}${late}`,
      { devices: laptops(25) },
    );
    const { result, writes } = await acme.during(() => tf.apply([], { expect: 1 }));
    expect(result.said).toContain('4 would be changed');
    expect(result.said).toContain('small');
    expect(writes.map(({ query }) => query['ids'])).toEqual(['2000000000001,2000000000002']);
  });
});

acceptance('guards that take a reason', () => {
  const reasons = (reason: string) => `
    resource "id360_account_linking" "all" {
      is_enabled = true
      ondemand_provisioning_settings = { is_enabled = true, default_permission_level = "admin" }
      sync = "on_change"
      ${reason}
    }
    ${set('stolen', `agent = "denied"\n${reason}`, 1)}
    ${set('lab', `access = "deactivated"\n${reason}`, 2)}`;

  test('enabling, administrators on demand, and everything that locks people out', async () => {
    const { acme, tf } = await room(reasons(''), lockedOut);
    const refusals = await refusedPlan(acme, tf);
    expect([...new Set(codesOf(refusals))]).toEqual(['guard.acknowledge']);
    expect(JSON.stringify(refusals)).not.toContain('--acknowledge');
    const told = refusals.map(({ summary, detail }) => `${summary} ${detail}`).join('\n');
    expect(told).toMatch(/linking is enabled/i);
    expect(told).toMatch(/become administrators/);
    expect(told).toMatch(/no unlinked Administrator/);
    for (const address of ['account_linking/sync', 'device/2000000000001', 'device/2000000000002'])
      expect(told).toContain(address);
    await rewrite(tf, reasons('acknowledge = "reviewed in #12"'));
    await applied(acme, tf);
    expect(acme.world.linking()).toMatchObject({ is_enabled: true });
    expect(acme.world.jobs()).toHaveLength(1);
  });

  test('names of the floor and protected accounts are never dropped, reason or not', async () => {
    const names = (list: string) => `${guards('protected_accounts = ["breakglass"]')}
      resource "id360_account_linking" "all" {
        restricted_accounts = { names = ${list} }
        acknowledge = "we know what we do"
      }`;
    const linking = {
      is_enabled: true,
      link_restricted_local_accounts: ['Administrator ', 'breakglass', 'old'],
    };
    const { acme, tf } = await room(names('["recovery"]'), { linking });
    const [refusal, ...others] = await refusedPlan(acme, tf);
    expect(others).toEqual([]);
    expect(refusal?.code).toBe('guard.protected-accounts');
    expect(refusal?.detail).toMatch(/Administrator.*breakglass/s);
    await rewrite(tf, names('["administrator", "breakglass"]'));
    await applied(acme, tf);
  });

  test('what has become unsafe since the plan was saved is not applied', async () => {
    const safe = { accounts: { '2000000000001': [admin('recovery')] } };
    const { acme, tf } = await room(set('stolen', 'agent = "denied"', 1), safe);
    await tf.plan([], { expect: 2 });
    acme.world.setAccounts('2000000000001', []);
    const { result, writes } = await acme.during(() => tf.apply(['tfplan'], { expect: 1 }));
    expect(result.said).toMatch(/no unlinked Administrator|lock/i);
    expect(result.said).toContain('device/2000000000001');
    expect(writes).toEqual([]);
    expect((await tf.state()).resources).toEqual([]);
  });
});

acceptance('rules of a tenant', () => {
  const rules = (limit: number) => `provider "id360" {
    guards = {
      rules = [
        { name = "small", assert = "plan.summary.change <= ${limit}", message = "split it", level = "deny" },
        { name = "quiet", assert = "plan.summary.change == 0", message = "look at the calendar", level = "warn" },
      ]
    }
  }
  ${set('a', 'agent = "approved"', 1, 2)}
  ${set('b', 'agent = "approved"', 3)}`;

  test('refuse and warn over the plan of all resources', async () => {
    const { acme, tf } = await room(rules(2), { devices: laptops(25) });
    const refusals = await refusedPlan(acme, tf);
    expect(refusals.map(({ summary, detail }) => `${summary} ${detail}`).join()).toMatch(/small: split it/i);
    await rewrite(tf, rules(3));
    const { said } = await tf.plan([], { expect: 2 });
    expect(said).toContain('look at the calendar');
    expect(said).not.toContain('split it');
    await applied(acme, tf);
  });
});

const admin = (user_name: string): JsonObject => ({
  user_name,
  permission_level: 'Administrator',
  is_idp_linked: false,
});

/** Laptops that are in use, and nobody left on them who is not linked. */
const lockedOut = {
  accounts: { '2000000000001': [], '2000000000002': [{ ...admin('jane'), is_idp_linked: true }] },
};

const guards = (lines: string): string => `provider "id360" {\n  guards = {\n ${lines}\n }\n}\n`;

const set = (name: string, lines: string, ...numbers: readonly number[]): string => `
  resource "id360_device_set" "${name}" {
    name   = "${name}"
    select = { ids = ${JSON.stringify(numbers.map((n) => String(2000000000000 + n)))} }
    ${lines}
  }`;

/** 25 laptops in use, each with an Administrator that is not linked, unless the world says otherwise. */
async function room(resources: string, world: object = {}) {
  const devices = laptops(25, { agent_status: 'active' });
  const accounts = Object.fromEntries(devices.map(({ id }) => [String(id), [admin('recovery')]]));
  const acme = await tenant({ world: { devices, accounts, ...merged(accounts, world) } });
  const tf = await workspace(resources, { env: acme.env });
  return { acme, tf };
}

const merged = (accounts: object, world: { readonly accounts?: object }): object => ({
  ...world,
  accounts: { ...accounts, ...world.accounts },
});

const rewrite = (tf: Workspace, resources: string): Promise<void> =>
  tf.write({ 'main.tf': `${head}${resources}` });

async function refusedPlan(acme: Tenant, tf: Workspace): Promise<readonly Problem[]> {
  const { result, writes } = await acme.during(() => problemsOf(tf));
  expect(writes).toEqual([]);
  expect((await tf.state().catch(() => ({ resources: [] }))).resources).toEqual([]);
  const errors = result.filter(({ severity }) => severity === 'error');
  expect(errors.filter(({ code }) => !code.startsWith('guard.'))).toEqual([]);
  // Each says what to do; a resource is no file, in which something could stand in a column.
  expect(errors.filter(({ detail }) => !detail.includes('To go on: ') || /:1:\d+/.test(detail))).toEqual([]);
  return errors;
}

const codesOf = (problems: readonly Problem[]): readonly string[] => problems.map(({ code }) => code).sort();

async function applied(acme: Tenant, tf: Workspace): Promise<void> {
  const { writes } = await acme.during(() => tf.apply());
  expect(writes.length).toBeGreaterThan(0);
  await tf.plan([], { expect: 0 });
}
