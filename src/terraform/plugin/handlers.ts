// What a provider is made of: one function for each RPC. The plugin layer answers the rest by itself, so that every
// Terraform and OpenTofu that speaks protocol 6 is content.

import type { Log } from './log.ts';
import type * as m from './messages.ts';

/** Each RPC of the service, with its request and its response; StopProvider only aborts the signal. */
export interface Rpcs {
  readonly GetMetadata: Rpc<object, m.Metadata>;
  readonly GetProviderSchema: Rpc<object, m.ProviderSchema>;
  readonly ValidateProviderConfig: Rpc<{ readonly config: m.DynamicValue | null }, m.Told>;
  readonly ValidateResourceConfig: Rpc<
    m.Configured & { readonly client_capabilities: m.ClientCapabilities | null },
    m.Told
  >;
  readonly ValidateDataResourceConfig: Rpc<m.Configured, m.Told>;
  readonly UpgradeResourceState: Rpc<m.UpgradeRequest, m.UpgradeResponse>;
  readonly GetResourceIdentitySchemas: Rpc<object, m.Told>;
  readonly ConfigureProvider: Rpc<m.ConfigureRequest, m.Told>;
  readonly ReadResource: Rpc<m.ReadRequest, m.ReadResponse>;
  readonly PlanResourceChange: Rpc<m.PlanRequest, m.PlanResponse>;
  readonly ApplyResourceChange: Rpc<m.ApplyRequest, m.ApplyResponse>;
  readonly ImportResourceState: Rpc<m.ImportRequest, m.ImportResponse>;
  readonly MoveResourceState: Rpc<m.MoveRequest, m.MoveResponse>;
  readonly ReadDataSource: Rpc<m.ReadDataRequest, m.ReadDataResponse>;
  readonly GetFunctions: Rpc<object, m.Told>;
}

interface Rpc<Request, Response> {
  readonly request: Request;
  readonly response: Response;
}

export type RpcName = keyof Rpcs;

export interface Context {
  /** Aborted when Terraform asks to stop, and when it is gone: finish what is under way, begin nothing. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

export type Handler<Name extends RpcName> = (
  request: Rpcs[Name]['request'],
  context: Context,
) => Promise<Rpcs[Name]['response']>;

/** What the layer has an answer of its own for. */
export type OwnAnswer = 'GetMetadata' | 'GetFunctions' | 'GetResourceIdentitySchemas' | 'MoveResourceState';

/** RPCs whose answer is the same whatever is asked, by name: its bytes, as the codec would write them. */
export type Ready = { readonly [Name in RpcName]?: () => Promise<Uint8Array> };

/** The provider. A handler that throws is answered with a diagnostic that says it is a bug; a Refusal with its failure. */
export type Handlers = { readonly [Name in Exclude<RpcName, OwnAnswer>]: Handler<Name> } & {
  readonly MoveResourceState?: Handler<'MoveResourceState'>;
};
