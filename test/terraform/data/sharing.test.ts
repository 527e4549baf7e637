// One Terraform command asks for each thing once, whoever wants it; and what cannot be read says why.

import { expect, test } from 'vitest';
import { wishOf } from '../../../src/terraform/rpc/resource.ts';
import { resourceTypes } from '../../../src/terraform/schema/resources.ts';
import { survey } from '../../../src/terraform/session/survey.ts';
import { laptops } from '../kit/tenant.ts';
import { listingsIn, session, token } from './kit.ts';

const pages = 3;
const fleet = { world: { devices: laptops(250) }, maxLimit: 100 };

test('data sources and a device set share one listing of the devices, at the same time and later', async () => {
  const { values, tenant, requests } = await session(fleet);
  const filter = 'os_type eq "Windows"';
  const given = { name: 'a', agent: 'approved', select: { filter } };
  const wish = resourceTypes
    .filter(({ name }) => name === 'id360_device_set')
    .map((type) => wishOf(type, given));
  await Promise.all([
    values('id360_devices', { filter }),
    values('id360_devices', { fields: ['owner'] }),
    ...wish.map((one) => survey(one, tenant)),
  ]);
  await values('id360_device', { serial_number: 'SN-7' });
  expect(listingsIn(requests)).toBe(1);
  expect(requests).toHaveLength(pages);
});

test('the settings of account linking are read once with the resource', async () => {
  const { values, tenant, requests } = await session();
  const type = resourceTypes.filter(({ name }) => name === 'id360_account_linking');
  await Promise.all([
    values('id360_account_linking'),
    ...type.map((one) => survey(wishOf(one, { is_enabled: true }), tenant)),
  ]);
  expect(requests).toHaveLength(1);
});

test('what was written is read anew', async () => {
  const { values, tenant, requests } = await session(fleet);
  await values('id360_devices');
  tenant.reader.forget();
  await values('id360_devices');
  expect(listingsIn(requests)).toBe(2);
});

const entities = { action: 'move-users', app_config_id: '1', filter: 'id pr' };
const asked = [
  ['id360_devices', {}],
  ['id360_device', { id: '2000000000001' }],
  ['id360_device', { serial_number: 'SN-1' }],
  ['id360_account_linking', {}],
  ['id360_account_linking_history', {}],
  ['id360_action_entities', entities],
] as const;

test.each(asked)('%s %j: a refused token is the failure, and is not in its words', async (name, given) => {
  const { failure } = await session({ tokens: ['another'] });
  const found = await failure(name, given);
  expect(found.reason).toBe('sign_in');
  expect(JSON.stringify(found)).not.toContain(token);
});

test.each(asked)('%s %j: a server that fails is the failure', async (name, given) => {
  const { failure } = await session({ faults: { error: 1 } });
  expect(await failure(name, given)).toMatchObject({ reason: 'unreadable', status: 500 });
});

test('half of a listing is no listing', async () => {
  const { failure } = await session({ ...fleet, faults: { error: { every: 2 } } });
  expect(await failure('id360_devices')).toMatchObject({ reason: 'unreadable' });
});

test('an answer with another shape names the call and the member', async () => {
  const { failure } = await session({ world: { devices: [{ id: '1', name: 'A', agent_status: 7 }] } });
  expect(await failure('id360_devices')).toMatchObject({
    code: 'api.wrong-shape',
    where: { call: 'GET /devices', field: 'data[0].agent_status' },
  });
});
