// What each kind is given of a tree: its sections with their places, and the inventories they name; and what the
// kinds make of it.

import { dirname, isAbsolute, join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Place } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import type { Inventory, Kind, Policy, Prepared, Section, Sections } from '../model/kind.ts';
import { finding } from './finding.ts';
import { placeInside } from './inside.ts';
import { readInventory } from './inventory.ts';
import type { Reading } from './read.ts';
import { placeOf } from './source.ts';
import { keysOf, type MapTree, nearest, type Tree, toValue } from './tree.ts';

/** What this room asks of a kind. */
export type ConfigKind = Pick<Kind, 'name' | 'sections' | 'files' | 'prepare' | 'resource'>;

/** A kind that the desired files mention, with what they want of it. */
export interface Managed<K extends ConfigKind> {
  readonly kind: K;
  readonly prepared: Prepared;
}

export interface PreparedKinds<K extends ConfigKind> {
  readonly managed: readonly Managed<K>[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Prepares the kinds that a valid tree mentions. */
export async function prepareKinds<K extends ConfigKind>(
  reading: Reading,
  tree: MapTree,
  kinds: readonly K[],
  policy: Policy,
): Promise<PreparedKinds<K>> {
  const managed: Managed<K>[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const kind of kinds) {
    const sections = sectionsOf(tree, Object.keys(kind.sections));
    if (Object.keys(sections).length === 0) continue;
    const inventories = await readInventories(reading, kind.files(sections), diagnostics);
    const prepared = kind.prepare({ sections, policy, inventories });
    diagnostics.push(...prepared.diagnostics);
    managed.push({ kind, prepared });
  }
  return { managed, diagnostics };
}

function sectionsOf(tree: MapTree, names: readonly string[]): Sections {
  const sections: Record<string, Section> = {};
  for (const name of names) {
    const member = tree.members.get(name);
    if (member) sections[name] = sectionOf(member.value, toValue(member.value));
  }
  return sections;
}

const sectionOf = (tree: Tree, value: Json): Section => ({
  value,
  place: (pointer, offset) => {
    const found = nearest(tree, keysOf(pointer));
    return offset !== undefined && found.type === 'scalar' ? placeInside(found, offset) : placeOf(found.spot);
  },
});

/** A name is relative to the desired file it stands in; each inventory is read once. */
async function readInventories(
  reading: Reading,
  named: ReturnType<Kind['files']>,
  diagnostics: Diagnostic[],
): Promise<ReadonlyMap<string, Inventory>> {
  const inventories = new Map<string, Inventory>();
  const seen = new Map<string, { readonly file: string; readonly place: Place }>();
  for (const { name, place } of named) {
    const file = isAbsolute(name) ? name : join(dirname(place.file ?? ''), name);
    const first = seen.get(name);
    if (first && first.file !== file) diagnostics.push(ambiguous(name, place, first.place));
    if (first) continue;
    seen.set(name, { file, place });
    const read = await readInventory(reading, file, place);
    diagnostics.push(...read.diagnostics);
    if (read.inventory) inventories.set(name, read.inventory);
  }
  return inventories;
}

const ambiguous = (name: string, where: Place, also: Place): Diagnostic =>
  finding(
    'ambiguous-file',
    {
      summary: `${name} means two different files`,
      why: 'a name is relative to the file it stands in, and two files in different folders use it',
      next: 'give one of the inventories another name',
    },
    where,
    { also },
  );
