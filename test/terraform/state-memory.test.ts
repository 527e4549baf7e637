// What the tenant does not show, Terraform's state remembers: a denial that goes on reading as pending is denied once,
// also on another machine and after a refresh.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { head, workspace } from './kit/terraform.ts';

const denied = (select: string) => `
provider "id360" {
  guards = { max_denials = "100%" }
}
resource "id360_device_set" "strange" {
  name   = "strange"
  agent  = "denied"
  select = ${select}
}
`;

acceptance('a denial', () => {
  test('that the tenant goes on showing as pending is done once', async () => {
    const acme = await tenant({ denied: 'pending', world: { devices: laptops(2) } });
    const tf = await workspace(denied('{ filter = "os_type eq \\"Windows\\"" }'), { env: acme.env });
    await tf.apply();
    expect(acme.traffic().writes).toMatchObject([{ query: { ids: '2000000000001,2000000000002' } }]);
    await tf.plan([], { expect: 0 });
    await rm(join(tf.dir, '.trueup'), { recursive: true });
    await tf.run(['refresh']);
    await rm(join(tf.dir, '.trueup'), { recursive: true, force: true });
    await tf.plan([], { expect: 0 });
    expect(valuesOf(await tf.show(), 'id360_device_set.strange')?.['members']).toEqual({
      '2000000000001': 'denied',
      '2000000000002': 'denied',
    });
  });

  test('after which the device is gone is done once', async () => {
    const acme = await tenant({ denied: 'gone', world: { devices: laptops(2) } });
    const tf = await workspace(denied('{ ids = ["2000000000001", "2000000000002"] }'), { env: acme.env });
    await tf.apply();
    await rm(join(tf.dir, '.trueup'), { recursive: true });
    expect((await tf.plan([], { expect: 0 })).said).not.toContain('no live device has');
  });

  test('that stays wanted by ignore_changes alone is remembered through another apply', async () => {
    const acme = await tenant({ denied: 'pending', world: { devices: laptops(2) } });
    const strange = (lines: string) => `
provider "id360" {
  guards = { max_denials = "100%", max_deactivations = "100%" }
}
resource "id360_device_set" "strange" {
  name   = "strange"
  select = { ids = ["2000000000001"] }
  ${lines}
}
`;
    const tf = await workspace(strange('agent = "denied"'), { env: acme.env });
    await tf.apply();
    const ignored =
      'acknowledge = "lost"\n  access = "activated"\n  lifecycle {\n    ignore_changes = [agent]\n  }';
    await tf.write({ 'main.tf': head + strange(ignored) });
    await tf.apply();
    await rm(join(tf.dir, '.trueup'), { recursive: true });
    const { writes } = await acme.during(() => tf.plan([], { expect: 0 }));
    expect(writes).toEqual([]);
    expect(acme.world.device('2000000000001')).toMatchObject({ agent_status: 'pending' });
  });

  test('that another set has taken back is not remembered by the first: it is sent again where it is wanted', async () => {
    const acme = await tenant({ denied: 'pending', world: { devices: laptops(3) } });
    const sets = (denies: string, approves: string) => `
provider "id360" {
  guards = { max_denials = "100%" }
}
resource "id360_device_set" "a" {
  name   = "a"
  agent  = "denied"
  select = { ids = ${denies} }
}
resource "id360_device_set" "b" {
  name   = "b"
  agent  = "approved"
  select = { ids = ${approves} }
}
`;
    const [one, two, three] = ['"2000000000001"', '"2000000000002"', '"2000000000003"'];
    const tf = await workspace(sets(`[${one}, ${two}]`, `[${three}]`), { env: acme.env });
    const change = async (denies: string, approves: string) => {
      await tf.write({ 'main.tf': head + sets(denies, approves) });
      await rm(join(tf.dir, '.trueup'), { recursive: true, force: true });
      const { writes } = await acme.during(() => tf.apply());
      return writes.map(({ call, query }) => `${call.split('/').at(-1)} ${query['ids']}`);
    };
    await tf.apply();
    expect(await change(`[${two}]`, `[${one}, ${three}]`)).toEqual(['approve-agent 2000000000001']);
    // It was enrolled again, and waits.
    acme.world.setDevice('2000000000001', { agent_status: 'pending' });
    expect(await change(`[${one}, ${two}]`, `[${three}]`)).toEqual(['deny-agent 2000000000001']);
  });

  test('that somebody undid is done again', async () => {
    const acme = await tenant({ denied: 'pending', world: { devices: laptops(2) } });
    const tf = await workspace(denied('{ ids = ["2000000000001"] }'), { env: acme.env });
    await tf.apply();
    acme.world.setDevice('2000000000001', { agent_status: 'active' });
    await rm(join(tf.dir, '.trueup'), { recursive: true });
    const { writes } = await acme.during(() => tf.apply());
    expect(writes).toMatchObject([
      { call: 'POST /api/v1/device/deny-agent', query: { ids: '2000000000001' } },
    ]);
  });
});
