// The provider's RPCs. Each loads what it needs when it is first asked for, since Terraform starts a provider once for its
// schemas, once to validate, and once for its work.

import type { Handlers } from '../plugin/handlers.ts';
import type { Work, WorkOptions } from './work.ts';

export function createHandlers(options: WorkOptions): Handlers {
  let loading: Promise<Work> | undefined;
  const load = (): Promise<Work> => {
    loading ??= import('./work.ts').then(({ createWork }) => createWork(options));
    return loading;
  };
  return {
    GetProviderSchema: async () => (await import('../schema/schemas.ts')).providerSchemaMessage(),
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
