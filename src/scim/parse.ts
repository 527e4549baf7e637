// Tokens to a filter, by recursive descent: or < and < not < comparison. The depth is counted, so no input can
// exhaust the stack; chains of and/or are lists and cost no depth.

import { type Filter, joinFilters, type Parsed } from './filter.ts';
import { type Token, tokenise } from './lex.ts';
import { isConnective, operatorOf } from './operator.ts';
import { wrongInPath } from './path.ts';
import { closer, noAttribute, noOpening, noOperator, notJoined, refuse } from './refuse.ts';
import { readValue } from './value.ts';

export { attributesOf } from './attributes.ts';

export interface ParseLimits {
  /** Longest text, in UTF-16 units; 8192 unless given. */
  readonly maxLength?: number;
  /** Deepest nesting of ( and [; 64 unless given. */
  readonly maxDepth?: number;
}

interface Cursor {
  readonly tokens: readonly Token[];
  readonly end: Token;
  readonly maxDepth: number;
  next: number;
  depth: number;
}

/**
 * The filter that a text stands for, or the first thing that is wrong with it. Names and operators are read
 * without case. White space of any sort separates. An empty text is an error, never "everything".
 */
export function parseFilter(
  text: string,
  { maxLength = 8192, maxDepth = 64 }: ParseLimits = {},
): Parsed<Filter> {
  if (text.length > maxLength) return refuse(maxLength, `the filter is longer than ${maxLength} characters`);
  if (text.trim() === '')
    return refuse(0, 'the filter is empty', 'a comparison such as os_type eq "Windows"');
  const end: Token = { kind: 'end', at: text.length, text: '' };
  const cursor: Cursor = { tokens: tokenise(text), end, maxDepth, next: 0, depth: 0 };
  const filter = readChain(cursor, 'or');
  if (!filter.ok || peek(cursor).kind === 'end') return filter;
  return notJoined(peek(cursor), undefined);
}

const peek = (cursor: Cursor): Token => cursor.tokens[cursor.next] ?? cursor.end;

function take(cursor: Cursor): Token {
  const token = peek(cursor);
  cursor.next += 1;
  return token;
}

const isWord = (token: Token, word: string): boolean =>
  token.kind === 'word' && token.text.toLowerCase() === word;

function readChain(cursor: Cursor, op: 'and' | 'or'): Parsed<Filter> {
  const operand = (): Parsed<Filter> => (op === 'or' ? readChain(cursor, 'and') : readUnit(cursor));
  const first = operand();
  if (!first.ok) return first;
  const rest: Filter[] = [];
  while (isWord(peek(cursor), op)) {
    take(cursor);
    const next = operand();
    if (!next.ok) return next;
    rest.push(next.value);
  }
  return { ok: true, value: joinFilters(op, first.value, rest) };
}

function readUnit(cursor: Cursor): Parsed<Filter> {
  const token = take(cursor);
  if (token.kind === '(') return readGroup(cursor, token);
  if (token.kind !== 'word' || isConnective(token.text)) return noAttribute(token);
  return isWord(token, 'not') ? readNot(cursor) : readComparison(cursor, token);
}

function readGroup(cursor: Cursor, open: Token): Parsed<Filter> {
  cursor.depth += 1;
  if (cursor.depth > cursor.maxDepth) {
    return refuse(open.at, `the filter is nested deeper than ${cursor.maxDepth} levels`);
  }
  const inner = readChain(cursor, 'or');
  if (!inner.ok) return inner;
  const close = take(cursor);
  cursor.depth -= 1;
  return close.kind === closer(open) ? inner : notJoined(close, open);
}

function readNot(cursor: Cursor): Parsed<Filter> {
  const open = take(cursor);
  if (open.kind !== '(') return noOpening(open);
  const inner = readGroup(cursor, open);
  return inner.ok ? { ok: true, value: { op: 'not', of: inner.value } } : inner;
}

function readComparison(cursor: Cursor, path: Token): Parsed<Filter> {
  const wrong = wrongInPath(path.text);
  if (wrong !== undefined) return refuse(path.at + wrong.offset, wrong.message, 'an attribute name');
  const next = take(cursor);
  if (next.kind === '[') return readWhere(cursor, path.text, next);
  const op = next.kind === 'word' ? operatorOf(next.text) : undefined;
  if (op === undefined) return noOperator(next, path);
  if (op === 'pr') return readPresence(cursor, path.text);
  const value = readValue(take(cursor), op);
  return value.ok ? { ok: true, value: { op, path: path.text, value: value.value } } : value;
}

function readPresence(cursor: Cursor, path: string): Parsed<Filter> {
  const next = peek(cursor);
  if (next.kind === 'string')
    return refuse(next.at, 'pr takes no value; eq compares with one', '"and", "or" or the end');
  return { ok: true, value: { op: 'pr', path } };
}

/** `emails[type eq "work"].value co "x"` is read as the `emails[type eq "work" and value co "x"]` it means. */
function readWhere(cursor: Cursor, path: string, open: Token): Parsed<Filter> {
  const inner = readGroup(cursor, open);
  if (!inner.ok) return inner;
  const dot = peek(cursor);
  if (dot.kind !== 'word' || !dot.text.startsWith('.')) return where(path, inner.value);
  take(cursor);
  const sub = readComparison(cursor, { ...dot, at: dot.at + 1, text: dot.text.slice(1) });
  return sub.ok ? where(path, both(inner.value, sub.value)) : sub;
}

const where = (path: string, of: Filter): Parsed<Filter> => ({ ok: true, value: { op: 'where', path, of } });

function both(first: Filter, second: Filter): Filter {
  return first.op === 'and' ? { op: 'and', of: [...first.of, second] } : { op: 'and', of: [first, second] };
}
