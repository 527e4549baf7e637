// A saved plan is what is applied, and nothing else: on another machine too, and not at all where somebody was faster.

import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

const approved = `resource "id360_device_set" "all" {
  name   = "all"
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}
`;

acceptance('a saved plan', () => {
  for (const [what, patch] of [
    ['moved away from what was planned on', { agent_status: 'denied' }],
    ['moved to what was wanted', { agent_status: 'active' }],
  ] as const)
    test(`is not applied once somebody ${what}`, async () => {
      const acme = await tenant({ world: { devices: laptops(3) } });
      const tf = await workspace(approved, { env: acme.env });
      await tf.plan([], { expect: 2 });
      acme.world.setDevice('2000000000002', patch);
      const { result, writes } = await acme.during(() => tf.apply(['tfplan'], { expect: 1 }));
      expect(result.said).toMatch(/laptop-2/);
      expect(result.said).not.toContain('inconsistent');
      expect(writes).toEqual([]);
      await tf.apply();
      await tf.plan([], { expect: 0 });
    });

  test('is applied on another machine, where there is no ledger', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const [here, there] = [
      await workspace(approved, { env: acme.env }),
      await workspace(approved, { env: acme.env }),
    ];
    await here.plan([], { expect: 2 });
    await rm(join(here.dir, '.trueup'), { recursive: true, force: true });
    await cp(join(here.dir, 'tfplan'), join(there.dir, 'tfplan'));
    expect((await acme.during(() => there.apply(['tfplan']))).writes).toHaveLength(1);
    await there.plan([], { expect: 0 });
  });
});
