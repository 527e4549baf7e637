// The tenant that a provider block speaks of, while one Terraform command works on it: signed in, each collection read
// once, with what the ledger and the private data of all resources remember.

import { resolve } from 'node:path';
import { type Client, createClient, defaultLimits } from '../../api/client.ts';
import type { GuardLimits } from '../../model/guard.ts';
import type { Policy } from '../../model/kind.ts';
import { ok, type Result } from '../../model/result.ts';
import {
  connect,
  ledgerOptions,
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
import { type SessionMemory, sessionMemory } from './memory.ts';
import { type Shared, shared } from './remember.ts';

export interface Tenant extends SessionMemory {
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
  /** Where the servers beside Identity360 are: to plan, and to apply. */
  readonly services: Services;
  readonly callable: Services;
  readonly shared: Shared;
  /** What this process has carried out. */
  readonly done: Done;
}

/** Nothing is sent yet. `cwd`: paths of the provider block are relative to it. */
export function openTenant(site: Site, world: World, cwd: string): Result<Tenant> {
  const { guards, ledger: folder } = site.tenant;
  const tenant = { ...site.tenant, ledger: resolve(cwd, folder) };
  const client = connect({ ...site, tenant }, world, createClient);
  if (!client.ok) return client;
  const own = openLedger({ tenant, baseUrl: site.baseUrl }, world, ledgerOptions(tenant.ledger, cwd));
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
    ...sessionMemory(own, learned),
    services: servicesToPlan(tenant, world.env),
    callable: servicesToCall(tenant, world.env),
    shared: learned,
    done: nothingDone(),
  });
}
