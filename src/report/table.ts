// A table as text: aligned, as wide as the page at most. Columns in which no row has anything are left out, and where
// there is no room the widest are cut first; the first column stays whole.

import { clean, cut } from './clean.ts';
import { render, row, type Span, type TextOptions } from './lines.ts';

/** Spaces between two columns. */
const gap = 2;
const narrowest = 6;

/** A line of headings and a line for each row of cells; empty text for no rows. */
export function printTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  options: TextOptions,
): string {
  const columns = headings
    .map((heading, i) => [heading, ...rows.map((cells) => clean(cells[i] ?? ''))])
    .filter(([, ...texts]) => texts.some((text) => text !== ''));
  const widths = fitted(columns.map(widthOf), options.width);
  const lines = Array.from({ length: rows.length + 1 }, (_, i) => {
    const cells = columns.map((texts, at) => padded(texts[i] ?? '', widths[at] ?? 0));
    const text = cut(cells.join(' '.repeat(gap)).trimEnd(), options.width);
    const span: Span = i === 0 ? ['strong', text] : text;
    return row(0, span);
  });
  return rows.length === 0 ? '' : render(lines, options);
}

const widthOf = (texts: readonly string[]): number =>
  texts.reduce((most, text) => Math.max(most, [...text].length), 0);

function padded(text: string, width: number): string {
  const short = cut(text, width);
  return short + ' '.repeat(Math.max(0, width - [...short].length));
}

/** The widths with the widest lowered, one character at a time, until they fit or can shrink no more. */
function fitted([first = 0, ...others]: readonly number[], page: number): readonly number[] {
  const widths = [...others];
  let left = first + widths.reduce((sum, width) => sum + gap + width, 0) - page;
  while (left > 0) {
    const widest = Math.max(narrowest, ...widths);
    if (widest === narrowest) break;
    widths[widths.indexOf(widest)] = widest - 1;
    left -= 1;
  }
  return [first, ...widths];
}
