// Operators by name: those of SCIM, and those that people write out of habit and what they mean here.

import { type CompareOp, compareOps } from './filter.ts';

const operators = [...compareOps, 'pr'] as const;
export const operatorNames = 'eq, ne, co, sw, ew, pr, gt, ge, lt or le';

const habits: Readonly<Record<CompareOp | 'pr' | 'and' | 'or' | 'not', string>> = {
  eq: '= == === equals equal equalto is',
  ne: '!= <> !== not notequals notequal noteq neq',
  co: '~ =~ ~= contains contain includes include like has matches',
  sw: 'startswith startwith starts begins beginswith',
  ew: 'endswith endwith ends',
  pr: 'exists present notnull',
  gt: '> greater greaterthan after',
  ge: '>= => gte geq greaterorequal',
  lt: '< less lessthan before',
  le: '<= =< lte leq lessorequal',
  and: '& &&',
  or: '| ||',
  not: '!',
};
const meanings = new Map(
  Object.entries(habits).flatMap(([op, words]) => words.split(' ').map((word) => [word, op] as const)),
);

/** The operator that a word names, without case; undefined for any other word. */
export function operatorOf(word: string): CompareOp | 'pr' | undefined {
  const lower = word.toLowerCase();
  return operators.find((op) => op === lower);
}

/** True for `and` and `or`, without case. */
export const isConnective = (word: string): boolean => /^(?:and|or)$/i.test(word);

/** What somebody who wrote this word or sign most likely meant; undefined where nothing is near. */
export function meant(word: string): string | undefined {
  const plain = word.toLowerCase().replace(/[_-]/g, '');
  const near = (op: string) => op.length === 2 && isOneEdit(op, plain);
  return meanings.get(plain) ?? operatorOf(plain) ?? operators.find(near);
}

/** True where one letter put in, left out, changed or swapped with its neighbour makes `word` of the two-letter `op`. */
function isOneEdit(op: string, word: string): boolean {
  const [a = '', b = ''] = op;
  const patterns = [`${a}.`, `.${b}`, `${b}${a}`, `.${a}${b}`, `${a}.${b}`, `${a}${b}.`, a, b];
  return patterns.some((pattern) => new RegExp(`^${pattern}$`, 'u').test(word));
}
