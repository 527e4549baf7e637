// Every sort of fault while terraform plans and applies: what it reports, what the state says and what the tenant shows agree,
// nothing is done twice, and the next apply ends where the configuration wants it.

import { expect, test } from 'vitest';
import { sorts, strikes } from './faults-rows.ts';
import { envOf, everything, expectOnce, expectTrueState, world } from './faults-support.ts';
import { acceptance } from './kit/suite.ts';
import { tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

acceptance('faults on reads and writes', () => {
  test.each(sorts)('%s', async (name, settings) => {
    const acme = await tenant({ world, seed: name.length });
    const tf = await workspace(everything, { env: envOf(acme) });
    acme.simulator.set(settings);
    const disturbed = await tf.apply([], { expect: [0, 1] });
    acme.simulator.set({ faults: [], rateLimit: null });
    expect(disturbed.said).not.toContain('bug in the provider');
    expectOnce(acme);
    await expectTrueState(tf, acme, disturbed.code === 0);
    if (disturbed.code === 1) expect(disturbed.stderr).toContain('To go on: ');
    await tf.apply();
    expectOnce(acme);
    await expectTrueState(tf, acme, true);
    await tf.plan([], { expect: 0 });
  });

  test('a plan that is made under faults is the one that is made without them', async () => {
    const acme = await tenant({ world });
    const tf = await workspace(everything, { env: envOf(acme) });
    await tf.plan([], { expect: 2 });
    acme.simulator.set({ faults: Object.fromEntries(strikes.map((strike) => [strike, 0.1])) });
    const { result, writes } = await acme.during(() => tf.plan(['-out=disturbed'], { expect: [1, 2] }));
    acme.simulator.set({ faults: [] });
    expect(writes).toEqual([]);
    if (result.code === 1) expect(result.said).toContain('To go on: ');
    else
      expect((await tf.showPlan('disturbed')).resource_changes).toEqual(
        (await tf.showPlan()).resource_changes,
      );
  });
});
