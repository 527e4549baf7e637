// The RPCs over data sources: what was set stays as it is, what was found comes beside it, and what is wrong stands at
// its attribute.

import { expect, test, vi } from 'vitest';
import { ok } from '../../../src/model/result.ts';
import { looked } from '../../../src/terraform/data/types.ts';
import { readData, validateData } from '../../../src/terraform/rpc/data.ts';
import { typeOf as tfTypeOf } from '../../../src/terraform/schema/types.ts';
import { decode } from '../../../src/terraform/value/decode.ts';
import { encode } from '../../../src/terraform/value/encode.ts';
import { unknown, type ValueObject } from '../../../src/terraform/value/types.ts';
import { fleet, session, typeOf } from './kit.ts';

const schemaOf = (name: string) => tfTypeOf(typeOf(name).schema.attributes);

const requestOf = (type_name: string, config: ValueObject) => ({
  type_name,
  config: { msgpack: encode(config, schemaOf(type_name)), json: new Uint8Array() },
  provider_meta: null,
  client_capabilities: null,
});

async function read(name: string, config: ValueObject) {
  const { tenant } = await session({ world: { devices: fleet } });
  const { state, diagnostics } = await readData(requestOf(name, config), { tenant: () => ok(tenant) });
  const value = state?.msgpack === undefined ? null : decode(state.msgpack, schemaOf(name));
  return { value, diagnostics };
}

test('an argument stays as it was set, and the other one is found', async () => {
  const { value, diagnostics } = await read('id360_device', { serial_number: ' sn-2' });
  expect(value).toMatchObject({
    serial_number: ' sn-2',
    id: '2000000000002',
    attributes: { os_type: 'macOS' },
  });
  expect(diagnostics).toEqual([]);
});

test('arguments that are not set stay null', async () => {
  const { value } = await read('id360_devices', { fields: ['os_type'] });
  expect(value).toMatchObject({ filter: null, fields: ['os_type'] });
});

test('nobody there: the error stands at the argument', async () => {
  const { value, diagnostics } = await read('id360_device', { serial_number: 'SN-9' });
  expect(value).toBeNull();
  expect(diagnostics).toMatchObject([{ attribute: { steps: [{ attribute_name: 'serial_number' }] } }]);
});

test.each([
  ['id360_devices', { filter: 'os_typ eq "x"' }, [{ attribute_name: 'filter' }]],
  ['id360_devices', { fields: ['name', 'nam'] }, [{ attribute_name: 'fields' }]],
  ['id360_account_linking_history', { limit: 0 }, [{ attribute_name: 'limit' }]],
  [
    'id360_action_entities',
    { action: 'move-users', ou: { selected_ids: ['1,2'] } },
    [{ attribute_name: 'ou' }],
  ],
])('%s %j is refused offline, at its attribute', async (name, config, steps) => {
  const { diagnostics } = await validateData(requestOf(name, config));
  expect(diagnostics).toMatchObject([{ attribute: { steps } }]);
});

test('what is not known yet is not judged', async () => {
  expect(await validateData(requestOf('id360_device', { id: unknown }))).toEqual({});
});

test.each([
  ['id360_account_linking', { is_enabled: 2 }, 'is_enabled', 'a bool should stand there, and a number does'],
  ['id360_account_linking_history', { rows: [{ status: [] }] }, 'rows.status', 'a string .* a list does'],
  ['id360_account_linking_history', { limit: 2 ** 60 }, 'limit', 'cannot be held exactly'],
])('an odd answer to %s is told as that, not as a state: %j', async (name, values, at, why) => {
  const spy = vi.spyOn(typeOf(name), 'read').mockResolvedValue(looked(values));
  const { value, diagnostics } = await read(name, {});
  spy.mockRestore();
  expect(value).toBeNull();
  expect(diagnostics).toMatchObject([
    {
      summary: `What the tenant answered does not fit ${name} at ${at}`,
      detail: expect.stringMatching(
        new RegExp(`${why}[^]*TF_LOG_PROVIDER[^]*terraform.answer-mismatch`, 'i'),
      ),
    },
  ]);
});
