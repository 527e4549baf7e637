// The CLI configuration that makes Terraform look into a mirror, and whether one is needed: the folder of plugins in
// the home of the user is read by itself, unless a configuration says where providers come from.

import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Io } from '../io.ts';

type Surroundings = Pick<Io, 'env' | 'cwd'>;

/** The folder that Terraform and OpenTofu both read by themselves on Linux and macOS; undefined without a home. */
export function impliedMirror({ env }: Pick<Surroundings, 'env'>): string | undefined {
  const home = env['HOME'];
  return home === undefined || home === '' ? undefined : join(home, '.terraform.d/plugins');
}

/** Files of CLI configuration that say where providers come from: with one, no folder is read by itself. */
export async function sayingWhere(around: Surroundings): Promise<readonly string[]> {
  const files = await configurations(around);
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return files.filter((_, i) => /^\s*"?provider_installation\b/m.test(texts[i] ?? ''));
}

/** Where a variable names the file, no other is read. */
async function configurations({ env, cwd }: Surroundings): Promise<readonly string[]> {
  const told = env['TF_CLI_CONFIG_FILE'] || env['TERRAFORM_CONFIG'];
  if (told) return [resolve(cwd, told)];
  const home = env['HOME'];
  if (!home) return [];
  const folder = join(home, '.terraform.d');
  const more = (await readdir(folder).catch(() => [])).filter((name) => /\.tfrc(\.json)?$/.test(name));
  return [
    ...['.terraformrc', '.tofurc'].map((name) => join(home, name)),
    ...more.sort().map((name) => join(folder, name)),
  ];
}

/** The block for the CLI configuration: this provider from the mirror, every other as before. */
export function installationBlock(mirror: string, hosts: readonly string[]): string {
  const sources = hosts.map((host) => quoted(`${host}/trueup/id360`)).join(', ');
  return `provider_installation {
  filesystem_mirror {
    path    = ${quoted(mirror)}
    include = [${sources}]
  }
  direct {
    exclude = [${sources}]
  }
}
`;
}

/** A string of that file's language, an older HCL: unlike in a configuration, `${` in it stands for itself. */
const quoted = (text: string): string => JSON.stringify(text);
