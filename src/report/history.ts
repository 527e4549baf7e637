// The history, for printing: as a table, as CSV and as JSON.

export { historyCsv } from './history-csv.ts';
export { historyTable } from './history-table.ts';
export { historyJson } from './json.ts';
