// The provider as the process that Terraform starts. What answers is loaded after the handshake.

import { join } from 'node:path';
import { createRedactor } from '../api/redact.ts';
import { serve } from './plugin/serve.ts';

/** Names of environment variables that hold secrets, with any tenant's prefix. */
const secret = /ID360_(ACCESS_TOKEN|CLIENT_SECRET|REFRESH_TOKEN|CLIENT_ID)$|ADMANAGER_AUTH_TOKEN$/;

/** Serves until Terraform ends it. Without Terraform it says what to run instead, and exits 1. */
export function serveProvider(process: NodeJS.Process): void {
  const { hide, conceal } = createRedactor();
  for (const [name, value] of Object.entries(process.env)) if (value && secret.test(name)) hide(value);
  serve({
    handlers: async () => {
      const { createHandlers } = await import('./rpc/handlers.ts');
      return createHandlers({ ...(await surroundings(process)), hide });
    },
    ready: { GetProviderSchema: async () => (await import('./schema/answer.ts')).schemaAnswer },
    process,
    now: () => new Date(),
    redact: conceal,
    name: 'id360',
    instead: 'To make it known to Terraform, run: trueup terraform install',
  });
}

/** What of the process the provider works with. */
async function surroundings({ env, platform, ppid, cwd }: NodeJS.Process) {
  const [{ clock }, { defaultCacheDir }, { callerOf }, { recall }] = await Promise.all([
    import('../reconcile/real.ts'),
    import('../model/cache-folder.ts'),
    import('./session/caller.ts'),
    import('./session/recall.ts'),
  ]);
  const cache = defaultCacheDir(env, platform);
  const folder = cache === null ? null : join(cache, 'terraform');
  return {
    world: { env, clock, random: Math.random, platform },
    cwd: cwd(),
    recall: recall(folder, await callerOf(ppid, cwd()), clock.now),
  };
}
