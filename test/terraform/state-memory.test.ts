// What the tenant does not show, Terraform's state remembers: a denial that goes on reading as pending is denied once,
// also on another machine and after a refresh.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

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
  for (const [shownAs, select] of [
    ['pending', '{ filter = "os_type eq \\"Windows\\"" }'],
    ['inactive', '{ filter = "os_type eq \\"Windows\\"" }'],
    ['gone', '{ ids = ["2000000000001", "2000000000002"] }'],
  ] as const)
    test(`that the tenant shows as ${shownAs} is done once`, async () => {
      const acme = await tenant({ denied: shownAs, world: { devices: laptops(2) } });
      const tf = await workspace(denied(select), { env: acme.env });
      await tf.apply();
      expect(acme.traffic().writes).toMatchObject([{ query: { ids: '2000000000001,2000000000002' } }]);
      await tf.plan([], { expect: 0 });
      await rm(join(tf.dir, '.trueup'), { recursive: true });
      await tf.plan([], { expect: 0 });
      await tf.run(['refresh']);
      await rm(join(tf.dir, '.trueup'), { recursive: true, force: true });
      await tf.plan([], { expect: 0 });
      expect((await acme.during(() => tf.apply())).writes).toEqual([]);
      if (shownAs !== 'gone')
        expect(valuesOf(await tf.show(), 'id360_device_set.strange')?.['members']).toEqual({
          '2000000000001': 'denied',
          '2000000000002': 'denied',
        });
    });

  test('that somebody undid is done again', async () => {
    const acme = await tenant({ denied: 'pending', world: { devices: laptops(2) } });
    const tf = await workspace(denied('{ ids = ["2000000000001"] }'), { env: acme.env });
    await tf.apply();
    acme.world.setDevice('2000000000001', { agent_status: 'active' });
    await rm(join(tf.dir, '.trueup'), { recursive: true });
    const { writes } = await acme.during(() => tf.apply());
    expect(writes).toMatchObject([{ call: 'POST /api/v1/device/deny-agent', query: { ids: '2000000000001' } }]);
  });
});
