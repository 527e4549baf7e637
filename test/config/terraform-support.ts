// Configurations of Terraform in memory, with the real kinds and the generated schema.

import { type LoadedDesired, loadDesired, readDesired } from '../../src/config/desired.ts';
import { loadTenants } from '../../src/config/tenants.ts';
import { toValue } from '../../src/config/tree.ts';
import { kinds } from '../../src/kinds/registry.gen.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Kind } from '../../src/model/kind.ts';
import type { Result } from '../../src/model/result.ts';
import { cwd, memoryDisk, policy } from './support.ts';

type Files = Readonly<Record<string, unknown>>;

const textOf = (content: unknown): string | Uint8Array =>
  typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content, null, 2);

/** Each file as it is, or as JSON. */
export const diskOf = (files: Files) =>
  memoryDisk(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, textOf(content)])));

export async function load(
  files: Files,
): Promise<
  Result<LoadedDesired<Kind>, readonly Diagnostic[]> & { readonly diagnostics: readonly Diagnostic[] }
> {
  const result = await loadDesired({ paths: Object.keys(files), cwd, kinds, policy, disk: diskOf(files) });
  return { ...result, diagnostics: result.ok ? result.value.diagnostics : result.error };
}

/** The sections that these files make, or the codes of what is wrong with them. */
export async function sections(files: Files): Promise<unknown> {
  const { diagnostics, ...result } = await load(files);
  // A value without a prototype is no equal of one with it.
  return result.ok
    ? JSON.parse(JSON.stringify(toValue(result.value.tree)))
    : diagnostics.map(({ code }) => code);
}

/** The tenant that a configuration says, without a trueup.yaml unless one is among the files. */
export async function tenant(files: Files, env: Readonly<Record<string, string>> = {}) {
  const disk = diskOf(files);
  const paths = Object.keys(files).filter((file) => file.endsWith('.tf.json'));
  const { providers, diagnostics } = await readDesired({ paths, cwd, kinds, disk });
  const result = await loadTenants({ cwd, env, disk, desired: paths, providers });
  return { result, diagnostics: [...diagnostics, ...(result.ok ? [] : result.error)] };
}
