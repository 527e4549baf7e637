// trueup.yaml, or the environment where there is none, to the one tenant of this run. The file is looked for in the
// working directory only: a file above it that nobody thinks of must not loosen a guard.

import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Place } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import { type Disk, disk, isMissing } from './disk.ts';
import { readDocument } from './documents.ts';
import { finding, inOrder } from './finding.ts';
import { nearestWord } from './nearest.ts';
import type { Reading } from './read.ts';
import { type RawLimits, type RawTenant, type Tenant, tenantOf } from './tenant.ts';
import { ruleFaults, withPlaces } from './tenant-rules.ts';
import { type ProviderBlock, providerTenant } from './terraform/provider.ts';
import { type MapTree, toValue } from './tree.ts';
import { validate } from './validate.ts';
import { asValidator } from './violation.ts';

export interface TenantsInput {
  readonly cwd: string;
  /** `--config`; absent: trueup.yaml (or trueup.yml) in `cwd`, where it is. */
  readonly file?: string;
  /** `--tenant`; absent: the only one. */
  readonly tenant?: string;
  /** `-f`: these paths instead of the tenant's own, relative to `cwd`. */
  readonly desired?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly disk?: Disk;
  /** provider.id360 of the desired files: the tenant where there is no trueup.yaml. */
  readonly providers?: readonly ProviderBlock[];
}

export interface RawFile {
  readonly defaults?: { readonly limits?: RawLimits };
  readonly tenants: Readonly<Record<string, RawTenant>>;
}

/** A tenant as trueup.yaml has it. */
export interface FileTenant {
  readonly file: string;
  readonly name: string;
  /** With the limits that are for every tenant. */
  readonly raw: RawTenant;
}

/** The tenant of this run. The error is every mistake of trueup.yaml, or the one choice that is missing. */
export async function loadTenants(input: TenantsInput): Promise<Result<Tenant, readonly Diagnostic[]>> {
  const found = await fileTenant(input);
  if (!found.ok) return found;
  if (found.value === null) return fromProvider(input);
  const { file, name, raw } = found.value;
  return ok(completed({ ...tenantOf(name, raw, {}, dirname(file)), file }, input));
}

/** The tenant of trueup.yaml that this run is for; null where there is no such file, and none was asked for. */
export async function fileTenant(
  input: TenantsInput,
): Promise<Result<FileTenant | null, readonly Diagnostic[]>> {
  const reading = { disk: input.disk ?? disk, cwd: input.cwd };
  const file = input.file ?? (await existing(reading));
  if (file === undefined) return input.tenant === undefined ? ok(null) : err([noFile(input.tenant)]);
  const raw = await readTenants(reading, file);
  if (!raw.ok) return raw;
  const { defaults, tenants } = raw.value;
  const name = pick(Object.keys(tenants), input.tenant, { file });
  if (!name.ok) return err([name.error]);
  const own = tenants[name.value] ?? {};
  const limits = { ...defaults?.limits, ...own.limits };
  return ok({ file, name: name.value, raw: { ...own, limits } });
}

/**
 * The tenant of provider.id360, else that of the environment. What is relative in the block is relative to its file:
 * terraform runs in that folder.
 */
export async function fromProvider(input: TenantsInput): Promise<Result<Tenant, readonly Diagnostic[]>> {
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

/** What is there but cannot be looked at counts as there: reading it tells why. */
async function existing({ disk, cwd }: Reading): Promise<string | undefined> {
  for (const name of ['trueup.yaml', 'trueup.yml']) {
    const there = await disk.stat(resolve(cwd, name)).then(
      () => true,
      (error) => !isMissing(error),
    );
    if (there) return name;
  }
  return undefined;
}

async function readTenants(reading: Reading, file: string): Promise<Result<RawFile, readonly Diagnostic[]>> {
  const { tree, diagnostics } = await readDocument(reading, file);
  return tree === null ? err(diagnostics) : checked(tree, diagnostics);
}

/** The tree of a trueup.yaml, where nothing is wrong with it. */
async function checked(
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

function pick(
  names: readonly string[],
  wanted: string | undefined,
  where: Place,
): Result<string, Diagnostic> {
  const [only, second] = names;
  if (wanted === undefined && only !== undefined && second === undefined) return ok(only);
  if (wanted === undefined) return err(severalTenants(names, where));
  return names.includes(wanted) ? ok(wanted) : err(unknownTenant(wanted, names, where));
}

/** With what the command line and the environment add. */
function completed(tenant: Tenant, { desired, env }: TenantsInput): Tenant {
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

const noFile = (tenant: string): Diagnostic =>
  finding('no-tenants', {
    summary: `there is no trueup.yaml to find the tenant ${tenant} in`,
    why: 'it is looked for in the working directory only',
    next: 'go to its folder, name it with --config, or leave --tenant out',
  });

const severalTenants = (names: readonly string[], where: Place): Diagnostic =>
  finding(
    'which-tenant',
    {
      summary: 'which tenant is not said',
      why: `trueup.yaml has several: ${names.join(', ')}`,
      next: `give one of them: --tenant ${names[0]}`,
    },
    where,
  );

function unknownTenant(wanted: string, names: readonly string[], where: Place): Diagnostic {
  const near = nearestWord(wanted, names);
  const next = near === undefined ? 'give one of these with --tenant' : `did you mean --tenant ${near}?`;
  return finding(
    'unknown-tenant',
    { summary: `there is no tenant ${wanted}`, why: `there is: ${names.join(', ')}`, next },
    where,
  );
}
