// The arguments of a resource, as its section has them: an argument that is null is absent, and what only the provider
// can fill in, or what no resource has, is an error where it is written.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { oncePerPair } from '../../model/once-per.ts';
import { type ResourceRule, resourcePrefix } from '../../model/resource.ts';
import { finding } from '../finding.ts';
import { childOf, keyPlace, type MapTree, type Member, nearest, replaced, type Tree } from '../tree.ts';

/** Attributes that a provider works out. No section has a key of such a name. */
export const computed: readonly string[] = ['members', 'changes', 'plan_id'];

export interface Arguments {
  readonly args: MapTree;
  readonly diagnostics: readonly Diagnostic[];
}

/** Once for a resource, which is looked at again with each that Terraform asks about after it. */
export const argumentsOf = oncePerPair((rule: ResourceRule, body: MapTree): Arguments => {
  const diagnostics: Diagnostic[] = [];
  let args: Tree = withoutNulls(body);
  const unwanted = [...computed, ...(rule.omits ?? [])].map((dotted) => dotted.split('.'));
  for (const keys of unwanted) {
    if (!has(args, keys)) continue;
    const key = keys.at(-1) ?? '';
    const where = keyPlace(nearest(args, keys.slice(0, -1)), key);
    const words = computed.includes(key) ? filledIn(key) : noArgument(rule, keys.join('.'));
    diagnostics.push(finding('not-an-argument', words, where));
    args = replaced(args, keys, undefined);
  }
  for (const dotted of rule.omits ?? []) args = lacking(args, dotted.split('.'));
  // Taking members out of a map, or marking one, leaves a map.
  return { args: args as MapTree, diagnostics };
});

/** With the last of these keys marked as one that cannot be written there. */
function lacking(tree: Tree, [key = '', ...rest]: readonly string[]): Tree {
  if (tree.type !== 'map') return tree;
  if (rest.length === 0) return { ...tree, lacks: [...(tree.lacks ?? []), key] };
  const inner = childOf(tree, key);
  return inner === undefined ? tree : replaced(tree, [key], lacking(inner, rest));
}

function has(tree: Tree, keys: readonly string[]): boolean {
  const [key, ...rest] = keys;
  if (key === undefined) return true;
  const value = tree.type === 'map' ? tree.members.get(key)?.value : undefined;
  return value !== undefined && has(value, rest);
}

/** Without members that are null, at any depth of maps. What a list of a resource holds is sent as it is, and stays. */
export function withoutNulls(tree: MapTree, lists: 'kept' | 'too' = 'kept'): MapTree {
  const inner = (value: Tree): Tree => {
    if (value.type === 'map') return withoutNulls(value, lists);
    return value.type === 'list' && lists === 'too' ? { ...value, items: value.items.map(inner) } : value;
  };
  const members = new Map<string, Member>();
  for (const [key, { value, ...member }] of tree.members)
    if (value.type !== 'scalar' || value.value !== null) members.set(key, { ...member, value: inner(value) });
  return { ...tree, members };
}

const filledIn = (key: string) => ({
  summary: `there is no argument ${key} to set`,
  why: 'it is worked out from the tenant while planning',
  next: 'delete it',
});

const noArgument = ({ type }: ResourceRule, dotted: string) => ({
  summary: `${resourcePrefix}${type} has no ${dotted}`,
  why: 'only a desired file in YAML can have it',
  next: 'write what it stands for out: trueup convert does so',
});
