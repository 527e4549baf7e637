// The text of one file with its line starts: turns an offset into file:line:column (1-based; columns as
// editors count them, in UTF-16 units).

import type { Place } from '../model/failure.ts';

export interface SourceText {
  /** As the user would type it, relative to the working directory. */
  readonly file: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

/** A spot in a file; its line and column are worked out only when somebody asks. */
export interface Spot {
  readonly source: SourceText;
  readonly offset: number;
}

export function sourceText(file: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}

/** The spot of what no file has. */
export const nowhere: Spot = { source: sourceText('', ''), offset: 0 };

export function lineOf({ source, offset }: Spot): number {
  let [low, high] = [0, source.lineStarts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

export function placeOf(spot: Spot): Place {
  const line = lineOf(spot);
  const start = spot.source.lineStarts[line - 1] ?? 0;
  return { file: spot.source.file, line, column: spot.offset - start + 1 };
}

/** The line around a spot, for messages: trimmed, cut to 80 characters, and without what looks like a secret. */
export function lineText(spot: Spot): string {
  const start = spot.source.lineStarts[lineOf(spot) - 1] ?? 0;
  const end = spot.source.text.indexOf('\n', start);
  const line = spot.source.text.slice(start, Math.min(end < 0 ? start + 500 : end, start + 500)).trim();
  const secret = /token|secret|passw/i.exec(line);
  if (secret) return `${line.slice(0, secret.index + secret[0].length)}…`;
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
