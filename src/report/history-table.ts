// Rows of a history as a table.

import { textAt } from '../model/history.ts';
import type { HistoryRow, HistoryRule } from '../model/kind.ts';
import type { TextOptions } from './lines.ts';
import { printTable } from './table.ts';

/** A line of headings and a line for each row; empty text for no rows. */
export function historyTable(
  table: HistoryRule['table'],
  rows: readonly HistoryRow[],
  options: TextOptions,
): string {
  const cells = rows.map(({ shown }) => table.map(({ column }) => textAt(shown, column)));
  return printTable(
    table.map(({ heading }) => heading),
    cells,
    options,
  );
}
