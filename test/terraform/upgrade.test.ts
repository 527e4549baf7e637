// States of other versions: what an older one lacks is filled in by the next refresh, what it has too much goes; a newer one
// is refused, for what it means is not known.

import { expect, test } from 'vitest';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { type Workspace, workspace } from './kit/terraform.ts';

const set = `resource "id360_device_set" "all" {
  name   = "all"
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}
`;

async function stateAs(
  tf: Workspace,
  version: number,
  change: (attributes: Record<string, unknown>) => void,
): Promise<void> {
  const state = await tf.state();
  for (const { instances } of state.resources)
    for (const instance of instances) {
      // A copy of the state, to be written back.
      const own = instance as { schema_version: number; attributes: Record<string, unknown> };
      own.schema_version = version;
      change(own.attributes);
    }
  await tf.write({ 'old.tfstate': { ...state, serial: state.serial + 1 } });
  await tf.run(['state', 'push', 'old.tfstate']);
}

acceptance('a state', () => {
  test('of an older schema is upgraded, and the next plan is empty; of a newer one it is refused', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const tf = await workspace(set, { env: acme.env });
    await tf.apply();
    await stateAs(tf, 0, (attributes) => {
      delete attributes['acknowledge'];
      attributes['former'] = 'an attribute that went';
    });
    const { writes } = await acme.during(() => tf.plan([], { expect: 0 }));
    expect(writes).toEqual([]);
    await stateAs(tf, 99, () => undefined);
    const { said } = await tf.run(['plan', '-input=false'], { expect: 1 });
    expect(said).toMatch(/newer|99/);
  });
});
