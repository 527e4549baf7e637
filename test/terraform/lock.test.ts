// Two applies to one tenant with one ledger, from folders of their own, so that Terraform's state keeps nobody out: the ledger's
// lock does. Whoever comes second sends nothing and is told who holds it; afterwards it applies.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Running, signal, until } from './kit/process.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, type Tenant, tenant } from './kit/tenant.ts';
import { type Workspace, workspace } from './kit/terraform.ts';

const config = (ledger: string, name: string, first: number, count: number) => `
provider "id360" {
  ledger = ${JSON.stringify(ledger)}
  limits = { concurrency = 1 }
}

resource "id360_device_set" "${name}" {
  name   = "${name}"
  agent  = "approved"
  select = { ids = ${JSON.stringify(
    laptops(first + count - 1)
      .slice(first - 1)
      .map(({ id }) => id),
  )} }
}
`;

acceptance('two applies with one ledger', () => {
  test('the second is refused while the first applies, and sends nothing', async () => {
    const acme = await tenant({ world: { devices: laptops(500) } });
    const { mine, theirs } = await rooms(acme);
    await theirs.plan([], { expect: 2 });
    const applying = await applyingSlowly(mine, acme);
    const { said } = await theirs.apply(['tfplan'], { expect: 1 });
    expect(said).toMatch(/ledger/i);
    expect(said).toMatch(/since \d{4}-\d\d-\d\d/);
    expect(said).toContain('To go on: ');
    expect(said).toContain('ledger.locked');
    expect(askedFor(acme, 500)).toBe(false);
    acme.simulator.set({ faults: [] });
    expect((await applying.ended).code).toBe(0);
    await theirs.apply();
    expect(askedFor(acme, 500)).toBe(true);
    for (const one of [mine, theirs]) await one.plan([], { expect: 0 });
  });

  test('a plan needs no lock', async () => {
    const acme = await tenant({ world: { devices: laptops(500) } });
    const { mine, theirs } = await rooms(acme);
    const applying = await applyingSlowly(mine, acme);
    await theirs.plan([], { expect: 2 });
    acme.simulator.set({ faults: [] });
    expect((await applying.ended).code).toBe(0);
  });

  test('the lock of one that was killed is taken over', async () => {
    const acme = await tenant({ world: { devices: laptops(500) } });
    const { mine, theirs } = await rooms(acme);
    const applying = await applyingSlowly(mine, acme);
    applying.killAll('SIGKILL');
    for (const pid of mine.providers()) signal(pid, 'SIGKILL');
    await applying.ended;
    acme.simulator.set({ faults: [] });
    await theirs.apply();
    await theirs.plan([], { expect: 0 });
    await mine.apply();
    await mine.plan([], { expect: 0 });
  });
});

/** It holds the lock, for much longer than another command takes, unless the simulator is made quick again. */
async function applyingSlowly(mine: Workspace, acme: Tenant): Promise<Running> {
  acme.simulator.set({ faults: { only: { method: 'POST' }, latency: 6000 } });
  const applying = mine.spawn(['apply', '-input=false', '-auto-approve']);
  await until(() => existsSync(join(mine.dir, '.trueup/journal.jsonl')));
  return applying;
}

/** 400 laptops are mine, the last hundred are theirs; the ledger is in my folder. */
async function rooms(acme: Tenant): Promise<{ readonly mine: Workspace; readonly theirs: Workspace }> {
  const mine = await workspace(config('.trueup', 'mine', 1, 400), { env: acme.env });
  const theirs = await workspace(config(join(mine.dir, '.trueup'), 'theirs', 401, 100), { env: acme.env });
  return { mine, theirs };
}

const askedFor = (acme: Tenant, number: number): boolean =>
  acme.traffic().writes.some(({ query }) => query['ids']?.includes(String(2000000000000 + number)));
