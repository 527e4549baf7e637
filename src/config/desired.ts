// Desired files to what the kinds are prepared with, or every mistake in them: read, parse, merge, validate, and let
// the kinds check what only they understand, all in one run.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Policy } from '../model/kind.ts';
import { err, ok, type Result } from '../model/result.ts';
import { type Disk, disk } from './disk.ts';
import { type Documents, readDocuments } from './documents.ts';
import { finding, inOrder } from './finding.ts';
import { merge } from './merge.ts';
import { type ConfigKind, type Managed, type PreparedKinds, prepareKinds } from './sections.ts';
import type { MapTree } from './tree.ts';
import { pruned, validate } from './validate.ts';
import { asValidator, type Validator } from './violation.ts';

export interface DesiredInput<K extends ConfigKind> {
  /** Files and folders as given with `-f`, relative to `cwd`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly kinds: readonly K[];
  readonly policy: Policy;
  /** Of the schema of these kinds (`desiredSchema`); absent: the one generated from src/kinds. */
  readonly validator?: Validator;
  readonly disk?: Disk;
}

export interface LoadedDesired<K extends ConfigKind> {
  /** The kinds that the files mention, in the order of `kinds`. */
  readonly managed: readonly Managed<K>[];
  /** Warnings and notes; no error. */
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were read, as the user would type them. */
  readonly files: readonly string[];
}

/** Loads the desired files. The error is every diagnostic of the run, in the order of the files. */
export async function loadDesired<K extends ConfigKind>(
  input: DesiredInput<K>,
): Promise<Result<LoadedDesired<K>, readonly Diagnostic[]>> {
  const reading = { disk: input.disk ?? disk, cwd: input.cwd };
  const documents = await readDocuments(reading, input.paths);
  const [first, ...others] = documents.trees;
  const checked = first ? await check(input, documents, first, others) : nothing;
  const missing = input.paths.length === 0 ? [noPaths] : [];
  const diagnostics = inOrder(
    [...missing, ...documents.diagnostics, ...checked.diagnostics],
    documents.files,
  );
  if (diagnostics.some(({ severity }) => severity === 'error')) return err(diagnostics);
  return ok({ managed: checked.managed, diagnostics, files: documents.files });
}

const nothing = { managed: [], diagnostics: [] };

async function check<K extends ConfigKind>(
  input: DesiredInput<K>,
  { whole, files, diagnostics }: Documents,
  first: MapTree,
  others: readonly MapTree[],
): Promise<PreparedKinds<K>> {
  const validator = withVersion(input.validator ?? (await generated()));
  const { tree, diagnostics: twice } = merge(first, others);
  const wrong = validate(tree, validator).filter(({ code }) => whole || code !== 'config.missing-key');
  const usable = wrong.length === 0 && whole ? tree : pruned(tree, validator);
  const reading = { disk: input.disk ?? disk, cwd: input.cwd };
  const kinds =
    usable?.type === 'map' ? await prepareKinds(reading, usable, input.kinds, input.policy) : nothing;
  const said =
    usable === tree ? kinds.diagnostics : kinds.diagnostics.filter(({ severity }) => severity === 'error');
  const empty = tree.members.size === 0 && whole && diagnostics.length === 0 ? [nothingManaged(files)] : [];
  return { managed: kinds.managed, diagnostics: [...twice, ...wrong, ...said, ...empty] };
}

/** Each file's version was checked by itself. The value is a tree's, so an object. */
function withVersion(validator: Validator): Validator {
  return (value) => validator({ version: 1, ...(value as object) });
}

async function generated(): Promise<Validator> {
  return asValidator((await import('./desired.gen.js')).default);
}

const noPaths: Diagnostic = finding('no-files', {
  summary: 'no desired files are given',
  why: 'neither -f nor desired in trueup.yaml names any',
  next: 'give a file or a folder with -f',
});

const nothingManaged = (files: readonly string[]): Diagnostic =>
  finding(
    'nothing-managed',
    {
      summary: 'the desired files manage nothing',
      why: 'none of them has a section',
      next: 'add a section such as device_sets',
    },
    { file: files[0] ?? '' },
    { severity: 'warning' },
  );
