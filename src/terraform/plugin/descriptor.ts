// The messages of messages.ts for protobufjs: names, numbers and types of protocol 6. A field reads as in a .proto
// file; enums are int32, which is the same on the wire. Fields that are not listed are skipped when read.

import type { IField, INamespace, IType } from 'protobufjs/light.js';

type Fields = Readonly<Record<string, string>>;
type Nested = Record<string, IType>;

/** `type number`, `repeated type number`, or `map type number` for a map from strings. */
function field(text: string): IField & { keyType?: string } {
  const [type = '', id = '', last] = text.split(' ');
  if (last === undefined) return { type, id: Number(id) };
  return type === 'map'
    ? { keyType: 'string', type: id, id: Number(last) }
    : { rule: type, type: id, id: Number(last) };
}

function message(fields: Fields, nested: Nested = {}, oneofs: IType['oneofs'] = {}): IType {
  const entries = Object.entries(fields).map(([name, text]) => [name, field(text)]);
  return { fields: Object.fromEntries(entries), nested, oneofs };
}

const rpc = (request: Fields, response: Fields, nested: Nested = {}): IType =>
  message({}, { ...nested, Request: message(request), Response: message(response) });

const name = message({ type_name: 'string 1' });

const values = {
  DynamicValue: message({ msgpack: 'bytes 1', json: 'bytes 2' }),
  RawState: message({ json: 'bytes 1', flatmap: 'map string 2' }),
  Diagnostic: message({
    severity: 'int32 1',
    summary: 'string 2',
    detail: 'string 3',
    attribute: 'AttributePath 4',
  }),
  AttributePath: message(
    { steps: 'repeated Step 1' },
    {
      Step: message(
        { attribute_name: 'string 1', element_key_string: 'string 2', element_key_int: 'int64 3' },
        {},
        { selector: { oneof: ['attribute_name', 'element_key_string', 'element_key_int'] } },
      ),
    },
  ),
  ServerCapabilities: message({
    plan_destroy: 'bool 1',
    get_provider_schema_optional: 'bool 2',
    move_resource_state: 'bool 3',
  }),
  ClientCapabilities: message({
    deferral_allowed: 'bool 1',
    write_only_attributes_allowed: 'bool 2',
    store_planned_private: 'bool 3',
  }),
  Deferred: message({ reason: 'int32 1' }),
};

const schema = {
  Schema: message(
    { version: 'int64 1', block: 'Block 2' },
    {
      Block: message({
        version: 'int64 1',
        attributes: 'repeated Attribute 2',
        block_types: 'repeated NestedBlock 3',
        description: 'string 4',
        description_kind: 'int32 5',
        deprecated: 'bool 6',
        deprecation_message: 'string 7',
      }),
      Attribute: message({
        name: 'string 1',
        type: 'bytes 2',
        nested_type: 'Object 10',
        description: 'string 3',
        required: 'bool 4',
        optional: 'bool 5',
        computed: 'bool 6',
        sensitive: 'bool 7',
        description_kind: 'int32 8',
        deprecated: 'bool 9',
        write_only: 'bool 11',
        deprecation_message: 'string 12',
      }),
      NestedBlock: message({
        type_name: 'string 1',
        block: 'Block 2',
        nesting: 'int32 3',
        min_items: 'int64 4',
        max_items: 'int64 5',
      }),
      Object: message({ attributes: 'repeated Attribute 1', nesting: 'int32 3' }),
    },
  ),
};

const whole = {
  GetMetadata: rpc(
    {},
    {
      server_capabilities: 'ServerCapabilities 1',
      diagnostics: 'repeated Diagnostic 2',
      data_sources: 'repeated DataSourceMetadata 3',
      resources: 'repeated ResourceMetadata 4',
    },
    { DataSourceMetadata: name, ResourceMetadata: name },
  ),
  GetProviderSchema: rpc(
    {},
    {
      provider: 'Schema 1',
      resource_schemas: 'map Schema 2',
      data_source_schemas: 'map Schema 3',
      diagnostics: 'repeated Diagnostic 4',
      provider_meta: 'Schema 5',
      server_capabilities: 'ServerCapabilities 6',
    },
  ),
  ValidateProviderConfig: rpc({ config: 'DynamicValue 1' }, { diagnostics: 'repeated Diagnostic 2' }),
  ConfigureProvider: rpc(
    {
      terraform_version: 'string 1',
      config: 'DynamicValue 2',
      client_capabilities: 'ClientCapabilities 3',
    },
    { diagnostics: 'repeated Diagnostic 1' },
  ),
  GetFunctions: rpc({}, { diagnostics: 'repeated Diagnostic 2' }),
  GetResourceIdentitySchemas: rpc({}, { diagnostics: 'repeated Diagnostic 2' }),
};

const config = { type_name: 'string 1', config: 'DynamicValue 2' };

const resources = {
  ValidateResourceConfig: rpc(
    { ...config, client_capabilities: 'ClientCapabilities 3' },
    { diagnostics: 'repeated Diagnostic 1' },
  ),
  ValidateDataResourceConfig: rpc(config, { diagnostics: 'repeated Diagnostic 1' }),
  UpgradeResourceState: rpc(
    { type_name: 'string 1', version: 'int64 2', raw_state: 'RawState 3' },
    { upgraded_state: 'DynamicValue 1', diagnostics: 'repeated Diagnostic 2' },
  ),
  ReadResource: rpc(
    {
      type_name: 'string 1',
      current_state: 'DynamicValue 2',
      private: 'bytes 3',
      provider_meta: 'DynamicValue 4',
      client_capabilities: 'ClientCapabilities 5',
    },
    {
      new_state: 'DynamicValue 1',
      diagnostics: 'repeated Diagnostic 2',
      private: 'bytes 3',
      deferred: 'Deferred 4',
    },
  ),
  ReadDataSource: rpc(
    { ...config, provider_meta: 'DynamicValue 3', client_capabilities: 'ClientCapabilities 4' },
    { state: 'DynamicValue 1', diagnostics: 'repeated Diagnostic 2', deferred: 'Deferred 3' },
  ),
};

const changes = {
  PlanResourceChange: rpc(
    {
      type_name: 'string 1',
      prior_state: 'DynamicValue 2',
      proposed_new_state: 'DynamicValue 3',
      config: 'DynamicValue 4',
      prior_private: 'bytes 5',
      provider_meta: 'DynamicValue 6',
      client_capabilities: 'ClientCapabilities 7',
      planned_private: 'bytes 9',
    },
    {
      planned_state: 'DynamicValue 1',
      requires_replace: 'repeated AttributePath 2',
      planned_private: 'bytes 3',
      diagnostics: 'repeated Diagnostic 4',
      deferred: 'Deferred 6',
    },
  ),
  ApplyResourceChange: rpc(
    {
      type_name: 'string 1',
      prior_state: 'DynamicValue 2',
      planned_state: 'DynamicValue 3',
      config: 'DynamicValue 4',
      planned_private: 'bytes 5',
      provider_meta: 'DynamicValue 6',
    },
    { new_state: 'DynamicValue 1', private: 'bytes 2', diagnostics: 'repeated Diagnostic 3' },
  ),
};

const arrivals = {
  ImportResourceState: rpc(
    { type_name: 'string 1', id: 'string 2', client_capabilities: 'ClientCapabilities 3' },
    {
      imported_resources: 'repeated ImportedResource 1',
      diagnostics: 'repeated Diagnostic 2',
      deferred: 'Deferred 3',
    },
    {
      ImportedResource: message({
        type_name: 'string 1',
        state: 'DynamicValue 2',
        private: 'bytes 3',
      }),
    },
  ),
  MoveResourceState: rpc(
    {
      source_provider_address: 'string 1',
      source_type_name: 'string 2',
      source_schema_version: 'int64 3',
      source_state: 'RawState 4',
      target_type_name: 'string 5',
      source_private: 'bytes 6',
    },
    { target_state: 'DynamicValue 1', diagnostics: 'repeated Diagnostic 2', target_private: 'bytes 3' },
  ),
};

const rpcs = { ...whole, ...resources, ...changes, ...arrivals };

export type Provided = keyof typeof rpcs;

/** The RPCs of the service `tfplugin6.Provider` that a provider can have something to say about. */
// Object.keys cannot say that it knows no others.
export const provided = Object.keys(rpcs) as readonly Provided[];

export const descriptor: INamespace = { nested: { ...values, ...schema, ...rpcs } };
