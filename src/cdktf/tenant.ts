// A tenant of Identity360 with its guards: the provider. It takes no secret, because a synthesised stack is a file;
// terraform and trueup read the sign-in from the environment.

import { Construct } from 'constructs';
import type { DataCenter } from '../api/hosts.ts';
import { finding } from '../config/finding.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { Id360Provider, type Id360ProviderGuards } from './bindings/provider.gen.ts';
import { tell } from './findings.ts';

export type { DataCenter };

/** A count, or a share of the live objects read. */
export type GuardLimit = number | `${number}%`;

export interface TenantGuards {
  /** Default: 100%. */
  readonly maxChanges?: GuardLimit;
  /** Default: 10%. */
  readonly maxDenials?: GuardLimit;
  /** Default: 10%. */
  readonly maxDeactivations?: GuardLimit;
  /** Default: 0. */
  readonly maxRemovals?: GuardLimit;
  /** Local account names that must stay restricted, beside administrator, admin, root, sysadmin, recovery. */
  readonly protectedAccounts?: readonly string[];
  /** API calls that the lock-out check may make. Default: 1000. */
  readonly lockoutCalls?: number;
  /** Rules of your own: `assert` is CEL over `plan`, and must be true. */
  readonly rules?: readonly {
    readonly name: string;
    readonly assert: string;
    readonly message?: string;
    readonly level?: 'deny' | 'warn';
  }[];
}

interface Common {
  /** A name for the tenant in plans and in the ledger. Absent: its host. */
  readonly name?: string;
  /** The folder of the ledger. Default: `.trueup/NAME` where `tenant` names the tenant, else `.trueup`. */
  readonly ledger?: string;
  /** Needed where an app has several tenants. */
  readonly alias?: string;
  readonly guards?: TenantGuards;
  readonly limits?: { readonly concurrency?: number; readonly requestsPerSecond?: number };
  /** ADManager Plus, for user moves. */
  readonly admanager?: { readonly baseUrl: string; readonly insecure?: boolean };
}

export type Id360TenantConfig = Common &
  (
    | { readonly dataCenter: DataCenter; readonly baseUrl?: never }
    | { readonly baseUrl: string; readonly dataCenter?: never }
  );

/** Makes the provider of one tenant. */
export class Id360Tenant extends Construct {
  readonly provider: Id360Provider;

  constructor(scope: Construct, id: string, { name, guards = {}, ...config }: Id360TenantConfig) {
    super(scope, id);
    tell(this, mistakesIn(guards));
    this.provider = new Id360Provider(this, 'Default', {
      ...config,
      ...(name !== undefined && { tenant: name }),
      ...(Object.keys(guards).length > 0 && { guards: guardsOf(guards) }),
    });
  }
}

const limitNames = ['maxChanges', 'maxDenials', 'maxDeactivations', 'maxRemovals'] as const;

function guardsOf({ protectedAccounts, lockoutCalls, rules, ...limits }: TenantGuards): Id360ProviderGuards {
  return {
    ...Object.fromEntries(
      Object.entries(limits).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    ),
    ...(protectedAccounts && { protectedAccounts: [...protectedAccounts] }),
    ...(lockoutCalls !== undefined && { lockoutCalls }),
    ...(rules && { rules: rules.map((rule) => ({ ...rule })) }),
  };
}

const limit = /^(\d+|(100|\d{1,2}(\.\d+)?)%)$/;

const mistakesIn = (guards: TenantGuards): Diagnostic[] =>
  limitNames.flatMap((name) => {
    const value = guards[name];
    return value === undefined || limit.test(String(value)) ? [] : [noLimit(name, value)];
  });

const noLimit = (name: string, value: GuardLimit): Diagnostic =>
  finding('wrong-value', {
    summary: `guards.${name} is ${value}, which is no limit`,
    why: 'a limit is a whole number of objects, or a percentage up to 100%',
    next: `write it as 25 or '10%'`,
  });
