// Everything that a command needs to work on a tenant: what the files want, a client, the ledger and what it
// remembers. Opened in one place, so that every command signs in and finds its ledger the same way.

import { type Client, type ClientOptions, createReadingClient, type ReadingClient } from '../api/client.ts';
import type { Ledger } from '../ledger/port.ts';
import { commandLine } from '../model/command-line.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Failure } from '../model/failure.ts';
import type { Unfinished } from '../model/journal.ts';
import type { Memory } from '../model/memory.ts';
import { err, ok, type Result } from '../model/result.ts';
import {
  openLedger as ledgerOf,
  connect as reach,
  servicesToPlan,
  type World,
} from '../reconcile/connection.ts';
import { clock } from '../reconcile/real.ts';
import type { Services } from '../reconcile/services.ts';
import type { Wanted } from '../reconcile/shapes.ts';
import type { Io } from './io.ts';
import { type Given, text } from './options.ts';
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
    services: servicesToPlan(place.tenant, io.env),
    wanted: {
      ...wanted,
      diagnostics: [...wanted.diagnostics, ...unfinishedRun(unfinished.value, place.named)],
    },
    ledger,
    memory: memory.value,
    underWay: new Set(unfinished.value?.inFlight.flatMap(({ changes }) => changes)),
    concurrency: place.concurrency,
  });
}

/** A client of the tenant; nothing is sent yet. */
export function connect<C extends ReadingClient | Client>(
  { tenant, baseUrl, limits }: Place,
  io: Io,
  create: (options: ClientOptions) => Result<C>,
): Result<C & { readonly baseUrl: string }> {
  if (!baseUrl.ok) return baseUrl;
  const client = reach({ tenant, baseUrl: baseUrl.value, limits }, worldOf(io), create);
  return client.ok ? ok({ ...client.value, baseUrl: baseUrl.value }) : client;
}

export const openLedger = ({ tenant, named }: Place, baseUrl: string, io: Io): Ledger =>
  ledgerOf({ tenant, baseUrl }, worldOf(io), named);

/** What is remembered; a folder that --ledger names must hold a ledger, or a mistyped one would be taken for an empty one. */
export async function memoryOf(ledger: Ledger, options: Given): Promise<Result<Memory>> {
  const there = text(options, 'ledger') === undefined ? ok(true) : await ledger.exists();
  return there.ok ? ledger.memory() : there;
}

const worldOf = ({ env, note }: Io): World => ({
  env,
  clock,
  random: Math.random,
  platform: process.platform,
  note,
});

const trouble = (failure: Failure): Result<never, Trouble> => err({ failure, diagnostics: [] });

/** What an apply that died has left is not known to the plan: it must say so. */
function unfinishedRun(run: Unfinished | null, named: string): Diagnostic[] {
  if (run === null) return [];
  const { startedAt, owner, inFlight, left } = run;
  return [
    {
      code: 'ledger.unfinished-run',
      severity: 'warning',
      summary: `an apply that ${owner} began at ${startedAt} has not ended`,
      why: `${inFlight.length} of its steps were under way, which this plan leaves out, and ${left.length} were not begun`,
      next: `where it is not running any more: ${commandLine(named, 'apply', '--resume')} carries out what it had left; another apply settles it first, by reading`,
    },
  ];
}
