// The arguments of a resource as a tree with places, as if they were a file: the file is the resource's name, and its
// only line is the arguments as JSON. So what the kinds find wrong leads back to the attribute it stands in.

import type { Spot } from '../../config/source.ts';
import type { MapTree, Member, Tree } from '../../config/tree.ts';
import type { Place } from '../../model/failure.ts';
import type { Json, JsonObject } from '../../model/json.ts';

export interface Body {
  /** What messages call the resource: `id360_device_set finance`. No two bodies of a plan share it. */
  readonly file: string;
  readonly tree: MapTree;
  /** The keys down to the value that stands at a place of this file. */
  readonly keysAt: (place: Place) => readonly (string | number)[];
}

type Keys = readonly (string | number)[];

interface Mark {
  readonly offset: number;
  readonly keys: Keys;
}

export function bodyOf(file: string, value: JsonObject): Body {
  const writing: Writing = {
    source: { file, text: JSON.stringify(value), lineStarts: [0] },
    marks: [],
    at: 0,
  };
  const tree = mapOf(writing, value, []);
  return { file, tree, keysAt: ({ column = 1 }) => last(writing.marks, column - 1) };
}

/** How far the text of the arguments has been followed. */
interface Writing {
  readonly source: Spot['source'];
  readonly marks: Mark[];
  at: number;
}

function treeOf(writing: Writing, json: Json, keys: Keys): Tree {
  if (Array.isArray(json)) return listOf(writing, json, keys);
  // What is neither an array nor a scalar is an object of JSON.
  if (typeof json === 'object' && json !== null) return mapOf(writing, json as JsonObject, keys);
  const spot = mark(writing, keys);
  writing.at += JSON.stringify(json).length;
  return { type: 'scalar', spot, value: json, end: writing.at };
}

function listOf(writing: Writing, items: readonly Json[], keys: Keys): Tree {
  const spot = mark(writing, keys);
  writing.at += 1;
  const trees = items.map((item, i) => {
    const tree = treeOf(writing, item, [...keys, i]);
    writing.at += 1;
    return tree;
  });
  if (items.length === 0) writing.at += 1;
  return { type: 'list', spot, items: trees };
}

function mapOf(writing: Writing, object: JsonObject, keys: Keys): MapTree {
  const spot = mark(writing, keys);
  writing.at += 1;
  const members = new Map<string, Member>();
  for (const [name, json] of Object.entries(object)) {
    const key = mark(writing, [...keys, name]);
    writing.at += JSON.stringify(name).length + 1;
    members.set(name, { key, value: treeOf(writing, json, [...keys, name]) });
    writing.at += 1;
  }
  if (members.size === 0) writing.at += 1;
  return { type: 'map', spot, members };
}

function mark({ source, marks, at }: Writing, keys: Keys): Spot {
  marks.push({ offset: at, keys });
  return { source, offset: at };
}

/** The last mark at or before the offset; marks are in the order of their offsets. */
function last(marks: readonly Mark[], offset: number): Keys {
  let [low, high] = [0, marks.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((marks[middle]?.offset ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return marks[low]?.keys ?? [];
}
