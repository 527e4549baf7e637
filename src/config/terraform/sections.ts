// Resources of Terraform to the sections of a desired file: the same desired state in another notation. Every value
// keeps its place; what cannot be put into one tree is reported where it stands.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { printPlace } from '../../model/failure.ts';
import {
  type EntryResource,
  type ResourceRule,
  resourcePrefix,
  type WholeResource,
} from '../../model/resource.ts';
import { finding, type Words } from '../finding.ts';
import { nowhere, placeOf, type Spot } from '../source.ts';
import type { MapTree, Member, Tree } from '../tree.ts';
import { argumentsOf } from './arguments.ts';
import { asText } from './conversion.ts';

/** One resource as a configuration has it; `body` holds its arguments, without meta arguments, all of them resolved. */
export interface Spelled {
  readonly rule: ResourceRule;
  readonly label: string;
  readonly body: MapTree;
}

interface DesiredTree {
  /** Sections as `prepareTree` takes them. */
  readonly tree: MapTree;
  readonly diagnostics: readonly Diagnostic[];
}

interface Build {
  readonly sections: Map<string, Member>;
  /** The members of sections that hold one for each resource. */
  readonly entries: Map<string, Map<string, Member>>;
  /** The first resource of each rule that a tenant has one of. */
  readonly wholes: Map<string, Spelled>;
  readonly diagnostics: Diagnostic[];
}

/** As people write it: `id360_device_set.finance`. */
export const addressOfResource = ({ rule, label }: Pick<Spelled, 'rule' | 'label'>): string =>
  `${resourcePrefix}${rule.type}.${label}`;

/** The resources of one configuration as one tree of desired sections. */
export function desiredTree(resources: readonly Spelled[]): DesiredTree {
  const build: Build = { sections: new Map(), entries: new Map(), wholes: new Map(), diagnostics: [] };
  for (const { rule, label, body } of resources) {
    const { args, diagnostics } = argumentsOf(rule, body);
    const spelled = { rule, label, body: { ...args, as: addressOfResource({ rule, label }) } };
    build.diagnostics.push(...diagnostics);
    if (rule.of === 'entries') addEntry(build, rule, spelled);
    else addWhole(build, rule, spelled);
  }
  const spot = resources[0]?.body.spot ?? nowhere;
  return { tree: { type: 'map', spot, members: build.sections }, diagnostics: build.diagnostics };
}

function addEntry(build: Build, rule: EntryResource, spelled: Spelled): void {
  const { body } = spelled;
  const key = keyOf(rule, spelled);
  if ('code' in key) {
    build.diagnostics.push(key);
    return;
  }
  const value = { ...body, members: without(body.members, rule.key) };
  const members = entriesOf(build, rule.section, body.spot);
  const known = members.get(key.name);
  if (known === undefined) members.set(key.name, { key: key.spot, value });
  else if (rule.listed) members.set(key.name, { ...known, value: listOf(known.value, value) });
  else build.diagnostics.push(twice(`${rule.section}.${key.name}`, key.spot, known.key));
}

/** The first resource of a section makes it. */
function entriesOf({ sections, entries }: Build, section: string, spot: Spot): Map<string, Member> {
  const known = entries.get(section);
  if (known !== undefined) return known;
  const members = new Map<string, Member>();
  entries.set(section, members);
  sections.set(section, { key: spot, value: { type: 'map', spot, members } });
  return members;
}

const listOf = (first: Tree, next: Tree): Tree =>
  first.type === 'list'
    ? { ...first, items: [...first.items, next] }
    : { type: 'list', spot: first.spot, items: [first, next] };

/** What the member of the section is called: the key argument, or the label where that may be left out. */
function keyOf(
  rule: EntryResource,
  { label, body }: Spelled,
): { readonly name: string; readonly spot: Spot } | Diagnostic {
  const value = body.members.get(rule.key)?.value;
  if (value === undefined) return rule.keyRequired ? noKey(rule.key, body) : { name: label, spot: body.spot };
  const name = asText(value);
  return name !== undefined
    ? { name, spot: value.spot }
    : finding('wrong-type', wrongKey(rule.key, body), placeOf(value.spot));
}

/** Arguments that are sections of their own go there; the others are the members of the one section. */
function addWhole(build: Build, rule: WholeResource, spelled: Spelled): void {
  const { body } = spelled;
  const first = build.wholes.get(rule.type);
  if (first !== undefined) {
    build.diagnostics.push(second(spelled, first));
    return;
  }
  build.wholes.set(rule.type, spelled);
  const { members } = body;
  const parts = Object.entries(rule.parts);
  const own = without(members, ...Object.keys(rule.parts));
  if (own.size > 0 || members.size === 0)
    build.sections.set(rule.section, { key: body.spot, value: { ...body, members: own } });
  for (const [argument, section] of parts) {
    const member = members.get(argument);
    if (member !== undefined)
      build.sections.set(section, { ...member, value: named(member.value, `${body.as}.${argument}`) });
  }
}

const named = (tree: Tree, as: string): Tree => (tree.type === 'map' ? { ...tree, as } : tree);

function without(members: MapTree['members'], ...keys: readonly string[]): Map<string, Member> {
  const left = new Map(members);
  for (const key of keys) left.delete(key);
  return left;
}

const noKey = (key: string, { as, spot }: MapTree): Diagnostic =>
  finding(
    'missing-key',
    {
      summary: `${as} has no "${key}"`,
      why: 'addresses and the ledger know it by this name, so it cannot be left out',
      next: `add ${key}`,
    },
    placeOf(spot),
  );

const wrongKey = (key: string, { as }: MapTree): Words => ({
  summary: `${key} of ${as} is not a text`,
  why: 'it is the name that addresses and the ledger know it by',
  next: `write ${key} as a text in quotes`,
});

function twice(name: string, key: Spot, first: Spot): Diagnostic {
  const also = placeOf(first);
  const words = {
    summary: `${name} stands twice`,
    why: `it stands in ${printPlace(also)} already, and only one of the two could count`,
    next: 'give one of them another name, or merge what they hold',
  };
  return finding('duplicate-key', words, placeOf(key), { also });
}

function second({ rule, body }: Spelled, first: Spelled): Diagnostic {
  const also = placeOf(first.body.spot);
  const words = {
    summary: `${body.as} is a second ${resourcePrefix}${rule.type}`,
    why: `a tenant has one of it, and ${first.body.as} stands in ${printPlace(also)} already`,
    next: 'delete one of them, or merge what they hold',
  };
  return finding('duplicate-key', words, placeOf(body.spot), { also });
}
