// The right side of a comparison: a JSON scalar that fits its operator and loses nothing by being read.

import type { CompareOp, Literal, Parsed } from './filter.ts';
import type { Token } from './lex.ts';
import { noValue, quote, refuse } from './refuse.ts';

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const constants = new Map<string, Literal>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** The number a text stands for by JSON's grammar; NaN for any other text. */
export function numberIn(text: string): number {
  return number.test(text) ? Number(text) : Number.NaN;
}

export function readValue(token: Token, op: CompareOp): Parsed<Literal> {
  if (token.kind === 'string') return { ok: true, value: token.value };
  const constant = token.kind === 'word' ? constants.get(token.text) : undefined;
  if (constant !== undefined) return readConstant(constant, token, op);
  if (token.kind !== 'word' || !number.test(token.text)) return noValue(token, op);
  return readNumber(token);
}

function readConstant(value: Literal, token: Token, op: CompareOp): Parsed<Literal> {
  if (op === 'eq' || op === 'ne') return { ok: true, value };
  return refuse(
    token.at,
    `${op} cannot compare with ${token.text}: only eq and ne can`,
    'a text or a number',
  );
}

function readNumber(token: Token): Parsed<Literal> {
  // `+ 0` makes -0 the 0 it is printed as.
  const value = numberIn(token.text) + 0;
  const isExact = Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value));
  if (isExact) return { ok: true, value };
  return refuse(
    token.at,
    `this number is too large to be exact; put it in quotes: ${quote(token)}`,
    'a text',
  );
}
