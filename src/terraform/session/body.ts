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

export function bodyOf(file: string, value: JsonObject): Body {
  const text = JSON.stringify(value);
  const source = { file, text, lineStarts: [0] };
  const marks: { readonly offset: number; readonly keys: Keys }[] = [];
  let at = 0;

  const mark = (keys: Keys): Spot => {
    marks.push({ offset: at, keys });
    return { source, offset: at };
  };

  const scalar = (json: Json, keys: Keys): Tree => {
    const spot = mark(keys);
    at += JSON.stringify(json).length;
    return { type: 'scalar', spot, value: json, end: at };
  };

  const list = (items: readonly Json[], keys: Keys): Tree => {
    const spot = mark(keys);
    at += 1;
    const trees = items.map((item, i) => {
      const made = tree(item, [...keys, i]);
      at += 1;
      return made;
    });
    if (items.length === 0) at += 1;
    return { type: 'list', spot, items: trees };
  };

  const map = (object: JsonObject, keys: Keys): MapTree => {
    const spot = mark(keys);
    at += 1;
    const members = new Map<string, Member>();
    for (const [name, member] of Object.entries(object)) {
      const key = mark([...keys, name]);
      at += JSON.stringify(name).length + 1;
      members.set(name, { key, value: tree(member, [...keys, name]) });
      at += 1;
    }
    if (members.size === 0) at += 1;
    return { type: 'map', spot, members };
  };

  const tree = (json: Json, keys: Keys): Tree => {
    if (Array.isArray(json)) return list(json, keys);
    // What is neither an array nor a scalar is an object of JSON.
    return typeof json === 'object' && json !== null ? map(json as JsonObject, keys) : scalar(json, keys);
  };

  const made = map(value, []);
  const keysAt = ({ column = 1 }: Place): Keys => last(marks, column - 1);
  return { file, tree: made, keysAt };
}

/** The last mark at or before the offset; marks are in the order of their offsets. */
function last(marks: readonly { readonly offset: number; readonly keys: Keys }[], offset: number): Keys {
  let [low, high] = [0, marks.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((marks[middle]?.offset ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return marks[low]?.keys ?? [];
}
