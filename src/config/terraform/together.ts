// The files of one configuration of Terraform, taken together: its resources as one tree of desired sections.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { printPlace } from '../../model/failure.ts';
import { finding } from '../finding.ts';
import { placeOf } from '../source.ts';
import type { MapTree } from '../tree.ts';
import type { ProviderBlock } from './provider.ts';
import type { Configuration } from './read.ts';
import { addressOfResource, desiredTree, type Spelled } from './sections.ts';

interface Together {
  /** None where there are no files of Terraform. */
  readonly trees: readonly MapTree[];
  readonly providers: readonly ProviderBlock[];
  readonly others: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export function together(files: readonly Configuration[]): Together {
  const all = files.flatMap(({ resources }) => resources);
  const first = firsts(all);
  const { tree, diagnostics } = desiredTree([...first.values()]);
  const twice = all.filter((one) => first.get(addressOfResource(one)) !== one);
  return {
    trees: files.length === 0 ? [] : [tree],
    providers: files.flatMap(({ providers }) => providers),
    others: [...new Set(files.flatMap(({ others }) => others))],
    diagnostics: [
      ...twice.map((one) => again(one, first.get(addressOfResource(one)) ?? one)),
      ...diagnostics,
    ],
  };
}

function firsts(all: readonly Spelled[]): ReadonlyMap<string, Spelled> {
  const first = new Map<string, Spelled>();
  for (const one of all) {
    const address = addressOfResource(one);
    if (!first.has(address)) first.set(address, one);
  }
  return first;
}

function again(one: Spelled, first: Spelled): Diagnostic {
  const also = placeOf(first.body.spot);
  const words = {
    summary: `${addressOfResource(one)} stands twice`,
    why: `it stands in ${printPlace(also)} already, and a resource has one block`,
    next: 'give one of them another label, or delete it',
  };
  return finding('duplicate-key', words, placeOf(one.body.spot), { also });
}
