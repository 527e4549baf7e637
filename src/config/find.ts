// Which files `-f` means: files as given, folders with every *.yaml, *.yml and *.json below them. Sorted; each file
// once, whatever symbolic links say; names that begin with a dot and trueup.yaml itself are passed over.

import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Diagnostic, Severity } from '../model/diagnostic.ts';
import { becauseOf } from './disk.ts';
import { finding } from './finding.ts';
import type { Reading } from './read.ts';

export interface Found {
  /** As the user would type them. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Walk extends Reading {
  readonly seen: Set<string>;
  readonly diagnostics: Diagnostic[];
}

/** True for a file in the JSON syntax of Terraform. */
export const isTerraform = (file: string): boolean => /\.tf\.json$/i.test(file);

export async function findFiles(reading: Reading, paths: readonly string[]): Promise<Found> {
  const walk: Walk = { ...reading, seen: new Set(), diagnostics: [] };
  const files: string[] = [];
  for (const path of paths) files.push(...(await under(walk, path)));
  return { files, diagnostics: walk.diagnostics };
}

async function under(walk: Walk, given: string): Promise<string[]> {
  const path = resolve(walk.cwd, given);
  const [seen, faults] = [walk.seen.size, walk.diagnostics.length];
  const files = await visit(walk, path, true);
  const nothing = files.length === 0 && walk.seen.size > seen && walk.diagnostics.length === faults;
  if (nothing) walk.diagnostics.push(emptyFolder(given));
  return files.map((file) => shown(walk.cwd, given, file));
}

async function visit(walk: Walk, path: string, named: boolean): Promise<string[]> {
  try {
    const { kind } = await walk.disk.stat(path);
    if (kind !== 'folder' && !named && !/\.(ya?ml|json)$/i.test(path)) return [];
    const real = await walk.disk.realpath(path);
    if (walk.seen.has(real)) return [];
    walk.seen.add(real);
    if (kind !== 'folder') return [path];
    const files: string[] = [];
    const names = [...(await walk.disk.list(path))].filter(wanted).sort();
    for (const name of names) files.push(...(await visit(walk, join(path, name), false)));
    const unread = names.find((name) => /\.tf$/i.test(name));
    if (unread !== undefined && names.some(isTerraform))
      walk.diagnostics.push(hcl(shown(walk.cwd, path, join(path, unread)), 'warning'));
    return files;
  } catch (error) {
    walk.diagnostics.push(unreadable(shown(walk.cwd, path, path), becauseOf(error)));
    return [];
  }
}

/** Files of Terraform that hold no configuration are passed over too. */
const wanted = (name: string): boolean =>
  !name.startsWith('.') && !/^trueup\.ya?ml$|\.(tfvars|tftest)\.json$/.test(name);

function shown(cwd: string, given: string, path: string): string {
  const below = relative(cwd, path);
  return below.startsWith('..') && isAbsolute(given) ? path : below;
}

const unreadable = (file: string, why: string): Diagnostic =>
  finding(
    'unreadable',
    { summary: `cannot read ${file}`, why, next: 'check the path and its rights' },
    { file },
  );

const emptyFolder = (folder: string): Diagnostic =>
  finding(
    'empty-folder',
    {
      summary: `no desired file in ${folder}`,
      why: 'neither it nor a folder below it has a file that ends in .yaml, .yml or .json',
      next: 'check the path given with -f, or under desired in trueup.yaml',
    },
    { file: folder },
  );

/** Of a file in a language that is not read. */
export const hcl = (file: string, severity: Severity): Diagnostic =>
  finding(
    'terraform-hcl',
    {
      summary: `${file} is in Terraform's own language, and is not read`,
      why: 'trueup reads configurations in the JSON syntax of Terraform (.tf.json), as CDKTF writes them',
      next: 'use terraform plan, or write it as .tf.json',
    },
    { file },
    { severity },
  );
