// State in PostgreSQL: whoever applies holds the lock, and whoever comes second changes nothing.

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { noPostgres, type Postgres, startPostgres } from './kit/postgres.ts';
import { until } from './kit/process.ts';
import { acceptance, missing } from './kit/suite.ts';
import { laptops, type Tenant, tenant } from './kit/tenant.ts';
import { head, type Workspace, workspace } from './kit/terraform.ts';

acceptance('the pg backend', suite, missing() ?? noPostgres());

function suite(): void {
  let postgres: Postgres;

  beforeAll(async () => {
    postgres = await startPostgres();
    return postgres.stop;
  });

  /** A workspace over the state of that name, as somebody else's checkout would be. */
  const checkout = (schema: string, resources: string): Promise<Workspace> =>
    workspace(
      { 'main.tf': `terraform {\n  backend "pg" {}\n}\n\n${resources}` },
      {
        provider: false,
        env: { PG_CONN_STR: postgres.url, PG_SCHEMA_NAME: schema },
      },
    );

  /** The same with the provider, each with a ledger of its own. */
  const checkoutOf = (schema: string, acme: Tenant): Promise<Workspace> =>
    workspace(
      { 'main.tf': `${head.replace('{', '{\n  backend "pg" {}')}${fleet}` },
      { env: { ...acme.env, PG_CONN_STR: postgres.url, PG_SCHEMA_NAME: schema } },
    );

  const namesOf = async (one: Workspace): Promise<readonly string[]> =>
    (await one.state()).resources.map(({ name }) => name);

  test('an apply keeps its state there, and another checkout plans nothing', async () => {
    const [mine, theirs] = [await checkout('kept', one), await checkout('kept', one)];
    await mine.apply();
    expect(await namesOf(theirs)).toEqual(['one']);
    await theirs.plan([], { expect: 0 });
  });

  test('while one applies, another is refused and changes nothing; afterwards it applies', async () => {
    const [first, second] = [await checkout('held', one), await checkout('held', one + two)];
    await first.apply();
    await first.write({ 'slow.tf': slow });
    const applying = await applyUntilItWaits(first);
    const { said } = await second.apply([], { expect: 1 });
    expect(said).toContain('Error acquiring the state lock');
    expect(said).toContain('Workspace is already locked: default');
    expect(await namesOf(second)).toEqual(['one']);
    await goOn(first);
    expect(await applying.ended).toMatchObject({ code: 0 });
    expect(await namesOf(second)).toEqual(['one', 'slow']);
    await second.write({ 'slow.tf': slow });
    await second.apply();
    expect(await namesOf(second)).toEqual(['one', 'slow', 'two']);
  });

  test('one that is killed while it applies leaves no lock behind', async () => {
    const [first, second] = [await checkout('killed', slow), await checkout('killed', one)];
    const applying = await applyUntilItWaits(first);
    applying.killAll('SIGKILL');
    expect(await applying.ended).toMatchObject({ signal: 'SIGKILL' });
    await second.apply(['-lock-timeout=20s']);
    expect(await namesOf(second)).toEqual(['one']);
  });

  test('while one changes the tenant, another is refused, or waits and finds nothing to do', async () => {
    const acme = await tenant({
      world: { devices: laptops(400) },
      faults: { only: { method: 'POST' }, latency: 6000 },
    });
    const [mine, theirs] = [await checkoutOf('tenant', acme), await checkoutOf('tenant', acme)];
    const applying = mine.spawn(['apply', '-input=false', '-auto-approve']);
    await until(() => existsSync(join(mine.dir, '.trueup/journal.jsonl')));
    const { said } = await theirs.apply([], { expect: 1 });
    expect(said).toContain('Error acquiring the state lock');
    const waiting = theirs.spawn(['apply', '-input=false', '-auto-approve', '-lock-timeout=40s']);
    acme.simulator.set({ faults: [] });
    expect((await applying.ended).code).toBe(0);
    expect(await waiting.ended).toMatchObject({ code: 0 });
    const asked = acme.traffic().writes.flatMap(({ query }) => query['ids']?.split(',') ?? []);
    expect(asked.toSorted()).toEqual(laptops(400).map(({ id }) => id));
    await theirs.plan([], { expect: 0 });
  });
}

const fleet = `
resource "id360_device_set" "fleet" {
  name   = "fleet"
  agent  = "approved"
  select = { filter = "os_type eq \\"Windows\\"" }
}

provider "id360" {
  limits = { concurrency = 1 }
}
`;

const one = 'resource "terraform_data" "one" {}\n';
const two = 'resource "terraform_data" "two" {}\n';

/** Says that it began, and waits to be told to go on. */
const slow = `
resource "terraform_data" "slow" {
  provisioner "local-exec" {
    command = "touch began; for i in $(seq 600); do test -e go-on && exit 0; sleep 0.05; done; exit 1"
  }
}
`;

async function applyUntilItWaits(one: Workspace) {
  const applying = one.spawn(['apply', '-auto-approve']);
  await until(() => existsSync(join(one.dir, 'began')));
  return applying;
}

const goOn = (one: Workspace): Promise<void> => writeFile(join(one.dir, 'go-on'), '');
