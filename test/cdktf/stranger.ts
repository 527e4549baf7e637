// The package as somebody who installed it has it: both flavours below node_modules, beside the libraries
// themselves.

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

export const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

interface Ci {
  readonly flavours: readonly Flavour[];
  readonly bindings: (schema: unknown, version: string) => Promise<ReadonlyMap<string, string>>;
  readonly bundleConstructs: (root: string, outdir: string) => Promise<void>;
  readonly declareConstructs: (types: string) => Promise<void>;
}

export type Flavour = 'cdktf' | 'cdktn';

// A script of the build, which has no declarations.
export const ci = (await import(join(root, '.ci/cdktf.mjs'))) as Ci;

export interface Stranger {
  readonly folder: string;
  readonly close: () => Promise<void>;
}

/** A folder in which `trueup`, `cdktf`, `cdktn` and `constructs` are installed, with the example of both flavours. */
export async function stranger(): Promise<Stranger> {
  const folder = await mkdtemp(join(tmpdir(), 'trueup-cdktf-'));
  const modules = join(folder, 'node_modules');
  const dist = join(modules, 'trueup/dist');
  await mkdir(dist, { recursive: true });
  for (const name of ['cdktf', 'cdktn', 'constructs', '@types'])
    await symlink(join(root, 'node_modules', name), join(modules, name));
  await cp(join(root, 'package.json'), join(modules, 'trueup/package.json'));
  await ci.bundleConstructs(`${root}/`, dist);
  for (const flavour of ci.flavours) await example(join(folder, flavour), flavour);
  return { folder, close: () => rm(folder, { recursive: true, force: true }) };
}

/** Adds the declarations of both flavours. */
export async function declare({ folder }: Stranger): Promise<void> {
  const types = join(folder, 'node_modules/trueup/dist/types');
  const project = join(folder, 'declarations.json');
  const options = {
    declaration: true,
    emitDeclarationOnly: true,
    noCheck: true,
    rootDir: join(root, 'src'),
    outDir: types,
  };
  await writeFile(
    project,
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { ...options, typeRoots: [join(root, 'node_modules/@types')] },
      include: [join(root, 'src/cdktf/index.ts')],
    }),
  );
  await tsc(folder, ['-p', project]);
  await ci.declareConstructs(types);
}

/** The example as its first lines say: for cdktn, the name in the two imports changed and nothing else. */
async function example(folder: string, flavour: Flavour): Promise<void> {
  await cp(join(root, 'examples/cdktf'), folder, { recursive: true });
  const main = join(folder, 'main.mjs');
  const text = await readFile(main, 'utf8');
  await writeFile(main, text.replace(/from '(trueup\/)?cdktf'/g, `from '$1${flavour}'`));
}

/** What tsc prints; empty where it has nothing to say. */
export async function tsc(cwd: string, args: readonly string[]): Promise<string> {
  const command = [join(root, 'node_modules/typescript/bin/tsc'), ...args];
  return run(process.execPath, command, { cwd }).then(
    ({ stdout }) => stdout,
    // The promise of a process that failed is rejected with what it printed.
    (error: { readonly stdout: string }) => error.stdout,
  );
}

/** Runs a program and gives what it prints. */
export const node = async (cwd: string, file: string): Promise<string> =>
  (await run(process.execPath, [file], { cwd })).stdout;

/** Runs the example of a flavour and gives the file that it wrote. */
export async function synthesise(folder: string, flavour: Flavour): Promise<Record<string, unknown>> {
  const cwd = join(folder, flavour);
  await node(cwd, 'main.mjs');
  return JSON.parse(await readFile(join(cwd, 'cdktf.out/stacks/finance/cdk.tf.json'), 'utf8'));
}
