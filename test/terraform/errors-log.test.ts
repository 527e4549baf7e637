// What the provider writes to Terraform's log: nothing unless it is asked for, and then no more than the level that is.

import { expect, test } from 'vitest';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

const fleet = `resource "id360_device_set" "fleet" {
  name   = "fleet"
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}
`;

acceptance('the log', () => {
  const applied = async (env: Readonly<Record<string, string>>) => {
    const acme = await tenant({ world: { devices: laptops(2) } });
    const tf = await workspace(fleet, { env: acme.env });
    return (await tf.apply([], { env })).stderr;
  };
  const levels = (log: string): readonly string[] =>
    [...log.matchAll(/\[([A-Z]+)\] +provider\.terraform-provider-id360[^\n]*@module=id360/g)].map(
      ([, word = '']) => word,
    );

  test.each([
    ['nothing is asked for', {}],
    ['it is off', { TF_LOG: 'trace', TF_LOG_PROVIDER: 'off' }],
  ])('is silent where %s', async (_, env) => {
    expect(levels(await applied(env))).toEqual([]);
  });

  test('says at info what is sent, and nothing of how', async () => {
    const log = await applied({ TF_LOG_PROVIDER: 'info' });
    expect([...new Set(levels(log))]).toEqual(['INFO']);
    expect(log).toMatch(/step device\.approve\.1 begins:.*changes=2/);
    expect(log).toMatch(/step device\.approve\.1: applied/);
  });

  test('says at debug which calls were made, how they were answered, and how long they took', async () => {
    const log = await applied({ TF_LOG_PROVIDER: 'debug' });
    const calls = log.split('\n').filter((line) => line.includes('called:') && /ms=\d+/.test(line));
    for (const call of ['GET /devices', 'POST /device/approve-agent'])
      expect(calls.some((line) => line.includes(`call="${call}"`) && line.includes('status=200'))).toBe(true);
  });

  test('is JSON where Terraform wants JSON', async () => {
    const log = await applied({ TF_LOG: 'json' });
    const lines = log.split('\n').filter((line) => line !== '');
    // Each line is an object, as hclog writes it.
    const entries = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    expect(entries.some((entry) => entry['@message'] === 'step device.approve.1 begins')).toBe(true);
  });
});
