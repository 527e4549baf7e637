// The built provider in a filesystem mirror, and the CLI configuration that names the mirror and nothing else: with it,
// terraform asks no registry.

import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../../src/model/version.gen.ts';

const provider = fileURLToPath(new URL('../../../dist/terraform-provider-id360', import.meta.url));
const binary = `terraform-provider-id360_v${version}`;

const systems: Readonly<Record<string, string>> = { win32: 'windows' };
const processors: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
const { platform, arch } = process;
/** As terraform calls this machine: `linux_amd64`. */
const machine = `${systems[platform] ?? platform}_${processors[arch] ?? arch}`;

/** Fills the folder with the provider. */
export async function fillMirror(folder: string): Promise<void> {
  const place = join(folder, 'registry.terraform.io/trueup/id360', version, machine);
  await mkdir(place, { recursive: true });
  await copyFile(provider, join(place, binary));
  await chmod(join(place, binary), 0o755);
}

/** Writes the CLI configuration that installs providers from the mirror alone. */
export async function writeCliConfig(file: string, mirror: string): Promise<void> {
  await mkdir(mirror, { recursive: true });
  const method = `filesystem_mirror {\n    path    = ${JSON.stringify(mirror)}\n    include = ["registry.terraform.io/trueup/*"]\n  }`;
  await writeFile(file, `provider_installation {\n  ${method}\n}\n`);
}
