// The words of a refusal: for each thing that could not be read, what stands there and what to write instead.

import type { CompareOp, Parsed } from './filter.ts';
import type { Token } from './lex.ts';
import { isConnective, meant, operatorNames, operatorOf } from './operator.ts';

type Refusal = Extract<Parsed<never>, { ok: false }>;

const attribute = 'an attribute name, "not (" or "("';
const value = 'a quoted text, a number, true, false or null';

export function refuse(position: number, message: string, expected?: string): Refusal {
  return { ok: false, error: { position, message, ...(expected !== undefined && { expected }) } };
}

function refuseAt(token: Token, message: string, expected: string): Refusal {
  return token.kind === 'bad' ? { ok: false, error: token.error } : refuse(token.at, message, expected);
}

export function noAttribute(token: Token): Refusal {
  const messages: Partial<Record<Token['kind'], string>> = {
    end: 'the filter ends where a comparison should stand',
    string: 'an attribute name stands on the left, without quotes: os_type eq "Windows"',
    symbol:
      meant(token.text) === 'not' ? 'write not ( … ) in place of !' : `nothing stands before ${quote(token)}`,
  };
  return refuseAt(token, messages[token.kind] ?? `a comparison is missing before ${quote(token)}`, attribute);
}

export function noOperator(token: Token, path: Token): Refusal {
  if (operatorOf(path.text) !== undefined) {
    return refuse(path.at, `an attribute name is missing before "${path.text}"`, attribute);
  }
  const instead = token.kind === 'word' || token.kind === 'symbol' ? meant(token.text) : undefined;
  if (instead !== undefined && operatorOf(instead) !== undefined) {
    return refuse(token.at, `${quote(token)} is not an operator: use ${instead}`, operatorNames);
  }
  if (token.kind === 'word' && !isConnective(token.text)) {
    return refuse(token.at, `${quote(token)} is not an operator`, operatorNames);
  }
  return refuseAt(token, `an operator is missing after ${quote(path)}`, operatorNames);
}

export function noValue(token: Token, op: CompareOp): Refusal {
  if (token.kind !== 'word') return refuseAt(token, `a value is missing after ${op}`, value);
  const lower = token.text.toLowerCase();
  const isConstant = ['true', 'false', 'null'].includes(lower);
  const hint = isConstant ? `write ${lower} in small letters` : `put text in quotes: ${quote(token)}`;
  return refuse(token.at, `${quote(token)} is not a value; ${hint}`, value);
}

export function noOpening(token: Token): Refusal {
  return refuseAt(token, 'not is followed by parentheses: not (os_type eq "Linux")', '"("');
}

/** After a whole comparison: `open` is the bracket that is still open, if any. */
export function notJoined(token: Token, open: Token | undefined): Refusal {
  const expected = open === undefined ? '"and", "or" or the end' : `"and", "or" or "${closer(open)}"`;
  if (token.kind === 'end' && open !== undefined) {
    return refuse(open.at, `this "${open.text}" is never closed`, `"${closer(open)}" before the end`);
  }
  if (token.kind === ')' || token.kind === ']') {
    const why = open === undefined ? 'closes nothing' : `does not close the "${open.text}" before it`;
    return refuse(token.at, `this "${token.text}" ${why}`, expected);
  }
  const instead = meant(token.text);
  if (instead === 'and' || instead === 'or') {
    return refuse(token.at, `"${token.text}" does not join comparisons: use ${instead}`, expected);
  }
  return refuseAt(token, `join comparisons with "and" or "or" before ${quote(token)}`, expected);
}

export const closer = (open: Token): ')' | ']' => (open.kind === '[' ? ']' : ')');

/** A token as messages show it: in quotes, control characters escaped, and cut where it is long. */
export function quote(token: Token): string {
  const short = token.text.length > 60 ? `${token.text.slice(0, 60)}…` : token.text;
  return token.kind === 'string' ? short : JSON.stringify(short);
}
