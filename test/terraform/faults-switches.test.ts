// Whatever a real tenant does where the API's pages leave it open: a configuration of all kinds is applied, the state says what
// the tenant has, and the second plan is empty. Each value that it can go through with stands in one of the rows.

import { expect, test } from 'vitest';
import type { Switched } from '../kinds/switches.ts';
import { rows } from './faults-rows.ts';
import { envOf, everything, expectOnce, worldOf } from './faults-support.ts';
import { valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

const words = (row: Switched): string =>
  Object.entries(row)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

acceptance('tenants that differ', () => {
  test.each(rows().map((row) => [words(row), row] as const))('%s', async (_, row) => {
    const acme = await tenant({ world: worldOf(20), ...row });
    const tf = await workspace(everything, { env: envOf(acme) });
    await tf.apply();
    await tf.plan([], { expect: 0 });
    expectOnce(acme);
    const shown = await tf.show();
    const members = valuesOf(shown, 'id360_device_set.waits')?.['members'];
    expect(Object.values(members ?? {})).toEqual(Array(20).fill('approved'));
    expect(acme.world.linking()['is_enabled']).toBe(true);
    expect(acme.world.columns('move-users', '2000000000001')).toEqual(['first_name', 'email']);
    expect(acme.world.executions()).toHaveLength(1);
    expect(acme.world.workflowRequests()).toHaveLength(1);
    expect(acme.world.jobs()).toHaveLength(1);
    expect((await acme.during(() => tf.apply())).writes).toEqual([]);
  });
});
