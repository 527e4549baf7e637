// The floor that id360_device_set is measured against: a provider on the same plugin layer with one resource, whose
// computed map has FLOOR_MEMBERS constant entries. It reads nothing and plans nothing.

import type { Handlers } from '../../../src/terraform/plugin/handlers.ts';
import type { DynamicValue, Schema } from '../../../src/terraform/plugin/messages.ts';
import { serve } from '../../../src/terraform/plugin/serve.ts';
import { encode } from '../../../src/terraform/value/encode.ts';
import type { TfType } from '../../../src/terraform/value/types.ts';

const mapOfStrings: TfType = ['map', 'string'];
const type: TfType = ['object', { members: mapOfStrings }];

const schema: Schema = {
  block: {
    attributes: [{ name: 'members', type: Buffer.from(JSON.stringify(mapOfStrings)), computed: true }],
  },
};

let encoded: DynamicValue | undefined;

function state(): DynamicValue {
  const count = Number(process.env['FLOOR_MEMBERS'] ?? 10);
  const ids = Array.from({ length: count }, (_, i) => [String(2_000_000_000_000 + i), 'approved']);
  encoded ??= { msgpack: encode({ members: Object.fromEntries(ids) }, type) };
  return encoded;
}

const isNull = (value: DynamicValue | null): boolean => value?.msgpack?.[0] === 0xc0;

const handlers: Handlers = {
  GetProviderSchema: async () => ({
    provider: { block: {} },
    resource_schemas: { floor_map: schema },
    server_capabilities: { get_provider_schema_optional: true },
  }),
  ValidateProviderConfig: async () => ({}),
  ValidateResourceConfig: async () => ({}),
  ValidateDataResourceConfig: async () => ({}),
  ConfigureProvider: async () => ({}),
  UpgradeResourceState: async () => ({ upgraded_state: state() }),
  ReadResource: async () => ({ new_state: state() }),
  PlanResourceChange: async ({ proposed_new_state: proposed }) => ({
    planned_state: proposed !== null && isNull(proposed) ? proposed : state(),
  }),
  ApplyResourceChange: async ({ planned_state: planned }) => ({
    new_state: planned !== null && isNull(planned) ? planned : state(),
  }),
  ImportResourceState: async ({ type_name }) => ({ imported_resources: [{ type_name, state: state() }] }),
  ReadDataSource: async () => ({}),
};

serve({
  handlers,
  process,
  now: () => new Date(),
  redact: (text) => text,
  name: 'floor',
  instead: 'It is for benchmarks only.',
});
