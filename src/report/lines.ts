// Lines of spans, and the only place where they become terminal text: every span is cleaned, wrapped and then
// coloured here, so no printer can let a server's characters through by mistake.

import { styleText } from 'node:util';
import { clean } from './clean.ts';

/** `color`: colour codes are written. `width`: columns of the page; longer lines are folded at spaces. */
export interface TextOptions {
  readonly color: boolean;
  readonly width: number;
}

const styles = {
  plain: [],
  danger: ['red', 'bold'],
  warn: ['yellow'],
  good: ['green'],
  info: ['cyan'],
  strong: ['bold'],
  quiet: ['dim'],
} as const;

export type Tone = keyof typeof styles;
export type Span = string | readonly [Tone, string];

export interface Line {
  readonly indent: number;
  readonly spans: readonly Span[];
  /** Never folded: a row of a listing. */
  readonly whole: boolean;
}

interface Word {
  readonly tone: Tone;
  readonly text: string;
}

export function line(indent: number, ...spans: readonly Span[]): Line {
  return { indent, spans, whole: false };
}

/** A line that stays one line, whatever the width. */
export function row(indent: number, ...spans: readonly Span[]): Line {
  return { indent, spans, whole: true };
}

export const blank: Line = { indent: 0, spans: [], whole: true };

/** The blocks with one empty line between them; empty blocks vanish. */
export function paragraphs(...blocks: readonly (readonly Line[])[]): readonly Line[] {
  return blocks
    .filter((block) => block.length > 0)
    .flatMap((block, i) => (i === 0 ? block : [blank, ...block]));
}

/** The text of the lines, each ended by a newline. */
export function render(lines: readonly Line[], options: TextOptions): string {
  return lines.map((each) => `${folded(each, options)}\n`).join('');
}

function folded({ indent, spans, whole }: Line, { color, width }: TextOptions): string {
  const room = whole ? Number.POSITIVE_INFINITY : width;
  const rows: Word[][] = [[]];
  let used = indent;
  for (const word of spans.flatMap(words)) {
    const length = [...word.text].length;
    if (used + word.text.trimEnd().length > room && used > indent + 2) {
      rows.push([]);
      used = indent + 2;
    }
    rows.at(-1)?.push(word);
    used += length;
  }
  return rows.map((each, i) => painted(each, ' '.repeat(i === 0 ? indent : indent + 2), color)).join('\n');
}

/** Words with the space that follows them. Other spaces than the plain one are no place to fold. */
function words(span: Span): Word[] {
  const [tone, raw] = typeof span === 'string' ? (['plain', span] as const) : span;
  const pieces = raw.split(/(?<= )(?! )/).filter((text) => text !== '');
  return pieces.map((text) => ({ tone, text: clean(text) }));
}

function painted(words: readonly Word[], margin: string, color: boolean): string {
  const runs = joined(words);
  const text = runs.map((run) => (color ? paint(run) : run.text)).join('');
  return text === '' ? '' : margin + text;
}

/** Neighbours of one tone as one piece; no space at the end of the row. */
function joined(words: readonly Word[]): readonly Word[] {
  const runs: Word[] = [];
  for (const word of words) {
    const last = runs.at(-1);
    if (last?.tone === word.tone) runs[runs.length - 1] = { tone: word.tone, text: last.text + word.text };
    else runs.push(word);
  }
  const last = runs.pop();
  const end = last?.text.trimEnd() ?? '';
  return last === undefined || end === '' ? runs : [...runs, { tone: last.tone, text: end }];
}

function paint({ tone, text }: Word): string {
  return tone === 'plain' ? text : styleText([...styles[tone]], text, { validateStream: false });
}
