// Schema violations to diagnostics with places; and what is left of a tree when every wrong part is taken out, so
// that the checks behind the schema can still speak about the rest in the same run.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Place } from '../model/failure.ts';
import { finding } from './finding.ts';
import { placeOf } from './source.ts';
import { keyPlace, keysOf, nearest, pointerOf, replaced, type Tree, toValue } from './tree.ts';
import { collapse, type Validator, type Violation } from './violation.ts';
import { wordingOf } from './wording.ts';

/** The most violations that are put into words; more of them are one mistake made many times. */
const maxViolations = 1000;

export function validate(tree: Tree, validator: Validator): readonly Diagnostic[] {
  const violations = collapse(validator(toValue(tree)));
  const findings = violations.slice(0, maxViolations).map((violation) => toDiagnostic(tree, violation));
  const unique = new Map(findings.map((one) => [JSON.stringify([one.summary, one.where]), one]));
  const more = violations.length - maxViolations;
  return more > 0 ? [...unique.values(), andMore(more)] : [...unique.values()];
}

/**
 * The tree with its wrong parts taken out, and a wrong choice replaced by one that is allowed; null where there are
 * too many of them, or the root is wrong.
 */
export function pruned(tree: Tree, validator: Validator): Tree | null {
  let left = tree;
  for (let round = 0; round < 64; round++) {
    const violations = validator(toValue(left));
    if (violations.length === 0) return left;
    const wrong = new Map(
      collapse(violations).map((violation) => [pointerOf(culpritOf(violation)), violation]),
    );
    if (wrong.has('') || wrong.size > maxViolations) return null;
    // Later items first, so that the positions of those before them still hold.
    const cuts = [...wrong].map(([pointer, violation]) => ({ keys: keysOf(pointer), violation }));
    for (const { keys, violation } of cuts.sort((a, b) => laterFirst(a.keys, b.keys))) {
      left = replaced(left, keys, repaired(nearest(left, keys), violation));
    }
  }
  return null;
}

/** Another value for this one; undefined: it goes. */
function repaired(tree: Tree, { keyword, params }: Violation): Tree | undefined {
  const allowed = params['allowedValues'];
  if (keyword !== 'enum' || !Array.isArray(allowed) || tree.type !== 'scalar') return undefined;
  return { ...tree, value: allowed[0] };
}

function laterFirst(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((key, i) => key !== b[i]);
  const [x = '', y = ''] = at < 0 ? [] : [a[at], b[at]];
  return Number(y) - Number(x) || b.length - a.length;
}

/** The keys of the part to take out. */
function culpritOf({ instancePath, params }: Violation): readonly string[] {
  const key = wrongKeyOf(params);
  return [...keysOf(instancePath), ...(key === undefined ? [] : [key])];
}

const wrongKeyOf = (params: Violation['params']): string | undefined => {
  const key = params['additionalProperty'] ?? params['unevaluatedProperty'] ?? params['propertyName'];
  return key === undefined ? undefined : String(key);
};

function toDiagnostic(root: Tree, violation: Violation): Diagnostic {
  const keys = keysOf(violation.instancePath);
  const tree = nearest(root, keys);
  const { code, ...words } = wordingOf({ violation, tree, label: labelOf(root, keys) });
  const key = wrongKeyOf(violation.params);
  const item = violation.keyword === 'uniqueItems' ? itemPlaces(tree, violation) : undefined;
  const where = item?.where ?? (key === undefined ? placeOf(tree.spot) : keyPlace(tree, key));
  return finding(code, words, where, item ? { also: item.also } : {});
}

function itemPlaces(tree: Tree, { params }: Violation): { readonly where: Place; readonly also: Place } {
  const [first, second] = [Number(params['i']), Number(params['j'])].sort((a, b) => a - b);
  const placeAt = (index: number | undefined) => placeOf(nearest(tree, [String(index)]).spot);
  return { where: placeAt(second), also: placeAt(first) };
}

function labelOf(root: Tree, keys: readonly string[]): string {
  let label = '';
  for (const [at, key] of keys.entries()) {
    const inList = nearest(root, keys.slice(0, at)).type === 'list';
    const found = nearest(root, keys.slice(0, at + 1));
    label += inList ? `[${key}]` : `${at === 0 ? '' : '.'}${key}`;
    if (found.type === 'map' && found.as !== undefined) label = found.as;
  }
  return label;
}

const andMore = (count: number): Diagnostic =>
  finding('and-more', {
    summary: `and ${count} more`,
    why: `the first ${maxViolations} are shown`,
    next: 'many alike come from one cause: mend that, and run again',
  });
