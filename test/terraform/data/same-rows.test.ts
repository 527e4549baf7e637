// A filter means the same devices in a data source, in a device set of Terraform and in a desired file.

import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { Bug } from '../../../src/model/failure.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Options } from '../../../src/simulator/index.ts';
import { wishOf } from '../../../src/terraform/rpc/resource.ts';
import { resourceTypes } from '../../../src/terraform/schema/resources.ts';
import { survey } from '../../../src/terraform/session/survey.ts';
import type { Tenant } from '../../../src/terraform/session/tenant.ts';
import { cases, worldOf } from '../../kinds/case.ts';
import { keysOf, session } from './kit.ts';

interface Sets {
  readonly device_sets?: Readonly<Record<string, { readonly select?: { readonly filter?: string } }>>;
}

/** Every filter of the kind's cases, on the devices of its case. */
const ofCases = cases
  .filter(([name, { invalid }]) => name.startsWith('device/') && invalid === undefined)
  .flatMap(([name, one]) => {
    // Desired files of cases have this shape.
    const { device_sets = {} } = parse(one.desired) as Sets;
    const filters = Object.values(device_sets).flatMap(({ select }) => select?.filter ?? []);
    return filters.map((filter) => ({ name, filter, options: { world: worldOf(one) } }));
  });

const ofFleet = [
  'not (owner pr)',
  'agent_version lt "1.4" or is_agent_outdated eq true',
  'last_contact_time gt "2024-01-01T00:00:00Z"',
  'device_accounts.total_local_accounts gt 2 and device_accounts.linked_local_accounts le 1',
  'device_accounts[total_local_accounts gt 2]',
  'JOIN_TYPE ne "idpjoined"',
  'name co "a" and not (os_type eq "windows" or domain ew ".com")',
].map((filter) => ({ name: 'a seeded fleet', filter, options: { devices: 120, seed: 7 } }));

const switched: readonly (readonly [string, Options])[] = [
  ['names as hostnames', { name: 'hostname' }],
  ['names in dns_hostname', { name: 'dns' }],
  ['ids as numbers', { ids: 'number' }],
];
const ofSwitches = switched.map(([name, options]) => ({
  name,
  filter: 'name sw "l" or id ew "7"',
  options: { devices: 60, ...options },
}));

test('cases with filters are found', () => expect(ofCases.length).toBeGreaterThan(10));

test.each([...ofCases, ...ofFleet, ...ofSwitches])('$name: $filter', async ({ filter, options }) => {
  const { values, tenant } = await session(options);
  const { ids } = await values('id360_devices', { filter });
  expect(ids).toEqual(await selectedBy(filter, tenant));
});

const users = {
  ous: { '10': null, '11': '10', '12': '11' },
  users: ['10', '11', '12', '12'].map((ou, i) => ({
    id: String(2000000174051 + i),
    first_name: `Number ${i}`,
    last_name: i % 2 === 0 ? 'Doe' : 'Lin',
    ou,
  })),
};

test.each([
  { filter: 'last_name eq "doe"' },
  { filter: 'not (first_name ew "3") and id pr' },
  { ou: { selected_ids: ['11'] } },
  { ou: { selected_ids: ['10'], deselected_ids: ['12'] }, filter: 'last_name sw "D"' },
])('the users of %j are those of a user action', async (select) => {
  const { values, tenant, requests } = await session({ world: users });
  const given = { action: 'move-users', app_config_id: '2000000000001' };
  const { entities } = await values('id360_action_entities', { ...given, ...select });
  const asked = requests.length;
  const action = { ...given, name: 'a', template: { id: '1' }, select };
  expect(keysOf(entities)).toEqual(await membersOf('id360_user_action', action, tenant));
  expect(requests).toHaveLength(asked);
});

const selectedBy = (filter: string, tenant: Tenant): Promise<readonly string[]> =>
  membersOf('id360_device_set', { name: 'a', agent: 'approved', select: { filter } }, tenant);

/** As planning observes it: the arguments become a desired file, which the kind reads. */
async function membersOf(name: string, given: JsonObject, tenant: Tenant): Promise<readonly string[]> {
  const type = resourceTypes.find((one) => one.name === name);
  if (type === undefined) throw new Bug(`there is no ${name}`);
  const found = await survey(wishOf(type, given), tenant);
  if (!found.ok) throw new Bug(JSON.stringify(found.error));
  return [...found.value.standings.keys()].sort();
}
