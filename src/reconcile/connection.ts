// A tenant reached: a client that signs in, the ledger that belongs to it, and the servers beside it. Every front end
// connects in this way. Nothing is sent yet.

import { relative, resolve, sep } from 'node:path';
import {
  type Attempt,
  admanagerFrom,
  admanagerUrlFrom,
  type Client,
  type ClientOptions,
  type Clock,
  credentialsFrom,
  type ReadingClient,
} from '../api/client.ts';
import type { Tenant } from '../config/tenant.ts';
import { fileLedger } from '../ledger/file.ts';
import type { Ledger } from '../ledger/port.ts';
import { defaultCacheDir } from '../model/cache-folder.ts';
import { shellWord } from '../model/command-line.ts';
import { ok, type Result } from '../model/result.ts';
import { version } from '../model/version.gen.ts';
import { owner } from './real.ts';
import type { Services } from './services.ts';

/** Which tenant, and how much traffic. `ledger` of the tenant is an absolute path. */
export interface Site {
  readonly tenant: Tenant;
  readonly baseUrl: string;
  readonly limits: NonNullable<ClientOptions['limits']>;
}

/** What of the world outside a connection takes. */
export interface World {
  /** Sign-ins and proxies are in it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly platform: NodeJS.Platform;
  /** Takes what people should know while it works: that a server is slow, or a call repeated. */
  readonly note: (text: string) => void;
  /** Takes each attempt of a call, for logs. */
  readonly attempt?: (attempt: Attempt) => void;
}

export function connect<C extends ReadingClient | Client>(
  { tenant, baseUrl, limits }: Site,
  { env, clock, random, platform, note, attempt }: World,
  create: (options: ClientOptions) => Result<C>,
): Result<C> {
  const prefix = tenant.credentialsPrefix;
  const { accountsUrl } = tenant;
  const signIn = accountsUrl === undefined ? env : { ...env, [`${prefix}ID360_ACCOUNTS_URL`]: accountsUrl };
  const credentials = credentialsFrom({ env: signIn, prefix, baseUrl });
  if (!credentials.ok) return credentials;
  const admanager = admanagerFrom(admanagerInput(tenant, env));
  return create({
    baseUrl,
    credentials: credentials.value,
    prefix,
    // Only some plans need it; one that does is refused where it is missing.
    ...(admanager.ok && { admanager: admanager.value }),
    limits,
    env,
    clock,
    random,
    cacheDir: defaultCacheDir(env, platform),
    version,
    onNote: note,
    ...(attempt && { onAttempt: attempt }),
  });
}

/** Where ADManager Plus is, or why it cannot be called; its token is not needed to plan. */
export const servicesToPlan = (tenant: Tenant, env: World['env']): Services => ({
  admanager: admanagerUrlFrom(admanagerInput(tenant, env)),
});

/** What applying needs of it beside: why the token is missing. */
export function servicesToCall(tenant: Tenant, env: World['env']): Services {
  const admanager = admanagerFrom(admanagerInput(tenant, env));
  return { admanager: admanager.ok ? ok(admanager.value.baseUrl) : admanager };
}

function admanagerInput({ credentialsPrefix, admanager }: Tenant, env: World['env']) {
  const { baseUrl, insecure } = admanager ?? {};
  return { env, prefix: credentialsPrefix, baseUrl, insecure };
}

/** The options with which a command in `cwd` finds a ledger; `usual` is the folder that it takes without any. */
export function ledgerOptions(folder: string, cwd: string, usual = '.trueup'): string {
  if (resolve(cwd, folder) === resolve(cwd, usual)) return '';
  const typed = relative(cwd, resolve(cwd, folder)).replaceAll(sep, '/');
  return `--ledger ${shellWord(typed === '' ? '.' : typed)}`;
}

/** @param named as `Ledger.named` */
export function openLedger(
  { tenant, baseUrl }: Omit<Site, 'limits'>,
  { env, clock, random }: World,
  named: string,
): Ledger {
  const { name, ledger } = tenant;
  return fileLedger({ folder: ledger, baseUrl, tenant: name, named, owner: owner(env), clock, random });
}
