// The messages of Terraform's plugin protocol 6 that this provider speaks, with the names that they have there.
// In a request every field is present: what was not sent is null, '', 0, false or empty. In a response every field
// may be left out. descriptor.ts says the same to protobufjs.

/** A value in msgpack, or (in old states only) in JSON; the other one is empty. */
export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

export const severities = { error: 1, warning: 2 } as const;

export interface Diagnostic {
  readonly severity: (typeof severities)[keyof typeof severities];
  readonly summary: string;
  readonly detail?: string;
  readonly attribute?: AttributePath;
}

export interface AttributePath {
  readonly steps: readonly PathStep[];
}

export type PathStep =
  | { readonly attribute_name: string }
  | { readonly element_key_string: string }
  | { readonly element_key_int: number };

export const stringKinds = { plain: 0, markdown: 1 } as const;
export type StringKind = (typeof stringKinds)[keyof typeof stringKinds];

export interface Schema {
  readonly version?: number;
  readonly block: Block;
}

export interface Block {
  readonly version?: number;
  readonly attributes?: readonly Attribute[];
  readonly block_types?: readonly NestedBlock[];
  readonly description?: string;
  readonly description_kind?: StringKind;
  readonly deprecated?: boolean;
  readonly deprecation_message?: string;
}

/** Has either a `type` (TfType as JSON text, in UTF-8) or a `nested_type`. */
export interface Attribute {
  readonly name: string;
  readonly type?: Uint8Array;
  readonly nested_type?: NestedObject;
  readonly description?: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly description_kind?: StringKind;
  readonly deprecated?: boolean;
  readonly write_only?: boolean;
  readonly deprecation_message?: string;
}

export const nestings = { single: 1, list: 2, set: 3, map: 4, group: 5 } as const;

export interface NestedObject {
  readonly attributes: readonly Attribute[];
  readonly nesting: 1 | 2 | 3 | 4;
}

export interface NestedBlock {
  readonly type_name: string;
  readonly block: Block;
  readonly nesting: 1 | 2 | 3 | 4 | 5;
  readonly min_items?: number;
  readonly max_items?: number;
}

export interface ServerCapabilities {
  readonly plan_destroy?: boolean;
  readonly get_provider_schema_optional?: boolean;
  readonly move_resource_state?: boolean;
}

export interface ClientCapabilities {
  readonly deferral_allowed: boolean;
  readonly write_only_attributes_allowed: boolean;
  readonly store_planned_private: boolean;
}

export const deferrals = { config_unknown: 1, provider_unknown: 2, absent_prerequisite: 3 } as const;

/** Only to a client that says `deferral_allowed`. */
export interface Deferred {
  readonly reason: (typeof deferrals)[keyof typeof deferrals];
}

/** The state as stored: JSON of the schema that wrote it. */
export interface RawState {
  readonly json: Uint8Array;
  readonly flatmap: { readonly [key: string]: string };
}

export interface Told {
  readonly diagnostics?: readonly Diagnostic[];
}

export interface TypeName {
  readonly type_name: string;
}

export interface Metadata extends Told {
  readonly server_capabilities?: ServerCapabilities;
  readonly data_sources?: readonly TypeName[];
  readonly resources?: readonly TypeName[];
}

export interface ProviderSchema extends Told {
  readonly provider?: Schema;
  readonly resource_schemas?: { readonly [type: string]: Schema };
  readonly data_source_schemas?: { readonly [type: string]: Schema };
  readonly provider_meta?: Schema;
  readonly server_capabilities?: ServerCapabilities;
}

/** The configuration of one resource or data source. */
export interface Configured extends TypeName {
  readonly config: DynamicValue | null;
}

export interface ConfigureRequest {
  readonly terraform_version: string;
  readonly config: DynamicValue | null;
  readonly client_capabilities: ClientCapabilities | null;
}

export interface UpgradeRequest extends TypeName {
  readonly version: number;
  readonly raw_state: RawState | null;
}

export interface UpgradeResponse extends Told {
  readonly upgraded_state?: DynamicValue;
}

export interface ReadRequest extends TypeName {
  readonly current_state: DynamicValue | null;
  readonly private: Uint8Array;
  readonly provider_meta: DynamicValue | null;
  readonly client_capabilities: ClientCapabilities | null;
}

export interface ReadResponse extends Told {
  readonly new_state?: DynamicValue;
  readonly private?: Uint8Array;
  readonly deferred?: Deferred;
}

/** Both states are null where the resource is to be created or destroyed. */
export interface PlanRequest extends Configured {
  readonly prior_state: DynamicValue | null;
  readonly proposed_new_state: DynamicValue | null;
  readonly prior_private: Uint8Array;
  /** What an earlier plan of the same change gave, where the client stores it. */
  readonly planned_private: Uint8Array;
  readonly provider_meta: DynamicValue | null;
  readonly client_capabilities: ClientCapabilities | null;
}

export interface PlanResponse extends Told {
  readonly planned_state?: DynamicValue;
  readonly requires_replace?: readonly AttributePath[];
  readonly planned_private?: Uint8Array;
  readonly deferred?: Deferred;
}

export interface ApplyRequest extends Configured {
  readonly prior_state: DynamicValue | null;
  readonly planned_state: DynamicValue | null;
  readonly planned_private: Uint8Array;
  readonly provider_meta: DynamicValue | null;
}

/** With errors and without `new_state`, Terraform keeps the prior state and its private part. */
export interface ApplyResponse extends Told {
  readonly new_state?: DynamicValue;
  readonly private?: Uint8Array;
}

export interface ImportRequest extends TypeName {
  readonly id: string;
  readonly client_capabilities: ClientCapabilities | null;
}

export interface ImportedResource extends TypeName {
  readonly state: DynamicValue;
  readonly private?: Uint8Array;
}

export interface ImportResponse extends Told {
  readonly imported_resources?: readonly ImportedResource[];
  readonly deferred?: Deferred;
}

export interface MoveRequest {
  readonly source_provider_address: string;
  readonly source_type_name: string;
  readonly source_schema_version: number;
  readonly source_state: RawState | null;
  readonly target_type_name: string;
  readonly source_private: Uint8Array;
}

export interface MoveResponse extends Told {
  readonly target_state?: DynamicValue;
  readonly target_private?: Uint8Array;
}

export interface ReadDataRequest extends Configured {
  readonly provider_meta: DynamicValue | null;
  readonly client_capabilities: ClientCapabilities | null;
}

export interface ReadDataResponse extends Told {
  readonly state?: DynamicValue;
  readonly deferred?: Deferred;
}
