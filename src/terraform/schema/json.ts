// The provider's schema as `terraform providers schema -json` prints it: for generators of bindings.

import type { Json, JsonObject } from '../../model/json.ts';
import type { Attribute, Schema } from './types.ts';

export interface Schemas {
  readonly provider: Schema;
  readonly resources: ReadonlyMap<string, Schema>;
  readonly dataSources: ReadonlyMap<string, Schema>;
}

/** @param address such as `registry.terraform.io/trueup/id360` */
export function schemaJson(address: string, { provider, resources, dataSources }: Schemas): JsonObject {
  const all = (schemas: ReadonlyMap<string, Schema>): JsonObject =>
    Object.fromEntries([...schemas].map(([name, schema]) => [name, schemaOf(schema)]));
  return {
    format_version: '1.0',
    provider_schemas: {
      [address]: {
        provider: schemaOf(provider),
        resource_schemas: all(resources),
        data_source_schemas: all(dataSources),
      },
    },
  };
}

const schemaOf = ({ version, description, attributes }: Schema): JsonObject => ({
  version,
  block: { attributes: attributesJson(attributes), description, description_kind: 'plain' },
});

const attributesJson = (attributes: readonly Attribute[]): JsonObject =>
  Object.fromEntries(attributes.map((one) => [one.name, attributeJson(one)]));

function attributeJson({ name: _, nested, type, description, ...flags }: Attribute): JsonObject {
  const typed: JsonObject =
    nested === undefined
      ? // A type of Terraform is JSON by itself.
        { type: (type ?? 'dynamic') as Json }
      : { nested_type: { attributes: attributesJson(nested.attributes), nesting_mode: nested.nesting } };
  return { ...typed, description, description_kind: 'plain', ...flags };
}
