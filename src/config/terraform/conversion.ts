// Scalars of another type than their argument has: Terraform converts them by itself where nothing is lost, and so a file
// in its JSON syntax is read here. What cannot be converted exactly stays, for the schema to refuse.

import type { Json } from '../../model/json.ts';
import { isTerraform } from '../find.ts';
import { keysOf, nearest, type ScalarTree, type Tree, toValue, writtenAs } from '../tree.ts';
import type { Validator } from '../violation.ts';

/** The tree with the scalars of Terraform's files converted to what the schema asks for. */
export function converted<T extends Tree>(tree: T, validator: Validator): T {
  const others = new Map<Tree, Json>();
  for (const { keyword, params, instancePath } of validator(toValue(tree))) {
    const found = keyword === 'type' ? nearest(tree, keysOf(instancePath)) : tree;
    if (found.type !== 'scalar' || !isTerraform(found.spot.source.file)) continue;
    const value = [params['type']].flat().map((type) => conversions[String(type)]?.(found));
    const exact = value.find((one) => one !== undefined);
    if (exact !== undefined) others.set(found, exact);
  }
  // Each kind of tree gives one of its own kind.
  return others.size === 0 ? tree : (exchanged(tree, others) as T);
}

function exchanged(tree: Tree, others: ReadonlyMap<Tree, Json>): Tree {
  if (tree.type === 'scalar') return { ...tree, value: others.get(tree) ?? tree.value };
  if (tree.type === 'list') return { ...tree, items: tree.items.map((item) => exchanged(item, others)) };
  const members = [...tree.members].map(
    ([name, member]) => [name, { ...member, value: exchanged(member.value, others) }] as const,
  );
  return { ...tree, members: new Map(members) };
}

/** A text, or, in a file of Terraform, a scalar that it would make one; undefined for anything else. */
export function asText(tree: Tree): string | undefined {
  if (tree.type !== 'scalar') return undefined;
  const { value, spot } = tree;
  if (typeof value === 'string') return value;
  if (!isTerraform(spot.source.file)) return undefined;
  return typeof value === 'boolean' || isExact(tree) ? String(value) : undefined;
}

function asNumber({ value }: ScalarTree): number | undefined {
  if (typeof value !== 'string' || !/^-?\d{1,15}(\.\d{1,15})?$/.test(value)) return undefined;
  return isShort(value) ? Number(value) : undefined;
}

const booleans: Readonly<Record<string, boolean>> = { true: true, false: false, 1: true, 0: false };

const conversions: Readonly<Record<string, (tree: ScalarTree) => Json | undefined>> = {
  string: asText,
  number: asNumber,
  integer: (tree) => {
    const number = asNumber(tree);
    return Number.isInteger(number) ? number : undefined;
  },
  boolean: ({ value }) =>
    typeof value === 'string' && Object.hasOwn(booleans, value) ? booleans[value] : undefined,
};

/** Whether a number is what the file says, and Terraform writes it in the same digits. */
function isExact(tree: ScalarTree): boolean {
  const { value } = tree;
  if (typeof value !== 'number') return false;
  return Number.isInteger(value) ? Number.isSafeInteger(value) : isShort(writtenAs(tree));
}

/** A double holds fifteen digits of a decimal, and is written without an exponent from 0.000001 on. */
function isShort(text: string): boolean {
  const [number, digits] = [Math.abs(Number(text)), text.replace(/\D/g, '')];
  return /^-?[\d.]+$/.test(text) && digits.length <= 15 && (number === 0 || number >= 1e-6);
}
