// A plan that waits for a server which does not answer: nothing is under way that would have to be finished, so Ctrl-C ends it,
// and so does the end of terraform, long before the server's time is over.

import { expect, test } from 'vitest';
import { goneInGoodOrder } from './kill-support.ts';
import { until } from './kit/process.ts';
import { acceptance } from './kit/suite.ts';
import { tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

const fleet = `resource "id360_device_set" "fleet" {
  name   = "fleet"
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}
`;

/** A plan whose listing is not answered for ten minutes; the first thing that the provider logs of it has been seen. */
async function waiting() {
  const acme = await tenant({ faults: { latency: 600_000 } });
  const tf = await workspace(fleet, { env: acme.env });
  const planning = tf.spawn(['plan', '-input=false'], { env: { TF_LOG_PROVIDER: 'trace' } });
  await until(() => planning.said().includes('rpc=PlanResourceChange'));
  return { tf, planning };
}

acceptance('a plan that waits for a server', () => {
  test('ends with Ctrl-C', async () => {
    const { tf, planning } = await waiting();
    planning.killAll('SIGINT');
    const { code, said } = await planning.ended;
    expect(code).toBe(1);
    expect(said).toContain('Interrupt received');
    await goneInGoodOrder(tf);
  });

  test('leaves no provider behind where terraform is killed', async () => {
    const { tf, planning } = await waiting();
    planning.kill('SIGKILL');
    await planning.ended;
    await goneInGoodOrder(tf);
  });
});
