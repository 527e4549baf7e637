// The files that `-f` means, each read and parsed by itself: the trees that can be used, and what is wrong with the
// rest. Files in the JSON syntax of Terraform are one configuration, and make one tree.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { ResourceRule } from '../model/resource.ts';
import { findFiles, hcl, isTerraform } from './find.ts';
import { type Parsed, parse } from './parse.ts';
import { type Reading, readText } from './read.ts';
import type { ProviderBlock } from './terraform/provider.ts';
import { type Configuration, readConfiguration } from './terraform/read.ts';
import { together } from './terraform/together.ts';
import type { MapTree } from './tree.ts';
import { isNewer, versionFault } from './version.ts';

const maxFileBytes = 32 * 2 ** 20;

export interface Documents {
  readonly files: readonly string[];
  /** Without their version and $schema, which each file has for itself. */
  readonly trees: readonly MapTree[];
  /** False where a file could not be used: what it would have held may be missing elsewhere. */
  readonly whole: boolean;
  /** The provider.id360 blocks of Terraform files. */
  readonly providers: readonly ProviderBlock[];
  /** What those files have beside, by type of block: nothing is made of it. */
  readonly others: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `rules`: the resources that Terraform files may hold. */
export async function readDocuments(
  reading: Reading,
  paths: readonly string[],
  rules: readonly ResourceRule[] = [],
): Promise<Documents> {
  const { files, diagnostics: unfound } = await findFiles(reading, paths);
  const diagnostics = [...unfound];
  const trees: MapTree[] = [];
  const configurations: Configuration[] = [];
  for (const file of files) {
    const { tree, diagnostics: wrong } = await readDocument(reading, file);
    diagnostics.push(...wrong);
    if (tree === null) continue;
    if (isTerraform(file)) configurations.push(readConfiguration(tree, rules));
    else trees.push(tree);
  }
  const read = trees.length + configurations.length;
  const terraform = together(configurations);
  return {
    files,
    trees: [...trees, ...terraform.trees],
    whole: !unfound.some(isError) && read === files.length,
    providers: terraform.providers,
    others: terraform.others,
    diagnostics: [
      ...diagnostics,
      ...configurations.flatMap((configuration) => configuration.diagnostics),
      ...terraform.diagnostics,
    ],
  };
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** One file: its tree, or null, and what is wrong with its text and its version. */
export async function readDocument(reading: Reading, file: string): Promise<Parsed> {
  if (/\.tf$/i.test(file)) return { tree: null, diagnostics: [hcl(file, 'error')] };
  const text = await readText(reading, file, maxFileBytes);
  if (!text.ok) return { tree: null, diagnostics: [text.error] };
  if (isTerraform(file)) return parse(text.value, '{');
  const { tree, diagnostics } = parse(text.value);
  if (tree === null) return { tree, diagnostics };
  const fault = versionFault(tree);
  if (fault && isNewer(tree)) return { tree: null, diagnostics: [fault] };
  return { tree: withoutOwn(tree), diagnostics: fault ? [fault, ...diagnostics] : diagnostics };
}

function withoutOwn(tree: MapTree): MapTree {
  const members = new Map(tree.members);
  members.delete('version');
  members.delete('$schema');
  return { ...tree, members };
}
