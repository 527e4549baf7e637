// The provider in a filesystem mirror, unpacked, as Terraform and OpenTofu look it up. A file is moved into its place
// whole: whoever starts it meets the old one or the new one.

import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../model/make-folder.ts';
import { err, ok, type Result } from '../../model/result.ts';

export interface Package {
  /** The registry host that stands before the source address: `registry.terraform.io`. */
  readonly host: string;
  /** As Terraform calls it: `linux_amd64`. */
  readonly platform: string;
  readonly file: string;
  readonly done: 'written' | 'replaced' | 'unchanged';
}

export interface Mirror {
  /** An absolute path. */
  readonly folder: string;
  readonly version: string;
  readonly hosts: readonly string[];
  readonly platforms: readonly string[];
}

const source = 'trueup/id360';
const executable = 0o755;

/** Puts the provider there for each host and platform; packages that are there already are not touched. */
export async function fillMirror(provider: Uint8Array, mirror: Mirror): Promise<Result<readonly Package[]>> {
  const { folder, version, hosts, platforms } = mirror;
  const packages: Package[] = [];
  for (const host of hosts)
    for (const platform of platforms) {
      const file = join(folder, host, source, version, platform, `terraform-provider-id360_v${version}`);
      const done = await put(provider, file, folder);
      if (!done.ok) return done;
      packages.push({ host, platform, file, done: done.value });
    }
  return ok(packages);
}

async function put(content: Uint8Array, file: string, folder: string): Promise<Result<Package['done']>> {
  try {
    const there = await readFile(file).catch(nothingThere);
    if (there?.equals(content) && ((await stat(file)).mode & 0o111) !== 0) return ok('unchanged');
    await makeFolder(dirname(file), 0o777);
    await moveIn(content, file, folder);
    return ok(there === null ? 'written' : 'replaced');
  } catch (error) {
    return err(unwritable(file, error));
  }
}

function nothingThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

/** The draft lies at the top of the mirror: beside the provider it would be taken for a part of the package. */
async function moveIn(content: Uint8Array, file: string, folder: string): Promise<void> {
  const draft = join(folder, `.${randomUUID()}.trueup-draft`);
  try {
    const handle = await open(draft, 'wx', executable);
    try {
      await handle.writeFile(content);
      await handle.chmod(executable);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

const unwritable = (file: string, error: unknown) => ({
  code: 'cli.mirror-unwritable',
  reason: 'error' as const,
  summary: 'the provider cannot be written into the mirror',
  why: error instanceof Error ? error.message : String(error),
  next: 'give yourself the right to write there, or name another folder with --mirror; what is whole already stays, and running it again does the rest',
  where: { file },
});
