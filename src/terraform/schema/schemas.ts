// All schemas as the protocol has them.

import type { ProviderSchema } from '../plugin/messages.ts';
import { schemas } from './all.ts';
import { messageOfSchema } from './message.ts';

const messagesOf = (all: typeof schemas.resources) =>
  Object.fromEntries([...all].map(([name, schema]) => [name, messageOfSchema(schema)]));

/** The schemas of the provider, of its resources and of its data sources. */
export const providerSchemaMessage = (): ProviderSchema => ({
  provider: messageOfSchema(schemas.provider),
  resource_schemas: messagesOf(schemas.resources),
  data_source_schemas: messagesOf(schemas.dataSources),
  server_capabilities: { plan_destroy: true, get_provider_schema_optional: true },
});
