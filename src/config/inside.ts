// The place of a character inside a text value, whatever its quotes, escapes and folded lines: the value and its
// source are walked side by side. Where the two part, the place is that of the whole text.

import type { Place } from '../model/failure.ts';
import { placeOf } from './source.ts';
import { type ScalarTree, writtenAs } from './tree.ts';

interface Walk {
  readonly written: string;
  readonly value: string;
  readonly style: 'single' | 'double' | 'plain' | 'literal' | 'folded';
  /** Columns that a block's lines are indented by; flow texts drop all white space there. */
  readonly indent: number;
}

/** Place of the character at `index` of a text scalar. */
export function placeInside(scalar: ScalarTree, index: number): Place {
  const at = typeof scalar.value === 'string' ? offsetOf(writtenAs(scalar), scalar.value, index) : 0;
  return placeOf({ source: scalar.spot.source, offset: scalar.spot.offset + at });
}

function offsetOf(written: string, value: string, index: number): number {
  const style = styles[written[0] ?? ''] ?? 'plain';
  const body = isBlock(style) ? written.indexOf('\n') + 1 : 0;
  const walk: Walk = {
    written,
    value,
    style,
    indent: isBlock(style) ? indentOf(written.slice(body), value) : 0,
  };
  let at = isBlock(style) ? lineStart(walk, body) : style === 'plain' ? 0 : 1;
  for (let i = 0; i < index && i < value.length; i++) {
    const next = after(walk, joined(walk, at), i);
    if (next === undefined) return 0;
    at = next;
  }
  return joined(walk, at);
}

const styles: Readonly<Record<string, Walk['style']>> = {
  "'": 'single',
  '"': 'double',
  '|': 'literal',
  '>': 'folded',
};
const isBlock = (style: Walk['style']): boolean => style === 'literal' || style === 'folded';

/** What the first line that is not blank has more of in the file than in the value. */
function indentOf(body: string, value: string): number {
  const margin = (text: string): number => /^(?:[ \t]*\r?\n)*( *)/.exec(text)?.[1]?.length ?? 0;
  return Math.max(0, margin(body) - margin(value));
}

/** Where the source goes on after the value's character `i`; undefined where it has another one. */
function after(walk: Walk, at: number, i: number): number | undefined {
  const { written, value, style } = walk;
  const character = value.charAt(i);
  if (style === 'double' && written[at] === '\\') return at + escapeWidth(written, at);
  if (style === 'single' && character === "'") return at + 2;
  const breaks = /\s/.test(character) ? lineBreaks(walk, at) : [];
  if (breaks.length === 0) return written[at] === character ? at + 1 : undefined;
  const kept = /^\n*/.exec(value.slice(i))?.[0].length ?? 0;
  // A break alone folds to a space; more of them fold to one less, or stay.
  const eaten = kept === 0 ? breaks.length : 1 + Math.max(0, breaks.length - kept);
  return lineStart(walk, breaks[eaten - 1] ?? at);
}

/** Offsets behind each line break of the run that begins here. */
function lineBreaks({ written, style, indent }: Walk, at: number): number[] {
  const blank = style === 'literal' ? '' : `(?:\\r?\\n {0,${indent}}(?=\\r?\\n|$))*`;
  const run = isBlock(style) ? new RegExp(`^${blank}\\r?\\n`) : /^[ \t]*(?:\r?\n[ \t]*)+/;
  return [...(run.exec(written.slice(at))?.[0] ?? '').matchAll(/\n/g)].map(({ index }) => at + index + 1);
}

function lineStart({ written, style, indent }: Walk, at: number): number {
  const margin = /^[ \t]*/.exec(written.slice(at))?.[0].length ?? 0;
  return at + (isBlock(style) ? Math.min(indent, margin) : margin);
}

/** Behind an escaped line break, which stands for nothing. */
function joined({ written, style }: Walk, at: number): number {
  const join = style === 'double' ? (/^(?:\\\r?\n[ \t]*)+/.exec(written.slice(at))?.[0].length ?? 0) : 0;
  return at + join;
}

const escapeWidth = (written: string, at: number): number =>
  /^\\(x..|u....|U.{8}|[\s\S])/.exec(written.slice(at, at + 10))?.[0].length ?? 1;
