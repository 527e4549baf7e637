// The tenant of a provider.id360 block, else that of the environment.

import { dirname } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { ok, type Result } from '../model/result.ts';
import { checkedTenants } from './checked-tenants.ts';
import { completed, type Overrides, type Tenant, tenantOf } from './tenant.ts';
import { type ProviderBlock, providerTenant } from './terraform/provider.ts';

export interface ProviderInput extends Overrides {
  /** provider.id360 of the desired files: the tenant where there is no trueup.yaml. */
  readonly providers?: readonly ProviderBlock[];
}

/**
 * The tenant of provider.id360, else that of the environment. What is relative in the block is relative to its file:
 * terraform runs in that folder.
 */
export async function fromProvider(input: ProviderInput): Promise<Result<Tenant, readonly Diagnostic[]>> {
  const block = providerTenant(input.providers ?? []);
  if (block === undefined) return ok(completed(bare, input));
  const raw = await checkedTenants(block.tree, block.diagnostics);
  if (!raw.ok) return raw;
  const { accountsUrl, name, key, tree } = block;
  // One that has a name has a ledger of its own, as in trueup.yaml: the next block may be another tenant.
  const ledger = name === '' ? { ledger: '.trueup' } : {};
  const own = { ...ledger, ...raw.value.tenants[key] };
  const tenant = tenantOf(name, own, {}, dirname(tree.spot.source.file));
  return ok(completed({ ...tenant, ...(accountsUrl !== undefined && { accountsUrl }) }, input));
}

const bare: Tenant = { ...tenantOf('', {}, {}, ''), ledger: '.trueup' };
