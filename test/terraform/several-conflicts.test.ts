// Resources that get into each other's way are errors that name both; those that agree are no error.

import { expect, test } from 'vitest';
import { valuesOf } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { laptops, tenant } from './kit/tenant.ts';
import { head, workspace } from './kit/terraform.ts';

const set = (label: string, more: string): string =>
  `resource "id360_device_set" "${label}" {\n  ${more}\n}\n`;
const provider = 'provider "id360" {\n  guards = { max_denials = "100%" }\n}\n';
/** Whichever Terraform asked about first is named first. */
const disagree = /evice sets "(all" and "stolen|stolen" and "all)" disagree on device\/2000000000002/;

acceptance('two sets', () => {
  test('that want a device differently are an error that names both, and nothing is planned', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const tf = await workspace(
      provider +
        set('a', 'name = "all"\nagent = "approved"\nselect = { filter = "os_type eq \\"Windows\\"" }') +
        set('b', 'name = "stolen"\nagent = "denied"\nselect = { ids = ["2000000000002"] }'),
      { env: acme.env },
    );
    const { said } = await tf.plan([], { expect: 1 });
    expect(said).toMatch(disagree);
    expect(said).not.toContain('a bug');
    const { result, writes } = await acme.during(() => tf.apply([], { expect: 1 }));
    expect(result.said).toMatch(disagree);
    expect(writes).toEqual([]);
  });

  test('that come to disagree later are an error, too', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const all = provider + set('a', 'name = "all"\nagent = "approved"\nselect = { filter = "os_type pr" }');
    const tf = await workspace(all, { env: acme.env });
    await tf.apply();
    const more = set('b', 'name = "stolen"\nagent = "denied"\nselect = { ids = ["2000000000002"] }');
    await tf.write({ 'main.tf': head + all + more });
    const { said } = await tf.plan([], { expect: 1 });
    expect(said).toMatch(disagree);
  });

  test('of one name are an error, and so are two settings of the tenant', async () => {
    const acme = await tenant({ world: { devices: laptops(2) } });
    const tf = await workspace(
      [1, 2]
        .map(
          (i) =>
            set(`s${i}`, `name = "same"\nagent = "approved"\nselect = { ids = ["200000000000${i}"] }`) +
            `resource "id360_account_linking" "l${i}" {\n  attribute_value = "value-${i}"\n}\n`,
        )
        .join(''),
      { env: acme.env },
    );
    const { result, writes } = await acme.during(() => tf.plan([], { expect: 1 }));
    expect(result.said).toContain('Two resources id360_device_set are called same');
    expect(result.said).toContain('Two resources id360_account_linking');
    expect(writes).toEqual([]);
  });

  test('that agree on a device both have it, and it is asked for once', async () => {
    const acme = await tenant({ world: { devices: laptops(3) } });
    const tf = await workspace(
      set('a', 'name = "all"\nagent = "approved"\nselect = { filter = "os_type eq \\"Windows\\"" }') +
        set(
          'b',
          'name = "two"\nagent = "approved"\nselect = { ids = ["2000000000002"] }\ndepends_on = [id360_device_set.a]',
        ) +
        set('c', 'name = "access"\naccess = "activated"\nselect = { ids = ["2000000000002"] }'),
      { env: acme.env },
    );
    const { writes } = await acme.during(() => tf.apply());
    expect(writes).toMatchObject([{ query: { ids: '2000000000001,2000000000002,2000000000003' } }]);
    const shown = await tf.show();
    expect(valuesOf(shown, 'id360_device_set.b')?.['members']).toEqual({ '2000000000002': 'approved' });
    expect(valuesOf(shown, 'id360_device_set.a')?.['members']).toMatchObject({ '2000000000002': 'approved' });
    expect(valuesOf(shown, 'id360_device_set.c')?.['members']).toEqual({ '2000000000002': 'activated' });
    await tf.plan([], { expect: 0 });
  });

  test('without names are told apart by what they want', async () => {
    const acme = await tenant({ world: { devices: laptops(2) } });
    const body = (id: number) => `agent = "approved"\nselect = { ids = ["200000000000${id}"] }`;
    const tf = await workspace(set('a', body(1)) + set('b', body(2)) + set('c', body(2)), { env: acme.env });
    const { writes } = await acme.during(() => tf.apply());
    expect(writes).toMatchObject([{ query: { ids: '2000000000001,2000000000002' } }]);
    await tf.plan([], { expect: 0 });
  });
});
