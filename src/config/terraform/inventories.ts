// Inventories written out: the devices that a file of a selection names, as ids and serial numbers of the selection.

import { dirname, isAbsolute, join } from 'node:path';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ResourceRule } from '../../model/resource.ts';
import { type Named, namedIn, readInventory } from '../inventory.ts';
import type { Reading } from '../read.ts';
import { placeOf } from '../source.ts';
import {
  childOf,
  type MapTree,
  type Member,
  nearest,
  replaced,
  type ScalarTree,
  type Tree,
} from '../tree.ts';

interface WrittenOut {
  readonly tree: MapTree;
  readonly notes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The key below an entry whose value is the name of an inventory. */
const inventory = ['select', 'file'];

/** A valid tree without inventories. */
export async function writtenOut(
  reading: Reading,
  tree: MapTree,
  rules: readonly ResourceRule[],
): Promise<WrittenOut> {
  let out: Tree = tree;
  const notes: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { section, name, file } of named(tree, rules)) {
    const path = isAbsolute(String(file.value))
      ? String(file.value)
      : join(dirname(file.spot.source.file), String(file.value));
    const read = await readInventory(reading, path, placeOf(file.spot));
    diagnostics.push(...read.diagnostics.filter(({ severity }) => severity === 'error'));
    const rows = read.inventory?.rows ?? [];
    const keys = [section, name, 'select'];
    out = replaced(out, keys, selection(nearest(out, keys), file, namedIn(rows)));
    notes.push(`${path} is written out in ${section}.${name}: ${rows.length} devices, as they are today.`);
  }
  // What is replaced is below the root.
  return { tree: out as MapTree, notes, diagnostics };
}

function named(tree: MapTree, rules: readonly ResourceRule[]) {
  const sections = rules.flatMap((rule) => (rule.omits?.includes(inventory.join('.')) ? rule.section : []));
  return sections.flatMap((section) => {
    const entries = tree.members.get(section)?.value;
    return [...(entries?.type === 'map' ? entries.members : [])].flatMap(([name, { value }]) => {
      const file = inventory.reduce<Tree | undefined>((at, key) => at && childOf(at, key), value);
      return file?.type === 'scalar' ? [{ section, name, file }] : [];
    });
  });
}

function selection(select: Tree, file: ScalarTree, { ids, serials }: Named): Tree | undefined {
  if (select.type !== 'map') return undefined;
  const members = new Map(select.members);
  members.delete('file');
  for (const [key, values] of Object.entries({ ids, serial_numbers: serials }))
    if (values.length > 0) members.set(key, longer(members.get(key), file, values));
  return { ...select, members };
}

function longer(known: Member | undefined, { spot, end }: ScalarTree, values: readonly string[]): Member {
  const items = known?.value.type === 'list' ? known.value.items : [];
  const there = new Set(items.map((item) => (item.type === 'scalar' ? item.value : null)));
  const more = values.filter((value) => !there.has(value));
  const added = more.map((value): Tree => ({ type: 'scalar', spot, value, end }));
  return { key: spot, value: { type: 'list', spot, items: [...items, ...added] } };
}
