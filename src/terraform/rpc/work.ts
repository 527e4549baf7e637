// What works on the configuration of the provider and on the tenant behind it.

import type { Failure } from '../../model/failure.ts';
import type { Result } from '../../model/result.ts';
import type { Handlers } from '../plugin/handlers.ts';
import type { Diagnostic as Message } from '../plugin/messages.ts';
import { configuration } from './configuration.ts';
import { readData, validateData } from './data.ts';
import { failureMessage } from './diagnostics.ts';
import { importResource } from './import.ts';
import { planResource } from './plan.ts';
import { createProvider, type Provider, type ProviderOptions } from './provider.ts';
import { readResource } from './read.ts';
import { upgradeState } from './upgrade.ts';

export interface WorkOptions extends ProviderOptions {
  /** Told of each secret that the configuration holds, before anything else is done with it. */
  readonly hide: (secret: string) => void;
}

export type Work = Omit<Handlers, 'GetProviderSchema' | 'ValidateResourceConfig'>;

export function createWork(options: WorkOptions): Work {
  const provider = createProvider(options);
  const { world, hide } = options;
  const configured = (request: Parameters<typeof configuration>[0]) =>
    configuration(request, { env: world.env, hide });
  return {
    ValidateProviderConfig: async (request) => ({ diagnostics: await offline(request, configured) }),
    ConfigureProvider: async (request, context) => {
      const { configured: result, diagnostics } = await configured(request);
      provider.configure(result, context, request.config?.msgpack ?? new Uint8Array());
      return { diagnostics: [...diagnostics, ...cannotOpen(provider, result)] };
    },
    ValidateDataResourceConfig: validateData,
    UpgradeResourceState: upgradeState,
    ReadResource: (request) => readResource(request, provider),
    PlanResourceChange: (request) => planResource(request, provider),
    ApplyResourceChange: async (request) => {
      const { applyResource } = await import('./apply.ts');
      return applyResource(request, provider);
    },
    ImportResourceState: (request) => importResource(request, provider),
    ReadDataSource: (request) => readData(request, provider),
  };
}

/** What keeps the tenant from being opened, told once; settings that come later are told of where they are needed. */
function cannotOpen({ tenant }: Provider, configured: Result<unknown>): Message[] {
  const opened = tenant();
  return opened.ok || !configured.ok ? [] : [failureMessage(inBlock(opened.error))];
}

const inBlock = (failure: Failure): Failure =>
  failure.code === 'api.no-credentials'
    ? {
        ...failure,
        why: 'neither the environment nor the provider block has a sign-in',
        next: `${failure.next}; or set access_token in the provider block, from a variable`,
      }
    : failure;

/** What keeps the block from being used, as far as it can be told without the environment of plan and apply. */
async function offline(
  request: Parameters<typeof configuration>[0],
  configured: (request: Parameters<typeof configuration>[0]) => ReturnType<typeof configuration>,
) {
  const { configured: made, diagnostics } = await configured(request);
  return made.ok || made.error.code === 'terraform.no-tenant' ? [] : diagnostics;
}
