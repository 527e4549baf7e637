// Several files to one tree. Sections that are maps merge member by member; whatever else stands twice is an error
// that names both places. The order of disjoint files does not matter.

import type { Diagnostic } from '../model/diagnostic.ts';
import { printPlace } from '../model/failure.ts';
import { finding } from './finding.ts';
import { placeOf, type Spot } from './source.ts';
import type { MapTree, Member } from './tree.ts';

export interface Merged {
  readonly tree: MapTree;
  readonly diagnostics: readonly Diagnostic[];
}

export function merge(first: MapTree, others: readonly MapTree[]): Merged {
  const diagnostics: Diagnostic[] = [];
  const sections = new Map(first.members);
  for (const { members } of others) {
    for (const [name, section] of members) {
      const known = sections.get(name);
      sections.set(name, known ? joined(name, known, section, diagnostics) : section);
    }
  }
  return { tree: { ...first, members: sections }, diagnostics };
}

function joined(name: string, first: Member, second: Member, diagnostics: Diagnostic[]): Member {
  if (first.value.type !== 'map' || second.value.type !== 'map') {
    diagnostics.push(twice(name, first.key, second.key));
    return first;
  }
  const members = new Map(first.value.members);
  for (const [key, member] of second.value.members) {
    const known = members.get(key);
    if (known) diagnostics.push(twice(`${name}.${key}`, known.key, member.key));
    else members.set(key, member);
  }
  return { ...first, value: { ...first.value, members } };
}

function twice(name: string, first: Spot, second: Spot): Diagnostic {
  const also = placeOf(first);
  const words = {
    summary: `${name} stands in two files`,
    why: `it stands in ${printPlace(also)} already, and only one of the two could count`,
    next: 'delete one of them, or merge what they hold',
  };
  return finding('duplicate-key', words, placeOf(second), { also });
}
