// Rows of a history as CSV (RFC 4180: CRLF, quotes where they are needed). A cell that a spreadsheet would take for a
// formula begins with an apostrophe; control characters are shown as escapes, so that a row is always one line.

import { textAt } from '../model/history.ts';
import type { HistoryRow } from '../model/kind.ts';
import { clean } from './clean.ts';

/** A line of headings, which are the columns, and a line for each row. */
export function historyCsv(columns: readonly string[], rows: readonly HistoryRow[]): string {
  const lines = rows.map(({ shown }) => columns.map((column) => cell(textAt(shown, column))));
  return [columns.map(cell), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const harmless = clean(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  return /[",]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
