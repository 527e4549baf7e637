// What came through in part: the error names what did not, in the server's words, the state has what did, and the next apply
// does the rest and nothing twice; also where the state alone remembers, and where a person says what became of a lost answer.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { spoiltTenant } from '../cli/between.ts';
import { main } from '../cli/harness.ts';
import { action, envOf, expectOnce, move, world } from './faults-support.ts';
import { start } from './kit/process.ts';
import { changesOf, type Shown, valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, type Tenant, tenant, token } from './kit/tenant.ts';
import { type Workspace, workspace } from './kit/terraform.ts';

const own = 'id360_device_set.fleet';
const fleet = `resource "${own.replace('.', '" "')}" {
  name   = "fleet"
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}
`;
const [first, second, third, fourth] = laptops(4).map((row) => ({ ...row, id: String(row['id']) }));

/** A server that does not know the third laptop any more when it is to approve it, until `mend` is called. */
async function forgetful(count: number) {
  let forgets = true;
  const t = await spoiltTenant(
    ({ path }) => {
      if (forgets && path.endsWith('approve-agent')) t.simulator.world.removeDevice(third?.id ?? '');
      return undefined;
    },
    { world: { devices: laptops(count) } },
  );
  const env = { ID360_BASE_URL: t.env['ID360_BASE_URL'] ?? '', ID360_ACCESS_TOKEN: token };
  const mend = (): void => {
    forgets = false;
    if (third) t.simulator.world.addDevice(third);
  };
  const approved = () =>
    t.simulator.requests
      .filter(({ path }) => path.endsWith('approve-agent'))
      .map(({ query }) => query['ids']);
  return { world: t.simulator.world, env, mend, approved };
}

const afterOf = ({ resource_changes = [] }: Shown) => resource_changes[0]?.change.after ?? {};

acceptance('a device that the server refuses', () => {
  test('in a new set', async () => {
    const server = await forgetful(4);
    const tf = await workspace(fleet, { env: server.env });
    const { said } = await tf.apply([], { expect: 1 });
    expect(said).toContain('1 of 4 changes failed');
    expect(said).toContain(
      `Device Not Found: No device found with ID ${third?.id}. device/${third?.id} (laptop-3)`,
    );
    expect(valuesOf(await tf.show(), own)?.['members']).toMatchObject({
      [first?.id ?? '']: 'approved',
      [second?.id ?? '']: 'approved',
      [fourth?.id ?? '']: 'approved',
    });
    server.mend();
    await expectRest(tf, server);
  });

  test('in a set that is there already: it is updated, not made anew', async () => {
    const server = await forgetful(0);
    const tf = await workspace(fleet, { env: server.env });
    for (const row of [first, second]) if (row) server.world.addDevice(row);
    await tf.apply();
    for (const row of [third, fourth]) if (row) server.world.addDevice(row);
    await tf.apply([], { expect: 1 });
    server.mend();
    await tf.plan([], { expect: 2 });
    expect(changesOf((await tf.showPlan()).resource_changes)).toEqual({ [own]: 'update' });
    await expectRest(tf, server);
  });

  async function expectRest(
    tf: Workspace,
    { approved }: Awaited<ReturnType<typeof forgetful>>,
  ): Promise<void> {
    await tf.plan([], { expect: 2 });
    expect(afterOf(await tf.showPlan())).toMatchObject({
      changes: { [`device/${third?.id}`]: 'agent: pending -> approved (laptop-3)' },
      members: Object.fromEntries(laptops(4).map(({ id }) => [String(id), 'approved'])),
    });
    await tf.apply(['tfplan']);
    expect(approved().at(-1)).toBe(third?.id);
    await tf.plan([], { expect: 0 });
  }
});

acceptance('users for whom an action fails', () => {
  const [john, jane, mei] = world.users ?? [];

  test('are named, kept as failed, and not tried again', async () => {
    const users = [john ?? {}, jane ?? {}, { ...mei, fails: 'Invalid email format.' }];
    const acme = await tenant({ world: { users } });
    const tf = await workspace(action, { env: envOf(acme) });
    const { said } = await tf.apply([], { expect: 1 });
    expect(said).toMatch(/1 of 3 changes failed .* Invalid email format\. user_action\/park\/2000000174053/);
    const ended = {
      '2000000174051': 'success',
      '2000000174052': 'success',
      '2000000174053': 'failed: Invalid email format.',
    };
    expect(await membersOf(tf)).toEqual(ended);
    const { said: again } = await tf.plan([], { expect: [0, 2] });
    expect(again).toContain('failed for 1 user, and is not tried again');
    expect((await acme.during(() => tf.apply())).writes).toEqual([]);
    expect(await membersOf(tf)).toEqual(ended);
    await tf.plan([], { expect: 0 });
    expectOnce(acme);
  });
});

acceptance('runs whose answer is lost', () => {
  test.each([
    ['executions', action, /execute$/],
    ['workflow requests', move, /CreateWorkFlowRequest/],
  ])('%s are not sent again, though the state alone remembers', async (_, resource, path) => {
    const { acme, tf } = await lost(resource, path);
    for (const refresh of ['-refresh=true', '-refresh=true']) {
      await rm(join(tf.dir, '.trueup'), { recursive: true, force: true });
      await tf.plan([refresh], { expect: [0, 2] });
      expect((await acme.during(() => tf.apply(['tfplan']))).writes).toEqual([]);
      expectOnce(acme);
    }
    expect(Object.values(await membersOf(tf))).not.toContain('not run');
  });

  test('resolved as not run, they are planned and run', async () => {
    const { acme, tf } = await lost(action, /execute$/);
    expect(Object.values(await membersOf(tf))).toEqual(['in doubt', 'in doubt', 'in doubt']);
    await resolve(tf, '--not-run');
    const { said } = await tf.plan([], { expect: 2 });
    expect(said).toMatch(/"2000000174051" = "not run" -> \(known after apply\)/);
    const { writes } = await acme.during(() => tf.apply(['tfplan']));
    expect(writes).toMatchObject([
      { body: { user_ids: ['2000000174051', '2000000174052', '2000000174053'] } },
    ]);
    expect(Object.values(await membersOf(tf))).toEqual(['success', 'success', 'success']);
    await tf.plan([], { expect: 0 });
  });

  test('of a provider block with a tenant, they are resolved by the command line that is printed', async () => {
    const { acme, tf, said } = await lost(`provider "id360" {\n  tenant = "acme"\n}\n${action}`, /execute$/);
    const printed = "trueup resolve --ledger .trueup/acme 'user_action/park/*' --ran";
    expect(said).toContain(printed);
    const { said: warned } = await tf.plan([], { expect: [0, 2] });
    expect(warned).toContain(printed);
    const line = printed.replace('trueup', `'${process.execPath}' '${main}'`);
    const { code } = await start('sh', ['-c', line], { cwd: tf.dir, env: tf.env, limitMs: 20_000 }).ended;
    expect(code).toBe(0);
    const { said: quiet } = await tf.plan([], { expect: [0, 2] });
    expect(quiet).not.toContain('trueup resolve');
    expect((await acme.during(() => tf.apply())).writes).toEqual([]);
  });

  test('resolved as run, they are done', async () => {
    const { acme, tf } = await lost(action, /execute$/);
    await resolve(tf, '--ran', '--reason', 'seen in the console');
    expect((await acme.during(() => tf.apply())).writes).toEqual([]);
    expect(Object.keys(await membersOf(tf))).toHaveLength(3);
    expect(Object.values(await membersOf(tf))).not.toContain('in doubt');
    await tf.plan([], { expect: 0 });
  });
});

/** Applied once; the server did it, and its answer was lost. */
async function lost(resource: string, path: RegExp): Promise<{ acme: Tenant; tf: Workspace; said: string }> {
  const acme = await tenant({ world });
  const tf = await workspace(resource, { env: envOf(acme) });
  acme.simulator.set({ faults: { lost: 1, only: { path } } });
  const { said } = await tf.apply([], { expect: 1 });
  expect(said).toMatch(
    /in doubt.*trueup resolve (--ledger \S+ )?'user_(action|move)\/\w+\/\*' --ran, or --not-run/,
  );
  acme.simulator.set({ faults: [] });
  return { acme, tf, said };
}

async function membersOf(tf: Workspace): Promise<Readonly<Record<string, unknown>>> {
  const { resources } = await tf.state();
  // A map of texts, as the schema says.
  return { ...(resources[0]?.instances[0]?.attributes['members'] as Record<string, unknown> | undefined) };
}

async function resolve({ dir, env }: Workspace, ...args: readonly string[]): Promise<void> {
  const command = [main, 'resolve', 'user_action/*', ...args];
  const { code, said } = await start(process.execPath, command, { cwd: dir, env, limitMs: 20_000 }).ended;
  expect(said && code).toBe(0);
}
