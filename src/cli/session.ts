// Everything that a command needs to work on a tenant: what the files want, a client, the ledger and what it
// remembers. Opened in one place, so that every command signs in and finds its ledger the same way.

import type { Client, ClientOptions, ReadingClient } from '../api/client.ts';
import {
  admanagerFrom,
  admanagerUrlFrom,
  createReadingClient,
  credentialsFrom,
  defaultCacheDir,
} from '../api/client.ts';
import { fileLedger } from '../ledger/file.ts';
import type { Ledger } from '../ledger/port.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Failure } from '../model/failure.ts';
import type { Unfinished } from '../model/journal.ts';
import type { Memory } from '../model/memory.ts';
import { err, ok, type Result } from '../model/result.ts';
import { version } from '../model/version.gen.ts';
import type { Services } from '../reconcile/services.ts';
import type { Wanted } from '../reconcile/shapes.ts';
import type { Io } from './io.ts';
import type { Given } from './options.ts';
import { clock, owner } from './real.ts';
import type { Place } from './tenant.ts';
import type { Trouble } from './trouble.ts';
import { loadWanted } from './wanted.ts';

export interface Session extends ReadingClient {
  /** Where the servers beside Identity360 are: enough to plan. */
  readonly services: Services;
  readonly tenant: { readonly tenant: string; readonly baseUrl: string };
  readonly wanted: Wanted;
  readonly ledger: Ledger;
  readonly memory: Memory;
  /** What an unfinished run has in flight. */
  readonly underWay: ReadonlySet<string>;
  readonly concurrency: number;
}

/** Opens a tenant for reading: files without errors, a sign-in, a readable ledger. */
export async function openSession(options: Given, io: Io): Promise<Result<Session, Trouble>> {
  const loaded = await loadWanted(options, io);
  if (!loaded.ok) return loaded;
  const { place, wanted } = loaded.value;
  const client = connect(place, io, createReadingClient);
  if (!client.ok) return trouble(client.error);
  const ledger = openLedger(place, client.value.baseUrl, io);
  const memory = await ledger.memory();
  if (!memory.ok) return trouble(memory.error);
  const unfinished = await ledger.unfinished();
  if (!unfinished.ok) return trouble(unfinished.error);
  const tenant = { tenant: place.tenant.name, baseUrl: client.value.baseUrl };
  return ok({
    ...client.value,
    tenant,
    services: servicesOf(place, io),
    wanted: { ...wanted, diagnostics: [...wanted.diagnostics, ...unfinishedRun(unfinished.value)] },
    ledger,
    memory: memory.value,
    underWay: new Set(unfinished.value?.inFlight.flatMap(({ changes }) => changes)),
    concurrency: place.concurrency,
  });
}

/** A client of the tenant; nothing is sent yet. */
export function connect<C extends ReadingClient | Client>(
  place: Place,
  io: Io,
  create: (options: ClientOptions) => Result<C>,
): Result<C & { readonly baseUrl: string }> {
  const { baseUrl, limits } = place;
  if (!baseUrl.ok) return baseUrl;
  const credentials = credentialsFrom({
    env: io.env,
    prefix: place.tenant.credentialsPrefix,
    baseUrl: baseUrl.value,
  });
  if (!credentials.ok) return credentials;
  const admanager = admanagerFrom(admanagerInput(place, io));
  const client = create({
    baseUrl: baseUrl.value,
    credentials: credentials.value,
    prefix: place.tenant.credentialsPrefix,
    // Only some plans need it; one that does is refused where it is missing.
    ...(admanager.ok && { admanager: admanager.value }),
    limits,
    env: io.env,
    clock,
    random: Math.random,
    cacheDir: defaultCacheDir(io.env, process.platform),
    version,
    onNote: io.note,
  });
  return client.ok ? ok({ ...client.value, baseUrl: baseUrl.value }) : client;
}

/** Where ADManager Plus is, or why it cannot be called; its token is not needed to plan. */
export const servicesOf = (place: Place, io: Io): Services => ({
  admanager: admanagerUrlFrom(admanagerInput(place, io)),
});

/** What applying needs of it beside: why the token is missing. */
export const callableServices = (place: Place, io: Io): Services => {
  const admanager = admanagerFrom(admanagerInput(place, io));
  return { admanager: admanager.ok ? ok(admanager.value.baseUrl) : admanager };
};

function admanagerInput({ tenant }: Place, { env }: Io) {
  const { baseUrl, insecure } = tenant.admanager ?? {};
  return { env, prefix: tenant.credentialsPrefix, baseUrl, insecure };
}

export function openLedger(place: Place, baseUrl: string, io: Io): Ledger {
  const { name, ledger } = place.tenant;
  return fileLedger({
    folder: ledger,
    baseUrl,
    tenant: name,
    owner: owner(io.env),
    clock,
    random: Math.random,
  });
}

const trouble = (failure: Failure): Result<never, Trouble> => err({ failure, diagnostics: [] });

/** What an apply that died has left is not known to the plan: it must say so. */
function unfinishedRun(run: Unfinished | null): Diagnostic[] {
  if (run === null) return [];
  const { startedAt, owner, inFlight, left } = run;
  return [
    {
      code: 'ledger.unfinished-run',
      severity: 'warning',
      summary: `an apply that ${owner} began at ${startedAt} has not ended`,
      why: `${inFlight.length} of its steps were under way, which this plan leaves out, and ${left.length} were not begun`,
      next: 'where it is not running any more: trueup apply --resume carries out what it had left; another apply settles it first, by reading',
    },
  ];
}
