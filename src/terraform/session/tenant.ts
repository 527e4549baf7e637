// The tenant that a provider block speaks of, while one Terraform command works on it: signed in, each collection read
// once, with what the ledger and the private data of all resources remember.

import { resolve } from 'node:path';
import { type Client, createClient, defaultLimits } from '../../api/client.ts';
import type { Ledger } from '../../ledger/port.ts';
import type { Address } from '../../model/address.ts';
import type { GuardLimits } from '../../model/guard.ts';
import type { Policy } from '../../model/kind.ts';
import type { Memory } from '../../model/memory.ts';
import { ok, type Result } from '../../model/result.ts';
import {
  connect,
  openLedger,
  type Site,
  servicesToCall,
  servicesToPlan,
  type World,
} from '../../reconcile/connection.ts';
import type { Services } from '../../reconcile/services.ts';
import type { PatientClock } from '../../reconcile/shapes.ts';
import { type CachedReader, cachedReader } from './cached-reader.ts';
import { type Done, nothingDone } from './fields.ts';
import { type Shared, shared } from './remember.ts';

export interface Tenant {
  readonly name: string;
  readonly baseUrl: string;
  readonly cwd: string;
  readonly guards: GuardLimits;
  readonly policy: Policy;
  readonly concurrency: number;
  readonly clock: PatientClock;
  readonly client: Client;
  /** Asks for each thing once, until something is written. */
  readonly reader: CachedReader;
  readonly ledger: Ledger;
  /** Where the servers beside Identity360 are: to plan, and to apply. */
  readonly services: Services;
  readonly callable: Services;
  readonly shared: Shared;
  /** What this process has carried out. */
  readonly done: Done;
  /** Tells `shared` what an apply has written about these addresses; what is remembered then. */
  readonly renew: (addresses: Iterable<Address>) => Promise<Result<Memory>>;
  /** What is remembered: the ledger's, as it was read first, and the state's over it. */
  readonly memory: () => Promise<Result<Memory>>;
}

/** Nothing is sent yet. `cwd`: paths of the provider block are relative to it. */
export function openTenant(site: Site, world: World, cwd: string): Result<Tenant> {
  const { guards, ledger: folder } = site.tenant;
  const tenant = { ...site.tenant, ledger: resolve(cwd, folder) };
  const client = connect({ ...site, tenant }, world, createClient);
  if (!client.ok) return client;
  const own = openLedger({ tenant, baseUrl: site.baseUrl }, world);
  const learned = shared(world.clock.now);
  return ok({
    name: tenant.name,
    baseUrl: site.baseUrl,
    cwd,
    guards,
    policy: { protectedAccounts: guards.protectedAccounts },
    concurrency: site.limits.concurrency ?? defaultLimits.concurrency,
    clock: world.clock,
    client: client.value,
    reader: cachedReader(client.value.reader, world.clock.now),
    ...rememberedIn(own, learned),
    services: servicesToPlan(tenant, world.env),
    callable: servicesToCall(tenant, world.env),
    shared: learned,
    done: nothingDone(),
  });
}

/** The ledger, with what Terraform's state remembers over it. */
function rememberedIn(own: Ledger, learned: Shared): Pick<Tenant, 'ledger' | 'memory' | 'renew'> {
  let kept: Promise<Result<Memory>> | undefined;
  // What an apply has just closed with need not be read.
  let closed: Result<Memory> | null = null;
  const laidOver = async (ledger: Promise<Result<Memory>>): Promise<Result<Memory>> => {
    const known = await ledger;
    return known.ok ? ok(learned.over(known.value)) : known;
  };
  const memory: Tenant['memory'] = () => {
    kept ??= own.memory();
    return laidOver(kept);
  };
  const renew: Tenant['renew'] = async (addresses) => {
    kept = closed?.ok ? Promise.resolve(closed) : own.memory();
    const known = await kept;
    if (known.ok) learned.renew(addresses, known.value);
    return laidOver(kept);
  };
  const lock: Ledger['lock'] = () => {
    closed = null;
    return own.lock();
  };
  const close: Ledger['close'] = async () => {
    closed = await own.close();
    return closed;
  };
  // An apply looks at the ledger as it is then.
  const ledger = { ...own, lock, close, memory: () => laidOver(own.memory()) };
  return { ledger, memory, renew };
}
