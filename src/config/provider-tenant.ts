// The tenant of a provider.id360 block, else that of the environment. What is said of a tenant is checked and completed
// here, wherever it is written.

import { dirname } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { err, ok, type Result } from '../model/result.ts';
import { inOrder } from './finding.ts';
import { type RawFile, type Tenant, tenantOf } from './tenant.ts';
import { ruleFaults, withPlaces } from './tenant-rules.ts';
import { type ProviderBlock, providerTenant } from './terraform/provider.ts';
import { type MapTree, toValue } from './tree.ts';
import { validate } from './validate.ts';
import { asValidator } from './violation.ts';

/** What the command line, the desired files and the environment say of the tenant. */
export interface Given {
  /** `-f`: these paths instead of the tenant's own, relative to `cwd`. */
  readonly desired?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** provider.id360 of the desired files: the tenant where there is no trueup.yaml. */
  readonly providers?: readonly ProviderBlock[];
}

/**
 * The tenant of provider.id360, else that of the environment. What is relative in the block is relative to its file:
 * terraform runs in that folder.
 */
export async function fromProvider(input: Given): Promise<Result<Tenant, readonly Diagnostic[]>> {
  const block = providerTenant(input.providers ?? []);
  if (block === undefined) return ok(completed(bare, input));
  const raw = await checked(block.tree, block.diagnostics);
  if (!raw.ok) return raw;
  const { accountsUrl, name, key, tree } = block;
  // One that has a name has a ledger of its own, as in trueup.yaml: the next block may be another tenant.
  const ledger = name === '' ? { ledger: '.trueup' } : {};
  const own = { ...ledger, ...raw.value.tenants[key] };
  const tenant = tenantOf(name, own, {}, dirname(tree.spot.source.file));
  return ok(completed({ ...tenant, ...(accountsUrl !== undefined && { accountsUrl }) }, input));
}

/** The tree of a trueup.yaml, where nothing is wrong with it. */
export async function checked(
  tree: MapTree,
  diagnostics: readonly Diagnostic[],
): Promise<Result<RawFile, readonly Diagnostic[]>> {
  const check = asValidator((await import('./trueup.gen.js')).default);
  const wrong = validate(tree, (value) => check({ version: 1, ...(value as object) }));
  const rules = await ruleFaults(tree);
  const all = inOrder([...diagnostics, ...wrong, ...rules], [tree.spot.source.file]);
  if (all.length > 0) return err(all);
  // The schema is closed and has exactly the shape of RawFile.
  return ok(withPlaces(toValue(tree) as unknown as RawFile, tree));
}

/** With what the command line and the environment add. */
export function completed(tenant: Tenant, { desired, env }: Given): Tenant {
  // A variable of no tenant in particular, left over in a shell, must not send this tenant's plan elsewhere.
  const anyones = tenant.dataCenter === undefined ? env['ID360_BASE_URL'] : undefined;
  const baseUrl = tenant.baseUrl ?? (env[`${tenant.credentialsPrefix}ID360_BASE_URL`] || anyones);
  const host = baseUrl !== undefined && URL.canParse(baseUrl) ? new URL(baseUrl).host : '';
  return {
    ...tenant,
    name: tenant.name === '' ? host : tenant.name,
    ...(baseUrl && { baseUrl }),
    desired: desired && desired.length > 0 ? desired : tenant.desired,
  };
}

const bare: Tenant = { ...tenantOf('', {}, {}, ''), ledger: '.trueup' };
