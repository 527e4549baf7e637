// guards.rules of trueup.yaml: each must compile, or is an error where it stands. The evaluator is loaded only
// where there are rules.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Place } from '../model/failure.ts';
import { finding } from './finding.ts';
import { placeInside } from './inside.ts';
import type { RawFile } from './tenant.ts';
import { childOf, type ScalarTree, type Tree } from './tree.ts';

interface RuleTree {
  readonly text: string;
  readonly tree: ScalarTree;
}

function rulesIn(tenant: Tree): RuleTree[] {
  const guards = childOf(tenant, 'guards');
  const rules = guards && childOf(guards, 'rules');
  return (rules?.type === 'list' ? rules.items : []).flatMap((rule) => {
    const assert = childOf(rule, 'assert');
    return assert?.type === 'scalar' && typeof assert.value === 'string'
      ? [{ text: assert.value, tree: assert }]
      : [];
  });
}

/** An error for each rule that does not compile. */
export async function ruleFaults(file: Tree): Promise<Diagnostic[]> {
  const tenants = childOf(file, 'tenants');
  const rules =
    tenants?.type === 'map' ? [...tenants.members.values()].flatMap(({ value }) => rulesIn(value)) : [];
  if (rules.length === 0) return [];
  const { compileRule } = await import('../engine/rules.ts');
  return rules.flatMap(({ text, tree }) => {
    const compiled = compileRule(text);
    return compiled.ok ? [] : [doesNotCompile(compiled.error, placeInside(tree, 0))];
  });
}

/** The same file, each rule with its place, for the findings that it will make. */
export function withPlaces(raw: RawFile, file: Tree): RawFile {
  const tenants = Object.entries(raw.tenants).map(([name, tenant]) => {
    const tree = childOf(childOf(file, 'tenants') ?? file, name);
    const places = tree === undefined ? [] : rulesIn(tree).map((rule) => placeInside(rule.tree, 0));
    const rules = tenant.guards?.rules?.map((rule, i) => ({
      ...rule,
      ...(places[i] && { where: places[i] }),
    }));
    return [name, rules === undefined ? tenant : { ...tenant, guards: { ...tenant.guards, rules } }];
  });
  return { ...raw, tenants: Object.fromEntries(tenants) };
}

const doesNotCompile = (why: string, where: Place): Diagnostic =>
  finding(
    'rule',
    {
      summary: 'this rule does not compile',
      why,
      next: 'correct the CEL expression; its variable is plan, the JSON of trueup plan --json',
    },
    where,
  );
