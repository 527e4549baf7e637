// Account linking: the settings object, how a PATCH merges, and everything that it refuses without changing anything.

import { expect, test } from 'vitest';
import { simulate } from './support.ts';

const path = '/device-account-linking';
const sample = {
  is_enabled: false,
  attribute_type: 'attribute',
  attribute_value: 'localAccountName',
  link_restricted_local_accounts: ['sysadmin', 'administrator', 'recovery'],
  ondemand_provisioning_settings: { is_enabled: false, default_permission_level: 'standard' },
};

test('the settings of the page are the default', async () => {
  const { send } = await simulate();
  expect((await send(`GET ${path}`)).body).toEqual(sample);
});

test('a PATCH with the whole page sample answers the object', async () => {
  const { send } = await simulate({ world: { linking: { ...sample, is_enabled: true } } });
  const { status, body } = await send(`PATCH ${path}`, { body: sample });
  expect({ status, body }).toEqual({ status: 200, body: sample });
});

test('a PATCH merges objects and replaces arrays', async () => {
  const { send } = await simulate();
  const change = {
    link_restricted_local_accounts: ['root'],
    ondemand_provisioning_settings: { default_permission_level: 'admin' },
  };
  const { body } = await send(`PATCH ${path}`, { body: change });
  expect(body).toEqual({
    ...sample,
    link_restricted_local_accounts: ['root'],
    ondemand_provisioning_settings: { is_enabled: false, default_permission_level: 'admin' },
  });
  expect((await send(`GET ${path}`)).body).toEqual(body);
});

test('a field that only the live object has may be sent back', async () => {
  const { send } = await simulate({ world: { linking: { ...sample, later: { added: 1 } } } });
  const { body } = await send(`PATCH ${path}`, { body: { later: { added: 2 } } });
  expect(body).toEqual({ ...sample, later: { added: 2 } });
});

test.each([
  [{ is_enabled: 'yes' }, 'is_enabled'],
  [{ attribute_type: 'format' }, 'attribute_type'],
  [{ attribute_value: 7 }, 'attribute_value'],
  [{ link_restricted_local_accounts: 'root' }, 'link_restricted_local_accounts'],
  [{ link_restricted_local_accounts: [''] }, 'link_restricted_local_accounts'],
  [{ link_restricted_local_accounts: null }, 'link_restricted_local_accounts'],
  [
    { ondemand_provisioning_settings: { default_permission_level: 'root' } },
    'ondemand_provisioning_settings.default_permission_level',
  ],
  [{ ondemand_provisioning_settings: [] }, 'ondemand_provisioning_settings'],
  [{ enabled: true }, 'enabled'],
  [{ ondemand_provisioning_settings: { extra: 1 } }, 'ondemand_provisioning_settings.extra'],
  [{ constructor: 1 }, 'constructor'],
])('%j is refused and changes nothing', async (change, named) => {
  const { send } = await simulate();
  const { status, body } = await send(`PATCH ${path}`, { body: change });
  expect([status, body.error.code]).toEqual([400, '00000107']);
  expect(body.error.detail).toContain(`'${named}'`);
  expect((await send(`GET ${path}`)).body).toEqual(sample);
});

test.each([[[]], ['null'], ['"text"']])('a body that is no object is refused: %j', async (body) => {
  const { send } = await simulate();
  expect((await send(`PATCH ${path}`, { body })).status).toBe(400);
});
