// Text to tokens. Never fails: what cannot be read becomes a `bad` token that holds its error and everything
// after it, so the parser reports the first mistake of the text, whatever its sort.

import type { FilterError } from './filter.ts';
import { readString } from './string.ts';

/** `at` is the 0-based offset of the token, `text` what stands there. */
export type Token = { readonly at: number; readonly text: string } & (
  | { readonly kind: 'word' | 'symbol' | '(' | ')' | '[' | ']' | 'end' }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'bad'; readonly error: FilterError }
);

const space = /\s*/y;
const symbol = /[=<>!&|~,;]+/y;
const word = /[^\s()[\]"'\u201c\u201d\u201e\u2018\u2019=<>!&|~,;]+/y;

/** All tokens of a text; the last one is always `end`. */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = match(space, text, 0).length;
  while (at < text.length) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
    at += match(space, text, at).length;
  }
  return [...tokens, { kind: 'end', at, text: '' }];
}

function tokenAt(text: string, at: number): Token {
  const first = text.charAt(at);
  if (first === '(' || first === ')' || first === '[' || first === ']')
    return { kind: first, at, text: first };
  if (first === '"') return readString(text, at);
  const signs = match(symbol, text, at);
  if (signs !== '') return { kind: 'symbol', at, text: signs };
  const name = match(word, text, at);
  if (name !== '') return { kind: 'word', at, text: name };
  const message = `text stands in straight double quotes ("), not in ${first}`;
  return {
    kind: 'bad',
    at,
    text: text.slice(at),
    error: { position: at, message, expected: 'a text such as "Windows"' },
  };
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
