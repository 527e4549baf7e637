// Work that the tenant accepts and ends badly, after the call that began it: the error says so and what is still to be done,
// the state says of nobody what did not happen, and nothing is begun a second time by itself.

import { expect, test } from 'vitest';
import { failingJob, halfDone } from './faults-rows.ts';
import { action, envOf, expectOnce, expectTrueState, worldOf } from './faults-support.ts';
import { valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { tenant } from './kit/tenant.ts';
import { head, workspace } from './kit/terraform.ts';

const linking = (attribute: string): string => `resource "id360_account_linking" "all" {
  is_enabled      = true
  attribute_value = "${attribute}"
  sync            = "on_change"
  acknowledge     = "for the test"
}
`;
const calls = (writes: readonly { readonly call: string }[]) =>
  writes.map(({ call }) => call.split('/').at(-1));

acceptance('what ends badly', () => {
  test('the job of a sync: no later plan has it by itself, and the next change of a setting has', async () => {
    const acme = await tenant({ devices: 3 });
    const tf = await workspace(linking('mail'), { env: envOf(acme) });
    await tf.apply();
    await tf.write({ 'main.tf': head + linking('localAccountName') });
    acme.simulator.set(failingJob);
    const failed = await acme.during(() => tf.apply([], { expect: 1 }));
    expect(calls(failed.writes)).toEqual(['device-account-linking', 'sync-now']);
    const { said } = failed.result;
    expect(said).toMatch(/1 of 2 changes failed .*[jJ]ob \w+ ended with an error: trueup history shows/);
    expect(said).toContain('not run again by itself: see to the cause, then start a sync');
    expect(said).toContain('run terraform plan: it has what can be sent again');
    expect(said).not.toContain('it plans what is left');
    await expectTrueState(tf, acme, true);
    acme.simulator.set({ jobEnd: 'COMPLETED' });
    expect((await acme.during(() => tf.apply())).writes).toEqual([]);
    await tf.plan([], { expect: 0 });

    await tf.write({ 'main.tf': head + linking('mail') });
    expect(calls((await acme.during(() => tf.apply())).writes)).toEqual([
      'device-account-linking',
      'sync-now',
    ]);
    await tf.plan([], { expect: 0 });
  });

  test.each(halfDone)('an execution: %o', async (switches) => {
    const acme = await tenant({ world: worldOf(0), ...switches });
    const tf = await workspace(action, { env: envOf(acme) });
    const { said } = await tf.apply([], { expect: 1 });
    expect(said).toMatch(/1 of 3 changes in doubt/);
    expect(said).toContain('trueup resolve user_action/park/2000000174053 --ran, or --not-run');
    const ended = { '2000000174051': 'success', '2000000174052': 'success', '2000000174053': 'in doubt' };
    const members = async () => valuesOf(await tf.show(), 'id360_user_action.park')?.['members'];
    expect(await members()).toEqual(ended);
    acme.simulator.set({ executionEnd: 'natural' });
    expect((await acme.during(() => tf.apply([], { expect: [0, 1] }))).writes).toEqual([]);
    expect(await members()).toEqual(ended);
    expectOnce(acme);
  });
});
