// Sections that no resource can say. Where leaving them out changes no plan they are left out, and told; else that is
// an error.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { type Json, sameJson } from '../../model/json.ts';
import { sectionsOfRule } from '../../model/resource.ts';
import { finding } from '../finding.ts';
import { placeOf, type Spot } from '../source.ts';
import { type MapTree, toValue } from '../tree.ts';
import type { SpelledKind } from './spell.ts';

interface Unspelled {
  readonly notes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Values that do nothing to the tenant. */
const idle: ReadonlyMap<string, readonly Json[]> = new Map([['unlisted_devices', ['ignore', 'report']]]);

export function unspelled(tree: MapTree, kinds: readonly SpelledKind[]): Unspelled {
  const spelled = new Set(kinds.flatMap(({ rule }) => sectionsOfRule(rule)));
  const notes: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [name, { key, value: section }] of tree.members) {
    if (spelled.has(name)) continue;
    const value = toValue(section);
    if (idle.get(name)?.some((one) => sameJson(one, value)))
      notes.push(`${name}: ${String(value)} is left out: no resource says it, and it changes nothing.`);
    else diagnostics.push(noResource(name, value, key));
  }
  return { notes, diagnostics };
}

const noResource = (name: string, value: Json, key: Spot): Diagnostic =>
  finding(
    'no-resource',
    {
      summary: `no resource of Terraform says ${name}${typeof value === 'string' ? `: ${value}` : ''}`,
      why: 'left out, the plan would be another',
      next: 'keep this section in a desired file in YAML, and take it out of what is converted',
    },
    placeOf(key),
  );
