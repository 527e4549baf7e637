// A configuration in the JSON syntax of Terraform: its id360_* resources and its provider blocks. Other blocks say
// nothing of the tenant, and are passed over.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { type ResourceRule, resourcePrefix } from '../../model/resource.ts';
import { finding } from '../finding.ts';
import { nearestWord } from '../nearest.ts';
import { placeOf, type Spot } from '../source.ts';
import type { MapTree, Member } from '../tree.ts';
import { withoutMeta } from './meta.ts';
import { type ProviderBlock, readProvider, secretsIn } from './provider.ts';
import { addressOfResource, type Spelled } from './sections.ts';
import { type Labelled, labelsIn, mapsIn } from './shapes.ts';
import { literal } from './template.ts';

export interface Configuration {
  readonly resources: readonly Spelled[];
  readonly providers: readonly ProviderBlock[];
  /** Blocks that say nothing of the tenant, by their type. */
  readonly others: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Walk {
  readonly rules: readonly ResourceRule[];
  readonly resources: Spelled[];
  readonly providers: ProviderBlock[];
  readonly others: Set<string>;
  readonly found: Diagnostic[];
}

/** Reads one file; a resource with a mistake in its notation is reported, and left out. */
export function readConfiguration(tree: MapTree, rules: readonly ResourceRule[]): Configuration {
  const walk: Walk = { rules, resources: [], providers: [], others: new Set(), found: [] };
  for (const [name, member] of tree.members) {
    const read = blocks[name];
    if (read === undefined) walk.found.push(unknownBlock(name, member.key));
    else read(walk, member, name);
  }
  const { resources, providers, others, found } = walk;
  return { resources, providers, others: [...others], diagnostics: found };
}

type ReadBlock = (walk: Walk, member: Member, name: string) => void;

const passOver: ReadBlock = ({ others }, _member, name) => void others.add(name);

// Without a prototype: a file may have any key.
const blocks: Readonly<Record<string, ReadBlock>> = Object.assign(Object.create(null), {
  resource: (walk, { value }) => {
    for (const type of labelsIn(value, 'resource', walk.found)) readType(walk, type);
  },
  provider: (walk, { value }) => {
    for (const { label, key, value: block } of labelsIn(value, 'provider', walk.found)) {
      if (label !== 'id360') walk.others.add(`provider.${label}`);
      else
        for (const body of mapsIn(block, 'provider.id360', walk.found)) {
          walk.found.push(...secretsIn(body));
          walk.providers.push(readProvider(block.type === 'list' ? body.spot : key, body));
        }
    }
  },
  module: (walk, { key, value }) => {
    const modules = labelsIn(value, 'module', walk.found);
    if (modules.length > 0) walk.found.push(unseen(modules, key));
  },
  '//': () => undefined,
  terraform: passOver,
  variable: passOver,
  output: passOver,
  locals: passOver,
  data: passOver,
  import: passOver,
  moved: passOver,
  removed: passOver,
  check: passOver,
  ephemeral: passOver,
} satisfies Record<string, ReadBlock>);

function readType(walk: Walk, { label: type, key, value }: Labelled): void {
  const rule = walk.rules.find((one) => `${resourcePrefix}${one.type}` === type);
  if (rule === undefined) {
    if (type.startsWith(resourcePrefix)) walk.found.push(unknownType(type, key, walk.rules));
    else walk.others.add(`resource.${type}`);
    return;
  }
  for (const { label, value: block } of labelsIn(value, `resource.${type}`, walk.found))
    for (const body of mapsIn(block, `resource.${type}.${label}`, walk.found))
      readResource(walk, { rule, label, body });
}

function readResource(walk: Walk, { rule, label, body: written }: Spelled): void {
  const meta = withoutMeta(written, addressOfResource({ rule, label }));
  const { tree: body, diagnostics } = literal(meta.body);
  const wrong = [...meta.diagnostics, ...diagnostics];
  walk.found.push(...wrong);
  if (wrong.length === 0) walk.resources.push({ rule, label, body });
}

function unknownBlock(name: string, key: Spot): Diagnostic {
  const known = Object.keys(blocks).filter((block) => block !== '//');
  const near = nearestWord(name, known);
  const words = {
    summary: `unknown key "${name}"`,
    why: `a configuration of Terraform has: ${known.join(', ')}`,
    next:
      near === undefined ? 'delete it; a desired file must not end in .tf.json' : `did you mean "${near}"?`,
  };
  return finding('unknown-key', words, placeOf(key));
}

function unknownType(type: string, key: Spot, rules: readonly ResourceRule[]): Diagnostic {
  const known = rules.map((rule) => `${resourcePrefix}${rule.type}`);
  const near = nearestWord(type, known);
  const words = {
    summary: `there is no resource ${type}`,
    why: `the resources are: ${known.join(', ')}`,
    next: near === undefined ? 'write one of these' : `did you mean "${near}"?`,
  };
  return finding('terraform-resource', words, placeOf(key));
}

const unseen = (modules: readonly Labelled[], key: Spot): Diagnostic =>
  finding(
    'terraform-module',
    {
      summary: `what is inside of module ${modules.map(({ label }) => label).join(', ')} is not seen`,
      why: 'trueup reads this file alone; resources of a module are not in it',
      next: 'give the files of the module with -f as well, or use terraform plan',
    },
    placeOf(key),
    { severity: 'warning' },
  );
