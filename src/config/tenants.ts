// trueup.yaml, or the environment where there is none, to the one tenant of this run. The file is looked for in the
// working directory only: a file above it that nobody thinks of must not loosen a guard.

import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Place } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import { checkedTenants } from './checked-tenants.ts';
import { type Disk, disk, isMissing } from './disk.ts';
import { readDocument } from './documents.ts';
import { finding } from './finding.ts';
import { nearestWord } from './nearest.ts';
import { fromProvider, type ProviderInput } from './provider-tenant.ts';
import type { Reading } from './read.ts';
import { completed, type RawFile, type RawTenant, type Tenant, tenantOf } from './tenant.ts';

export interface TenantsInput extends ProviderInput {
  readonly cwd: string;
  /** `--config`; absent: trueup.yaml (or trueup.yml) in `cwd`, where it is. */
  readonly file?: string;
  /** `--tenant`; absent: the only one. */
  readonly tenant?: string;
  readonly disk?: Disk;
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
  return tree === null ? err(diagnostics) : checkedTenants(tree, diagnostics);
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
