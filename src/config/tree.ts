// A parsed file as a tree that knows where everything stands. Members are Maps and values have no prototype, so a
// key such as `__proto__` is a key like any other.

import type { Place } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import { oncePer } from '../model/once-per.ts';
import { placeOf, type Spot } from './source.ts';

export interface Member {
  readonly key: Spot;
  readonly value: Tree;
}

export interface MapTree {
  readonly type: 'map';
  readonly spot: Spot;
  /** What people call it, where its file has it under other keys than the tree. */
  readonly as?: string;
  /** Keys of its schema that its notation does not have. */
  readonly lacks?: readonly string[];
  readonly members: ReadonlyMap<string, Member>;
}

export interface ListTree {
  readonly type: 'list';
  readonly spot: Spot;
  readonly items: readonly Tree[];
}

export interface ScalarTree {
  readonly type: 'scalar';
  readonly spot: Spot;
  readonly value: Json;
  /** Where its text ends in the file, quotes included. */
  readonly end: number;
}

/** The spot of a collection that begins below its key is the key's: that is the line people look for. */
export type Tree = MapTree | ListTree | ScalarTree;

export const toValue = (tree: Tree): Json => (tree.type === 'scalar' ? tree.value : collected(tree));

/** Once for a tree: a plan of many resources looks at all that it knows again for each of them. */
const collected = oncePer((tree: MapTree | ListTree): Json => {
  if (tree.type === 'list') return tree.items.map(toValue);
  const value: Record<string, Json> = Object.create(null);
  for (const [key, member] of tree.members) value[key] = toValue(member.value);
  return value;
});

/** The keys of a JSON pointer. */
export function keysOf(pointer: string): string[] {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}

export const pointerOf = (keys: readonly string[]): string =>
  keys.map((key) => `/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

export function childOf(tree: Tree, key: string): Tree | undefined {
  if (tree.type === 'map') return tree.members.get(key)?.value;
  return tree.type === 'list' ? tree.items[Number(key)] : undefined;
}

/** The value at these keys; the nearest parent's where there is none. */
export function nearest(tree: Tree, keys: readonly string[]): Tree {
  let found = tree;
  for (const key of keys) {
    const child = childOf(found, key);
    if (child === undefined) return found;
    found = child;
  }
  return found;
}

/** The place of a member's key; of the map where it has no such member. */
export function keyPlace(tree: Tree, key: string): Place {
  const member = tree.type === 'map' ? tree.members.get(key) : undefined;
  return placeOf(member?.key ?? tree.spot);
}

/** The text of a scalar as the file has it; empty for a collection. */
export function writtenAs(tree: Tree): string {
  return tree.type === 'scalar' ? tree.spot.source.text.slice(tree.spot.offset, tree.end) : '';
}

/** The tree with another value at these keys; undefined: without it. */
export function replaced(tree: Tree, keys: readonly string[], by: Tree | undefined): Tree {
  const [key, ...rest] = keys;
  const child = key === undefined ? undefined : childOf(tree, key);
  if (key === undefined || child === undefined || tree.type === 'scalar') return tree;
  const next = rest.length > 0 ? replaced(child, rest, by) : by;
  if (tree.type === 'list') {
    return { ...tree, items: tree.items.flatMap((item, at) => (at === Number(key) ? (next ?? []) : item)) };
  }
  const members = new Map(tree.members);
  const member = members.get(key);
  if (next === undefined || member === undefined) members.delete(key);
  else members.set(key, { ...member, value: next });
  return { ...tree, members };
}
