// Whatever a real tenant does where the API's pages leave it open: a configuration of all kinds is applied, the state says what
// the tenant has, and the second plan is empty. Each value of each switch stands in one of the rows.

import { expect, test } from 'vitest';
import { type Switched, switchedFor } from '../kinds/switches.ts';
import { envOf, everything, expectOnce, worldOf } from './faults-support.ts';
import { valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

const kinds = ['device', 'account_linking', 'view_columns', 'user_action', 'user_move'];

/** Short enough to cut calls that name devices, and long enough for a list of users. */
const urlMax = 200;

/** The first row has the first value of each switch, and so on. */
function rows(): readonly Switched[] {
  // A denial without a result, which the list does not show either, is in doubt: so results are left out by themselves.
  const found: Switched[] = [{}, { urlMax }, {}, { missingResults: 2 }];
  const isSet = (row: Switched): boolean => 'urlMax' in row || 'missingResults' in row;
  const seen = new Set<string>();
  for (const one of kinds.flatMap(switchedFor).filter((row) => !isSet(row))) {
    if (seen.has(JSON.stringify(one))) continue;
    seen.add(JSON.stringify(one));
    const [name = ''] = Object.keys(one);
    const place = found.findIndex((row) => !(name in row));
    if (place < 0) found.push(one);
    else found[place] = { ...found[place], ...one };
  }
  return found;
}

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
