// Desired files to what the kinds are prepared with, or every mistake in them, all in one run: read, parsed, merged, and
// prepared.

import type { Diagnostic } from '../model/diagnostic.ts';
import { err, ok, type Result } from '../model/result.ts';
import { disk } from './disk.ts';
import { type Documents, readDocuments } from './documents.ts';
import { isTerraform } from './find.ts';
import { finding, inOrder } from './finding.ts';
import { merge } from './merge.ts';
import { nonePrepared, prepareTree, type TreeInput, validatorOf } from './prepare.ts';
import type { ConfigKind, Managed, PreparedKinds } from './sections.ts';
import { nowhere } from './source.ts';
import { converted } from './terraform/conversion.ts';
import type { ProviderBlock } from './terraform/provider.ts';
import type { MapTree } from './tree.ts';

export interface DesiredInput<K extends ConfigKind> extends Omit<TreeInput<K>, 'tree' | 'whole'> {
  /** Files and folders as given with `-f`, relative to `cwd`. */
  readonly paths: readonly string[];
  /** What `paths` mean, where `readDesired` has read it already. */
  readonly documents?: Documents;
}

export interface LoadedDesired<K extends ConfigKind> {
  /** The kinds that the files mention, in the order of `kinds`. */
  readonly managed: readonly Managed<K>[];
  /** Warnings and notes; no error. */
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were read, as the user would type them. */
  readonly files: readonly string[];
  /** The sections of all files. */
  readonly tree: MapTree;
  /** The provider.id360 blocks of files of Terraform, and what else they have, by type of block. */
  readonly providers: readonly ProviderBlock[];
  readonly others: readonly string[];
}

/** Reads and parses what `-f` means, to be loaded later: who else has to look at it need not read it again. */
export function readDesired(
  input: Pick<DesiredInput<ConfigKind>, 'paths' | 'cwd' | 'kinds' | 'disk'>,
): Promise<Documents> {
  const reading = { disk: input.disk ?? disk, cwd: input.cwd };
  return readDocuments(
    reading,
    input.paths,
    input.kinds.flatMap(({ resource }) => resource ?? []),
  );
}

/** Loads the desired files. The error is every diagnostic of the run, in the order of the files. */
export async function loadDesired<K extends ConfigKind>(
  input: DesiredInput<K>,
): Promise<Result<LoadedDesired<K>, readonly Diagnostic[]>> {
  const documents = input.documents ?? (await readDesired(input));
  const [first, ...others] = documents.trees;
  const checked = first ? await check(input, documents, first, others) : { ...nonePrepared, tree: noTree };
  const missing = input.paths.length === 0 ? [noPaths] : [];
  const diagnostics = inOrder(
    [...missing, ...documents.diagnostics, ...checked.diagnostics],
    documents.files,
  );
  if (diagnostics.some(({ severity }) => severity === 'error')) return err(diagnostics);
  const { files, providers, others: blocks } = documents;
  const { managed, tree } = checked;
  return ok({ managed, tree, diagnostics, files, providers, others: blocks });
}

const noTree: MapTree = { type: 'map', spot: nowhere, members: new Map() };

async function check<K extends ConfigKind>(
  input: DesiredInput<K>,
  { whole, files, diagnostics }: Documents,
  first: MapTree,
  others: readonly MapTree[],
): Promise<PreparedKinds<K> & { readonly tree: MapTree }> {
  const { tree: written, diagnostics: twice } = merge(first, others);
  const tree = files.some(isTerraform) ? converted(written, await validatorOf(input)) : written;
  const prepared = await prepareTree({ ...input, tree, whole });
  const empty = tree.members.size === 0 && whole && diagnostics.length === 0 ? [nothingManaged(files)] : [];
  return { ...prepared, tree, diagnostics: [...twice, ...prepared.diagnostics, ...empty] };
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
