// yaml's nodes to a tree. Aliases are written out, within a budget; a key that stands twice is reported with both
// places, and its first value is kept.

import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.ts';
import { finding, type Words } from './finding.ts';
import { lineOf, placeOf, type SourceText, type Spot } from './source.ts';
import type { Member, Tree } from './tree.ts';

const maxDepth = 64;
const maxAliased = 100_000;

interface Conversion {
  readonly source: SourceText;
  readonly anchors: Map<string, Node>;
  readonly diagnostics: Diagnostic[];
  /** The anchored nodes around the one at hand, as written and as aliases write them out. */
  readonly open: readonly unknown[];
  /** True inside what an alias writes out. */
  readonly aliased: boolean;
  /** Shared by all: how many more values aliases may add. */
  readonly budget: { left: number };
}

export interface Converted {
  /** Null where aliases explode. */
  readonly tree: Tree | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function convert(source: SourceText, document: Document.Parsed): Converted {
  const diagnostics: Diagnostic[] = [];
  const budget = { left: maxAliased };
  const conversion = { source, anchors: new Map(), diagnostics, open: [], aliased: false, budget };
  const tree = toTree(conversion, document.contents, 0);
  return { tree: conversion.budget.left < 0 ? null : (tree ?? null), diagnostics };
}

/** Undefined for an alias that means nothing: it is reported, and left out. */
function toTree(conversion: Conversion, from: unknown, depth: number): Tree | undefined {
  if (isAlias(from)) return expand(conversion, from, depth);
  const { source, anchors, aliased, budget } = conversion;
  const [start, end] = rangeOf(from);
  const spot = { source, offset: start };
  const anchored = (isMap(from) || isSeq(from) || isScalar(from)) && from.anchor !== undefined;
  if (aliased) budget.left--;
  else if (anchored && from.anchor) anchors.set(from.anchor, from);
  const inner = anchored ? { ...conversion, open: [...conversion.open, from] } : conversion;
  if (isMap(from)) return { type: 'map', spot, members: members(inner, from, depth) };
  if (isSeq(from)) return { type: 'list', spot, items: items(inner, from.items, depth) };
  // The core schema makes no other scalars than these.
  const value = isScalar(from) ? (from.value as null | boolean | number | string) : null;
  return { type: 'scalar', spot, value, end };
}

function rangeOf(from: unknown): readonly [number, number] {
  // Whatever the composer made has a range.
  const range = (from as Node | null)?.range;
  return range ? [range[0], range[1]] : [0, 0];
}

function items(conversion: Conversion, from: readonly unknown[], depth: number): Tree[] {
  const made: Tree[] = [];
  for (const item of from) {
    if (conversion.budget.left < 0) break;
    const tree = toTree(conversion, item, depth + 1);
    if (tree) made.push(tree);
  }
  return made;
}

function members(conversion: Conversion, from: YAMLMap, depth: number): Map<string, Member> {
  const made = new Map<string, Member>();
  for (const pair of from.items) {
    if (conversion.budget.left < 0) break;
    const key: Spot = { source: conversion.source, offset: rangeOf(pair.key)[0] };
    const name = nameOf(pair.key);
    const first = name === null ? undefined : made.get(name);
    const value = toTree(conversion, pair.value, depth + 1);
    if (name === null) conversion.diagnostics.push(wrongKey(key));
    else if (first) conversion.diagnostics.push(twice(name, key, first.key));
    else if (value) made.set(name, { key, value: standing(key, value) });
  }
  return made;
}

/** A key is a text; a number or a word such as true is taken as it is written. */
function nameOf(key: unknown): string | null {
  if (!isScalar(key) || key.source === undefined) return null;
  if (typeof key.value === 'string') return key.value;
  return key.source === '' ? null : key.source;
}

/** A collection that begins below its key, and a value that is not there, stand where the key stands. */
function standing(key: Spot, value: Tree): Tree {
  const away = value.spot.source === key.source && lineOf(value.spot) !== lineOf(key);
  const absent = value.type === 'scalar' && value.value === null && value.end === value.spot.offset;
  return (value.type !== 'scalar' && away) || absent
    ? { ...value, spot: key, ...(absent && { end: key.offset }) }
    : value;
}

function expand(conversion: Conversion, alias: Alias, depth: number): Tree | undefined {
  const { source, anchors, open, aliased, budget, diagnostics } = conversion;
  const spot = { source, offset: rangeOf(alias)[0] };
  const target = anchors.get(alias.source);
  const fault = faultOf(alias.source, target, open, depth);
  if (fault || target === undefined) {
    diagnostics.push(finding('alias', fault ?? unknownAnchor(alias.source), placeOf(spot)));
    return undefined;
  }
  const tree = toTree({ ...conversion, aliased: true }, target, depth);
  if (budget.left < 0 && !aliased && !diagnostics.some(({ code }) => code === 'config.exploding-alias')) {
    diagnostics.push(finding('exploding-alias', exploding(alias.source), placeOf(spot)));
  }
  return tree;
}

function faultOf(
  name: string,
  target: Node | undefined,
  open: readonly unknown[],
  depth: number,
): Words | null {
  if (target === undefined) return unknownAnchor(name);
  if (open.includes(target) || depth > maxDepth) return circular(name);
  return null;
}

const unknownAnchor = (name: string): Words => ({
  summary: `the alias *${name} has no anchor &${name} before it`,
  why: 'an alias repeats a value that an anchor named',
  next: 'write the value out; a text that begins with * needs quotes',
});

const circular = (name: string): Words => ({
  summary: `the alias *${name} has no end`,
  why: 'the value it repeats holds the alias itself, or aliases nest too deep',
  next: 'write the value out',
});

const exploding = (name: string): Words => ({
  summary: `the alias *${name} explodes`,
  why: `written out, the aliases of this file make more than ${maxAliased} values`,
  next: 'write the values out, or use fewer aliases of aliases',
});

const wrongKey = (key: Spot): Diagnostic =>
  finding(
    'wrong-key',
    {
      summary: 'this key is not a text',
      why: 'a key is one word or one quoted text',
      next: 'write it as key: value',
    },
    placeOf(key),
  );

function twice(name: string, key: Spot, first: Spot): Diagnostic {
  const words = {
    summary: `the key "${name}" stands twice in the same map`,
    why: `it stands in line ${lineOf(first)} already, and only one of the two could count`,
    next: 'delete one of them, or merge what they hold',
  };
  return finding('duplicate-key', words, placeOf(key), { also: placeOf(first) });
}
