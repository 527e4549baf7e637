// The provider's RPCs. The schemas are answered at once; all else is loaded when it is first asked for, since Terraform
// starts a provider once for its schemas, once to validate, and once for its work.

import type { Handlers } from '../plugin/handlers.ts';
import { schemas } from '../schema/all.ts';
import { messageOfSchema } from '../schema/message.ts';
import type { Work, WorkOptions } from './work.ts';

export function createHandlers(options: WorkOptions): Handlers {
  let loading: Promise<Work> | undefined;
  const load = (): Promise<Work> => {
    loading ??= import('./work.ts').then(({ createWork }) => createWork(options));
    return loading;
  };
  return {
    GetProviderSchema: async () => ({
      provider: messageOfSchema(schemas.provider),
      resource_schemas: messagesOf(schemas.resources),
      data_source_schemas: messagesOf(schemas.dataSources),
      server_capabilities: { plan_destroy: true, get_provider_schema_optional: true },
    }),
    ValidateProviderConfig: async (request, context) =>
      (await load()).ValidateProviderConfig(request, context),
    ConfigureProvider: async (request, context) => (await load()).ConfigureProvider(request, context),
    ValidateResourceConfig: async (request) => {
      const { validateResource } = await import('./validate.ts');
      return validateResource(request, options.cwd);
    },
    ValidateDataResourceConfig: async (request, context) =>
      (await load()).ValidateDataResourceConfig(request, context),
    UpgradeResourceState: async (request, context) => (await load()).UpgradeResourceState(request, context),
    ReadResource: async (request, context) => (await load()).ReadResource(request, context),
    PlanResourceChange: async (request, context) => (await load()).PlanResourceChange(request, context),
    ApplyResourceChange: async (request, context) => (await load()).ApplyResourceChange(request, context),
    ImportResourceState: async (request, context) => (await load()).ImportResourceState(request, context),
    ReadDataSource: async (request, context) => (await load()).ReadDataSource(request, context),
  };
}

const messagesOf = (all: typeof schemas.resources) =>
  Object.fromEntries([...all].map(([name, schema]) => [name, messageOfSchema(schema)]));
