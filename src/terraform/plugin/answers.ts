// The RPCs that need no provider to be answered: what there is follows from its schema, and what it does not have
// is said to be empty.

import type { Handler, Handlers, OwnAnswer } from './handlers.ts';
import { severities, type TypeName } from './messages.ts';

type Own = { readonly [Name in OwnAnswer]: Handler<Name> };

/** The provider's handlers, and an answer for each RPC that it left to the layer. */
export function complete(handlers: Handlers): Own & Handlers {
  return {
    GetMetadata: async (request, context) => {
      const schema = await handlers.GetProviderSchema(request, context);
      return {
        ...(schema.server_capabilities && { server_capabilities: schema.server_capabilities }),
        resources: namesOf(schema.resource_schemas),
        data_sources: namesOf(schema.data_source_schemas),
      };
    },
    GetFunctions: async () => ({}),
    GetResourceIdentitySchemas: async () => ({}),
    MoveResourceState: async ({ source_type_name, target_type_name }) => ({
      diagnostics: [
        {
          severity: severities.error,
          summary: `${source_type_name} cannot become ${target_type_name}`,
          detail:
            'The two manage different things, so nothing of the one can be kept for the other. ' +
            'Remove the moved block; import the new resource, and take the old one out with a removed block.',
        },
      ],
    }),
    ...handlers,
  };
}

const namesOf = (schemas: object | undefined): TypeName[] =>
  Object.keys(schemas ?? {}).map((type_name) => ({ type_name }));
