// Builds a provider into one executable file and lays it into a filesystem mirror, where `terraform init` finds it
// without a network. By hand: node test/bench/terraform-floor/build.mjs DIR, then export what it prints.

import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const root = resolve(here, '../../..');

/** One CommonJS file without a suffix, which starts faster than a module and is run by its first line. */
export async function bundle(entry, file) {
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    banner: { js: '#!/usr/bin/env node' },
    // Only channelz would use it, which is off.
    external: ['@grpc/proto-loader'],
  });
  await chmod(file, 0o755);
}

/** Builds `entry` as provider `address` (host/namespace/name) into a mirror below `dir`; returns the CLI configuration. */
export async function layMirror(dir, entry, address, version = '1.0.0') {
  const system = `${platform()}_${{ x64: 'amd64' }[arch()] ?? arch()}`;
  const name = address.split('/').at(-1);
  const binary = join(dir, 'mirror', address, version, system, `terraform-provider-${name}_v${version}`);
  await mkdir(dirname(binary), { recursive: true });
  await bundle(entry, binary);
  const config = join(dir, 'terraform.rc');
  const path = JSON.stringify(join(dir, 'mirror'));
  await writeFile(config, `provider_installation {\n  filesystem_mirror {\n    path = ${path}\n  }\n}\n`);
  return { binary, config };
}

export const floor = { entry: join(here, 'provider.ts'), address: 'registry.terraform.io/floor/floor' };

if (process.argv[1] === import.meta.filename) {
  const dir = resolve(process.argv[2] ?? '.');
  const { config } = await layMirror(dir, floor.entry, floor.address);
  console.log(`export TF_CLI_CONFIG_FILE=${config}`);
}
