// Blocks in the JSON syntax of Terraform: a block is a map, several of them are a list of maps; what is of another
// shape is reported, and left out.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { finding } from '../finding.ts';
import { placeOf, type Spot } from '../source.ts';
import type { MapTree, Tree } from '../tree.ts';

export interface Labelled {
  readonly label: string;
  readonly key: Spot;
  readonly value: Tree;
}

/** The map or maps that stand at `what`; null stands for none. */
export function mapsIn(tree: Tree, what: string, found: Diagnostic[]): readonly MapTree[] {
  if (tree.type === 'scalar' && tree.value === null) return [];
  const items = tree.type === 'list' ? tree.items : [tree];
  return items.flatMap((item) => {
    if (item.type === 'map') return item;
    found.push(notAMap(item, what));
    return [];
  });
}

/** The members of the map or maps that stand at `what`, comments left out. */
export function labelsIn(tree: Tree, what: string, found: Diagnostic[]): readonly Labelled[] {
  return mapsIn(tree, what, found).flatMap(({ members }) =>
    [...members].flatMap(([label, { key, value }]) => (label === '//' ? [] : { label, key, value })),
  );
}

const notAMap = (tree: Tree, what: string): Diagnostic =>
  finding(
    'wrong-type',
    {
      summary: `${what} is ${tree.type === 'list' ? 'a list in a list' : 'a single value'}`,
      why: 'in the JSON syntax of Terraform a block is an object, and several blocks are a list of objects',
      next: 'write it as { … }',
    },
    placeOf(tree.spot),
  );
