// trueup terraform install: puts the provider of this installation where Terraform and OpenTofu find it without a
// registry. stdout is the CLI configuration to use, and empty where none is needed.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Failure } from '../../model/failure.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { version } from '../../model/version.gen.ts';
import type { Io } from '../io.ts';
import { type Given, text, texts, wantsJson } from '../options.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { usage } from '../usage.ts';
import { impliedMirror, installationBlock, sayingWhere } from './terraform-config.ts';
import { fillMirror, type Mirror, type Package } from './terraform-mirror.ts';

const registries = ['registry.terraform.io', 'registry.opentofu.org'];

/** Of node: what the platform is called after. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
}

export async function installProvider(options: Given, io: Io, machine: Machine): Promise<Outcome> {
  const mirror = mirrorOf(options, io, machine);
  if (!mirror.ok) return failed(mirror.error);
  const provider = await ownProvider();
  if (!provider.ok) return failed(provider.error);
  const packages = await fillMirror(provider.value, mirror.value);
  if (!packages.ok) return failed(packages.error);
  const { folder, hosts } = mirror.value;
  const others = await sayingWhere(io);
  const isRead = folder === impliedMirror(io) && others.length === 0;
  const block = isRead ? null : installationBlock(folder, hosts);
  if (wantsJson(options)) await io.print(document(mirror.value, packages.value, block));
  else if (block !== null) await io.print(block);
  for (const note of [...packages.value.map(told), ...advice(block, others), use(hosts)]) io.note(note);
  return done;
}

function mirrorOf(options: Given, io: Io, machine: Machine): Result<Mirror> {
  const platforms = platformsOf(texts(options, 'platform'), machine);
  if (!platforms.ok) return platforms;
  const hosts = texts(options, 'host');
  const wrong = hosts.find((host) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/.test(host));
  if (wrong !== undefined)
    return err(
      usage(`--host cannot be ${wrong}`, 'give the name of a registry, such as registry.opentofu.org'),
    );
  const told = text(options, 'mirror');
  const folder = told === undefined ? impliedMirror(io) : resolve(io.cwd, told);
  if (folder === undefined)
    return err(usage('there is no folder to install into', 'name one with --mirror', 'HOME is not set'));
  return ok({
    folder,
    version,
    hosts: unique(hosts.length > 0 ? hosts : registries),
    platforms: platforms.value,
  });
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

const processors: Readonly<Record<string, string>> = {
  x64: 'amd64',
  arm64: 'arm64',
  ia32: '386',
  arm: 'arm',
};
const known = /^(linux|darwin|freebsd|openbsd)_(amd64|arm64|386|arm)$/;

function platformsOf(told: readonly string[], { platform, arch }: Machine): Result<readonly string[]> {
  const own = `${platform === 'win32' ? 'windows' : platform}_${processors[arch] ?? arch}`;
  const platforms = unique(told.length > 0 ? told : [own]);
  const wrong = platforms.find((name) => !known.test(name));
  return wrong === undefined ? ok(platforms) : err(unsupported(wrong));
}

const unsupported = (name: string): Failure => ({
  code: 'cli.provider-platform',
  reason: 'error',
  summary: `the provider cannot be installed for ${name}`,
  why: name.startsWith('windows_')
    ? 'it is a script that node runs, and Windows starts no script as a plugin'
    : 'it runs on linux, darwin, freebsd and openbsd, with amd64, arm64, 386 or arm',
  next: name.startsWith('windows_')
    ? 'run Terraform and trueup in WSL, or use trueup plan and apply; --platform linux_amd64 fills a mirror for other machines'
    : 'give such as --platform linux_amd64',
});

/** In the folder of the bundle that this file is in, or in that of the checkout. */
async function ownProvider(): Promise<Result<Uint8Array>> {
  const places = ['./', '../', '../../../dist/'].map((folder) =>
    fileURLToPath(new URL(`${folder}terraform-provider-id360`, import.meta.url)),
  );
  for (const place of places) {
    const found = await readFile(place).catch(() => null);
    if (found !== null) return ok(found);
  }
  return err(notThere(places.at(-1) ?? ''));
}

const notThere = (file: string): Failure => ({
  code: 'cli.no-provider',
  reason: 'error',
  summary: 'this installation of trueup has no provider',
  why: 'the file terraform-provider-id360 is not in its dist folder, or cannot be read',
  next: 'install trueup again; in a checkout: npm run build',
  where: { file },
});

function document({ folder, version }: Mirror, packages: readonly Package[], block: string | null): string {
  const format = 'trueup.terraform-install/1';
  return `${JSON.stringify({ format, version, mirror: folder, packages, cli_configuration: block }, null, 2)}\n`;
}

function told({ done: what, file }: Package): string {
  if (what === 'replaced')
    return `Replaced: ${file}; it was another file of the same version. Where terraform init then says that a checksum does not match, take this provider out of .terraform.lock.hcl and run it again.`;
  return `${what === 'written' ? 'Written' : 'There already'}: ${file}`;
}

function advice(block: string | null, others: readonly string[]): readonly string[] {
  const [first] = others;
  if (block === null)
    return ['Terraform and OpenTofu look there by themselves: no CLI configuration is needed.'];
  return first === undefined
    ? [
        'They look there with the block above in ~/.terraformrc, or in the file that TF_CLI_CONFIG_FILE names.',
      ]
    : [`${first} has a block provider_installation already: take the parts of the block above into it.`];
}

/** The block for a configuration, last, so that whatever follows the first line can be copied. */
function use(hosts: readonly string[]): string {
  const isUsual = hosts.every((host) => registries.includes(host));
  const source = isUsual ? 'trueup/id360' : `${hosts[0]}/trueup/id360`;
  return `In a configuration:

terraform {
  required_providers {
    id360 = { source = "${source}", version = "${version}" }
  }
}`;
}
