// A provider for the tests of the plugin layer: `echo` answers with what it was given, or with the fault it is asked
// for. What it does is appended to the file that ECHO_TRACE names, with its process id.

import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { canonical } from '../../../src/model/json.ts';
import { readValue, writeValue } from '../../../src/terraform/plugin/dynamic-value.ts';
import type { Handlers } from '../../../src/terraform/plugin/handlers.ts';
import type { DynamicValue, Schema } from '../../../src/terraform/plugin/messages.ts';
import { serve } from '../../../src/terraform/plugin/serve.ts';
import {
  isValueObject,
  type TfType,
  unknown,
  type Value,
  type ValueObject,
} from '../../../src/terraform/value/types.ts';

export const type: TfType = ['object', { input: 'dynamic', output: 'dynamic', fault: 'string' }];

const attribute = (name: string, of: TfType) => ({ name, type: Buffer.from(JSON.stringify(of)) });

const schema: Schema = {
  block: {
    attributes: [
      { ...attribute('input', 'dynamic'), optional: true },
      { ...attribute('output', 'dynamic'), computed: true },
      { ...attribute('fault', 'string'), optional: true },
    ],
  },
};

function trace(what: string): void {
  if (process.env['ECHO_TRACE']) appendFileSync(process.env['ECHO_TRACE'], `${process.pid} ${what}\n`);
}

function read(sent: DynamicValue | null): ValueObject | null {
  const value = readValue(sent, type);
  return isValueObject(value) ? value : null;
}

const write = (value: Value): DynamicValue => writeValue(value, type);

const never = new Promise<never>(() => undefined);

async function fail(fault: Value | undefined): Promise<void> {
  if (fault === 'throws') throw new TypeError('no luck with hunter2\nand more');
  if (fault !== 'not caught') return;
  setImmediate(() => {
    throw new TypeError('thrown where nobody waits');
  });
  await never;
}

const handlers: Handlers = {
  GetProviderSchema: async () => ({
    provider: { block: {} },
    resource_schemas: { echo: schema },
    data_source_schemas: { echo: schema },
    server_capabilities: { get_provider_schema_optional: true, plan_destroy: true },
  }),
  ValidateProviderConfig: async () => ({}),
  ValidateResourceConfig: async ({ config }) => {
    const isWarned = read(config)?.['fault'] === 'warns';
    const path = { steps: [{ attribute_name: 'fault' }] };
    return isWarned
      ? { diagnostics: [{ severity: 2, summary: 'hunter2 it is', detail: 'Not hunter2.', attribute: path }] }
      : {};
  },
  ValidateDataResourceConfig: async () => ({}),
  ConfigureProvider: async (_request, { log }) => {
    log.info('configured', { password: 'hunter2' });
    return {};
  },
  UpgradeResourceState: async ({ raw_state }) => ({
    upgraded_state: write(readValue(raw_state && { json: raw_state.json }, type)),
  }),
  ReadResource: async ({ current_state }) => ({ new_state: write(read(current_state)) }),
  PlanResourceChange: async ({ prior_state, proposed_new_state }) => {
    const [prior, proposed] = [read(prior_state), read(proposed_new_state)];
    await fail(proposed?.['fault']);
    const isSame = prior !== null && canonical(prior) === canonical(proposed);
    return { planned_state: write(proposed && (isSame ? proposed : { ...proposed, output: unknown })) };
  },
  ApplyResourceChange: async ({ planned_state }, { signal }) => {
    const planned = read(planned_state);
    if (planned?.['fault'] === 'waits') {
      trace('waits');
      await wait(60_000, undefined, { signal }).catch(() => trace('stopped'));
      await wait(50);
      trace('finished');
    }
    return { new_state: write(planned && { ...planned, output: planned['input'] ?? null }) };
  },
  ImportResourceState: async ({ type_name, id }) => ({
    imported_resources: [{ type_name, state: write({ fault: id }), private: Buffer.from('kept') }],
  }),
  ReadDataSource: async ({ config }) => {
    const value = read(config);
    return { state: write(value && { ...value, output: value['input'] ?? null }) };
  },
};

trace('started');
serve({
  handlers: async () => handlers,
  process,
  now: () => new Date(),
  redact: (text) => text.replaceAll('hunter2', '[secret]'),
  name: 'echo',
  instead: 'Run `echo` instead.',
  grace: 10_000,
});
