// A saved plan is what was reviewed: it is carried out as it was saved, or refused in plain words, whatever has been planned or
// has happened since.

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
const [first, second] = laptops(2).map((row) => ({ ...row, id: String(row['id']) }));

async function room() {
  const acme = await tenant({ world: { devices: first ? [first] : [] } });
  const tf = await workspace(fleet, { env: acme.env });
  await tf.plan(['-out=early'], { expect: 2 });
  return { acme, tf };
}

acceptance('a saved plan', () => {
  test('is carried out as it was, though another was made since', async () => {
    const { acme, tf } = await room();
    if (second) acme.world.addDevice(second);
    await tf.plan(['-out=late'], { expect: 2 });
    const { result, writes } = await acme.during(() => tf.apply(['early'], { expect: [0, 1] }));
    expect(result.said).not.toContain('bug in the provider');
    const ids = writes.map(({ query }) => query['ids']);
    expect([[], [first?.id]]).toContainEqual(ids);
    expect(result.code).toBe(ids.length > 0 ? 0 : 1);
  });

  test('is carried out as it was, though the cache of its user is gone', async () => {
    const { acme, tf } = await room();
    const elsewhere = { env: { HOME: `${tf.dir}/.kit/tmp` } };
    const { writes } = await acme.during(() => tf.apply(['early'], elsewhere));
    expect(writes).toMatchObject([{ query: { ids: first?.id } }]);
  });

  test('is refused where an object has moved since', async () => {
    const { acme, tf } = await room();
    acme.world.setDevice(first?.id ?? '', { agent_status: 'denied' });
    const { result, writes } = await acme.during(() => tf.apply(['early'], { expect: 1 }));
    expect(result.said).not.toContain('bug in the provider');
    expect(result.said).toMatch(/plan\.stale/);
    expect(writes).toEqual([]);
  });

  // This Terraform plans once more and says in its own words that the plan differs; newer ones hand the old plan over.
  test('is refused where an object has moved since, with the cache gone as well', async () => {
    const { acme, tf } = await room();
    acme.world.setDevice(first?.id ?? '', { agent_status: 'denied' });
    const elsewhere = { env: { HOME: `${tf.dir}/.kit/tmp` }, expect: 1 };
    const { result, writes } = await acme.during(() => tf.apply(['early'], elsewhere));
    expect(result.said).toContain(`"device/${first?.id}"`);
    expect(writes).toEqual([]);
  });
});
