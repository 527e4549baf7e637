// Texts of Terraform's JSON syntax: each is a template. `$${` and `%%{` stand for `${` and `%{`; anything else that
// begins so is an expression, which only terraform can resolve, and is reported at its character.

import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Place } from '../../model/failure.ts';
import { finding } from '../finding.ts';
import { placeInside } from '../inside.ts';
import { placeOf } from '../source.ts';
import type { Member, ScalarTree, Tree } from '../tree.ts';

/** The text as a template that gives it. */
export const escaped = (text: string): string => text.replace(/([$%])\{/g, '$1$1{');

/** The text that a template without expressions gives. */
export const unescaped = (text: string): string => text.replace(/\$\$\{|%%\{/g, (mark) => mark.slice(1));

/** Where the first expression begins; undefined where there is none. */
export function expressionIn(text: string): number | undefined {
  for (const { 0: mark, index } of text.matchAll(/\$\$\{|%%\{|[$%]\{/g)) if (mark.length === 2) return index;
  return undefined;
}

export interface Literal<T> {
  readonly tree: T;
  /** An error for each expression. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Every text and key below, as what it stands for. */
export function literal<T extends Tree>(tree: T): Literal<T> {
  const diagnostics: Diagnostic[] = [];
  // Each kind of tree gives one of its own kind.
  return { tree: resolved(tree, diagnostics) as T, diagnostics };
}

function resolved(tree: Tree, found: Diagnostic[]): Tree {
  if (tree.type === 'scalar') return scalar(tree, found);
  if (tree.type === 'list') return { ...tree, items: tree.items.map((item) => resolved(item, found)) };
  const members = new Map<string, Member>();
  for (const [name, { key, value }] of tree.members) {
    if (expressionIn(name) !== undefined) found.push(unresolved(name, placeOf(key)));
    members.set(unescaped(name), { key, value: resolved(value, found) });
  }
  return { ...tree, members };
}

function scalar(tree: ScalarTree, found: Diagnostic[]): ScalarTree {
  if (typeof tree.value !== 'string') return tree;
  const at = expressionIn(tree.value);
  if (at !== undefined) found.push(unresolved(tree.value.slice(at), placeInside(tree, at)));
  return { ...tree, value: unescaped(tree.value) };
}

function unresolved(text: string, where: Place): Diagnostic {
  // A reference is worth showing; any other expression may hold what nobody should read.
  const [reference] = /^\$\{[A-Za-z_][\w.-]{0,60}\}/.exec(text) ?? ['this expression'];
  const words = {
    summary: `only terraform can resolve ${reference}`,
    why: 'trueup reads the configuration without evaluating it; $${ and %%{ stand for the characters themselves',
    next: 'write the value out, or use terraform plan: the provider makes the same plan',
  };
  return finding('terraform-expression', words, where);
}
