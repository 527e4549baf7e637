// A fleet whose approval takes many calls, one after the other, so that something can happen in the middle of them; and what
// must hold afterwards, whatever it was.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { until } from './kit/process.ts';
import { laptops, type Tenant, tenant } from './kit/tenant.ts';
import { type Workspace, workspace } from './kit/terraform.ts';

export const calls = 12;
const size = calls * 100;

const fleet = `
provider "id360" {
  limits = { concurrency = 1 }
}

resource "id360_device_set" "fleet" {
  name   = "fleet"
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}
`;

const slowly = { only: { path: /approve-agent$/ }, latency: 250 };

/** An apply that has begun: some calls were answered, and many are to come. */
export async function begun() {
  const acme = await tenant({ world: { devices: laptops(size) }, faults: slowly });
  const tf = await workspace(fleet, { env: acme.env });
  const applying = tf.spawn(['apply', '-input=false', '-auto-approve']);
  await acme.met('POST', /approve-agent$/);
  return { acme, tf, applying };
}

/** The same, of a saved plan. */
export async function savedBegun() {
  const acme = await tenant({ world: { devices: laptops(size) }, faults: slowly });
  const tf = await workspace(fleet, { env: acme.env });
  await tf.plan([], { expect: 2 });
  const applying = tf.spawn(['apply', '-input=false', 'tfplan']);
  await acme.met('POST', /approve-agent$/);
  return { acme, tf, plan: 'tfplan', applying };
}

export const approvedIn = ({ world }: Tenant): readonly string[] =>
  world.deviceIds().filter((id) => world.device(id)?.['agent_status'] === 'active');

/** Each id of each call that approves. */
export const askedOf = (acme: Tenant): readonly string[] =>
  acme.traffic().writes.flatMap(({ query }) => query['ids']?.split(',') ?? []);

/** Waits until no provider is left. */
export const gone = (tf: Workspace): Promise<void> => until(() => tf.providers().length === 0);

/** The same; its socket is gone with it. */
export async function goneInGoodOrder(tf: Workspace): Promise<void> {
  await gone(tf);
  expect(readdirSync(join(tf.dir, '.kit/tmp'))).toEqual([]);
}

/** What the state has as approved. */
export async function approvedInState(tf: Workspace): Promise<readonly string[]> {
  const { resources } = await tf.state();
  const members = resources[0]?.instances[0]?.attributes['members'];
  // A map of texts, as the schema says.
  return Object.entries((members ?? {}) as Record<string, string>).flatMap(([id, word]) =>
    word === 'approved' ? [id] : [],
  );
}

/** The next apply does what is left and nothing twice, and the plan after it is empty. */
export async function expectFinish(tf: Workspace, acme: Tenant): Promise<void> {
  acme.simulator.set({ faults: [] });
  const before = approvedIn(acme);
  const left = acme.world.deviceIds().filter((id) => !before.includes(id));
  const { writes } = await acme.during(() => tf.apply());
  expect(writes.flatMap(({ query }) => query['ids']?.split(',') ?? []).sort()).toEqual(left.sort());
  expect(approvedIn(acme)).toHaveLength(size);
  expect((await approvedInState(tf)).length).toBe(size);
  await tf.plan([], { expect: 0 });
}
