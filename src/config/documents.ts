// The files that `-f` means, each read and parsed by itself: the trees that can be used, and what is wrong with the rest.

import type { Diagnostic } from '../model/diagnostic.ts';
import { findFiles } from './find.ts';
import { parse } from './parse.ts';
import { type Reading, readText } from './read.ts';
import type { MapTree } from './tree.ts';
import { isNewer, versionFault } from './version.ts';

export const maxFileBytes = 32 * 2 ** 20;

export interface Documents {
  readonly files: readonly string[];
  /** Without their version and $schema, which each file has for itself. */
  readonly trees: readonly MapTree[];
  /** False where a file could not be used: what it would have held may be missing elsewhere. */
  readonly whole: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export async function readDocuments(reading: Reading, paths: readonly string[]): Promise<Documents> {
  const { files, diagnostics: unfound } = await findFiles(reading, paths);
  const diagnostics = [...unfound];
  const trees: MapTree[] = [];
  for (const file of files) {
    const document = await readDocument(reading, file);
    diagnostics.push(...document.diagnostics);
    if (document.tree !== null) trees.push(document.tree);
  }
  return { files, trees, whole: unfound.length === 0 && trees.length === files.length, diagnostics };
}

/** One file: its tree, or null, and what is wrong with its text and its version. */
export async function readDocument(
  reading: Reading,
  file: string,
): Promise<{ readonly tree: MapTree | null; readonly diagnostics: readonly Diagnostic[] }> {
  const text = await readText(reading, file, maxFileBytes);
  if (!text.ok) return { tree: null, diagnostics: [text.error] };
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
