// Which tenant a command works on: trueup.yaml, --tenant and -f, or the environment alone.

import { resolve } from 'node:path';
import { apiRootOf, type ClientOptions, dataCenters, defaultLimits, parseBaseUrl } from '../api/client.ts';
import { loadDesired, readDesired } from '../config/desired.ts';
import { disk } from '../config/disk.ts';
import type { Documents } from '../config/documents.ts';
import { findFiles, isTerraform } from '../config/find.ts';
import { inOrder } from '../config/finding.ts';
import type { Tenant } from '../config/tenant.ts';
import { loadTenants } from '../config/tenants.ts';
import { kinds } from '../kinds/registry.gen.ts';
import { shellWord } from '../model/command-line.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Failure } from '../model/failure.ts';
import { err, ok, type Result } from '../model/result.ts';
import { ledgerOptions } from '../reconcile/connection.ts';
import type { Io } from './io.ts';
import { type Given, text, texts } from './options.ts';
import { invalid, type Trouble } from './trouble.ts';

export interface Place {
  readonly tenant: Tenant;
  /** The API root, or why there is none: commands that work offline do not need it. */
  readonly baseUrl: Result<string>;
  /** The options with which a command line finds this tenant and its ledger, as `Ledger.named` has them. */
  readonly named: string;
  readonly limits: NonNullable<ClientOptions['limits']>;
  readonly concurrency: number;
  /** What -f means, where it had to be read to find the tenant. */
  readonly documents?: Documents;
}

export async function findPlace(options: Given, io: Io): Promise<Result<Place, Trouble>> {
  const { cwd, env } = io;
  const [file, name] = [text(options, 'config'), text(options, 'tenant')];
  const desired = texts(options, 'file');
  const documents = await configuration(desired, cwd);
  const found = await loadTenants({
    cwd,
    env,
    desired,
    ...(file !== undefined && { file }),
    ...(name !== undefined && { tenant: name }),
    ...(documents && { providers: documents.providers }),
  });
  if (!found.ok) return wrong(found.error, documents, cwd);
  const tenant = { ...found.value, ledger: resolve(cwd, text(options, 'ledger') ?? found.value.ledger) };
  const { limits } = tenant;
  return ok({
    tenant,
    baseUrl: rootOf(tenant),
    named: namedBy(options, found.value, cwd),
    limits,
    concurrency: limits.concurrency ?? defaultLimits.concurrency,
    ...(documents && { documents }),
  });
}

/** What -f says is not among them: not every command takes it. */
function namedBy(options: Given, { ledger, file }: Tenant, cwd: string): string {
  const given = ['config', 'tenant'].flatMap((key) => {
    const value = text(options, key);
    return value === undefined ? [] : [`--${key} ${shellWord(value)}`];
  });
  const own = ledgerOptions(text(options, 'ledger') ?? ledger, cwd, file === undefined ? undefined : ledger);
  return [...given, own].filter((option) => option !== '').join(' ');
}

/** What -f means, where a file of it may hold a provider block. */
async function configuration(paths: readonly string[], cwd: string): Promise<Documents | undefined> {
  const { files } = await findFiles({ disk, cwd }, paths);
  return files.some(isTerraform) ? readDesired({ paths, cwd, kinds }) : undefined;
}

/** A provider block stands in a file that may have other mistakes: they are told in the same run. */
async function wrong(
  found: readonly Diagnostic[],
  documents: Documents | undefined,
  cwd: string,
): Promise<Result<never, Trouble>> {
  const input = { paths: documents?.files ?? [], cwd, kinds, policy: { protectedAccounts: [] } };
  const others = documents && (await loadDesired({ ...input, documents }));
  const diagnostics = inOrder([...found, ...(others?.ok === false ? others.error : [])], input.paths);
  return err({ failure: invalid(diagnostics), diagnostics });
}

function rootOf({ baseUrl, dataCenter, credentialsPrefix }: Tenant): Result<string> {
  if (baseUrl !== undefined) return parseBaseUrl(baseUrl);
  if (dataCenter === undefined) return err(noRoot(credentialsPrefix));
  const root = apiRootOf(dataCenter);
  return root === undefined ? err(unknownCenter(dataCenter)) : ok(root);
}

function noRoot(prefix: string): Failure {
  return {
    code: 'cli.no-tenant',
    reason: 'error',
    summary: 'which tenant to work on is not said',
    why: `neither trueup.yaml nor ${prefix}ID360_BASE_URL names an API root`,
    next: `set ${prefix}ID360_BASE_URL (https://id360.manageengine.com/api/v1), or data_center in trueup.yaml`,
  };
}

function unknownCenter(name: string): Failure {
  return {
    code: 'cli.unknown-data-center',
    reason: 'error',
    summary: `there is no data centre "${name}"`,
    why: `known are ${Object.keys(dataCenters).join(', ')}`,
    next: 'correct data_center, or give base_url instead',
  };
}
