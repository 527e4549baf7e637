// A tenant's policy and places, as the rest of the program takes them, out of a valid trueup.yaml. Paths in it are
// relative to the file; everything that is absent has its default.

import { isAbsolute, join } from 'node:path';
import { defaultGuards, type GuardLimits, type GuardRule, type Limit } from '../model/guard.ts';

/** Bounds of the traffic; an absent one is the API client's own. */
export interface TenantLimits {
  readonly concurrency?: number;
  readonly requestsPerSecond?: number;
}

export interface Tenant {
  /** Its name in trueup.yaml; without the file the host of the base URL; empty where there is none either. */
  readonly name: string;
  /** The API root as given; it wins over `dataCenter`. */
  readonly baseUrl?: string;
  readonly dataCenter?: string;
  /** Files and folders, relative to the working directory; empty where none are given. */
  readonly desired: readonly string[];
  /** The ledger's folder, relative to the working directory. */
  readonly ledger: string;
  /** Put before the names of environment variables; empty for none. */
  readonly credentialsPrefix: string;
  readonly admanager?: { readonly baseUrl: string; readonly insecure: boolean };
  readonly guards: GuardLimits;
  readonly limits: TenantLimits;
  /** Where tokens are made, as a provider block of Terraform has it; absent: as the environment says. */
  readonly accountsUrl?: string;
  /** The trueup.yaml that it stands in; absent: there is none. */
  readonly file?: string;
}

/** A tenant as its valid section has it. */
export interface RawTenant {
  readonly data_center?: string;
  readonly base_url?: string;
  readonly desired?: readonly string[];
  readonly ledger?: string;
  readonly credentials?: string;
  readonly admanager?: { readonly base_url: string; readonly insecure?: boolean };
  readonly guards?: RawGuards;
  readonly limits?: RawLimits;
}

/** trueup.yaml. */
export interface RawFile {
  readonly defaults?: { readonly limits?: RawLimits };
  readonly tenants: Readonly<Record<string, RawTenant>>;
}

export interface RawLimits {
  readonly concurrency?: number;
  readonly requests_per_second?: number;
}

export interface RawGuards {
  readonly max_changes?: number | string;
  readonly max_denials?: number | string;
  readonly max_deactivations?: number | string;
  readonly max_removals?: number | string;
  readonly protected_accounts?: readonly string[];
  readonly lockout_calls?: number;
  readonly rules?: readonly (Pick<GuardRule, 'name' | 'assert'> & Partial<GuardRule>)[];
}

export function tenantOf(name: string, raw: RawTenant, usual: RawLimits, folder: string): Tenant {
  const { data_center, base_url, admanager } = raw;
  const from = (path: string) => (isAbsolute(path) ? path : join(folder, path));
  return {
    name,
    ...(base_url !== undefined && { baseUrl: base_url }),
    ...(data_center !== undefined && { dataCenter: data_center }),
    desired: (raw.desired ?? []).map(from),
    ledger: from(raw.ledger ?? `.trueup/${name}`),
    credentialsPrefix: raw.credentials ?? '',
    ...(admanager && { admanager: { baseUrl: admanager.base_url, insecure: admanager.insecure ?? false } }),
    guards: guardsOf(raw.guards ?? {}),
    limits: limitsOf({ ...usual, ...raw.limits }),
  };
}

function guardsOf(raw: RawGuards): GuardLimits {
  return {
    maxChanges: limitOf(raw.max_changes) ?? defaultGuards.maxChanges,
    maxDenials: limitOf(raw.max_denials) ?? defaultGuards.maxDenials,
    maxDeactivations: limitOf(raw.max_deactivations) ?? defaultGuards.maxDeactivations,
    maxRemovals: limitOf(raw.max_removals) ?? defaultGuards.maxRemovals,
    maxDeletions: limitOf(raw.max_removals) ?? defaultGuards.maxDeletions,
    protectedAccounts:
      raw.protected_accounts?.map((name) => name.toLowerCase()) ?? defaultGuards.protectedAccounts,
    lockoutCalls: raw.lockout_calls ?? defaultGuards.lockoutCalls,
    rules: (raw.rules ?? []).map((rule) => ({ message: '', level: 'deny', ...rule })),
  };
}

function limitOf(raw: number | string | undefined): Limit | undefined {
  if (raw === undefined) return undefined;
  return typeof raw === 'number' ? { count: raw } : { percent: Number(raw.slice(0, -1)) };
}

const limitsOf = ({ concurrency, requests_per_second }: RawLimits): TenantLimits => ({
  ...(concurrency !== undefined && { concurrency }),
  ...(requests_per_second !== undefined && { requestsPerSecond: requests_per_second }),
});

/** What the command line and the environment say of it. */
export interface Overrides {
  /** `-f`: these paths instead of the tenant's own, relative to the working directory. */
  readonly desired?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** With what the command line and the environment add. */
export function completed(tenant: Tenant, { desired, env }: Overrides): Tenant {
  // A variable of no tenant in particular, left over in a shell, must not send this tenant's plan elsewhere.
  const { dataCenter, credentialsPrefix: prefix } = tenant;
  const own = prefix === '' ? undefined : env[`${prefix}ID360_BASE_URL`];
  const anyones = dataCenter === undefined ? env['ID360_BASE_URL'] : undefined;
  const baseUrl = tenant.baseUrl ?? (own || anyones);
  const host = baseUrl !== undefined && URL.canParse(baseUrl) ? new URL(baseUrl).host : '';
  return {
    ...tenant,
    name: tenant.name === '' ? host : tenant.name,
    ...(baseUrl && { baseUrl }),
    desired: desired && desired.length > 0 ? desired : tenant.desired,
  };
}
