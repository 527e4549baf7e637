// Prints results as Markdown tables, so that they can be pasted into the README as they are.

export const ratio = (a, b) => `${(a / b).toFixed(2)} x`;
export const ms = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
export const mb = (value) => `${value.toFixed(0)} MB`;
export const signed = (value) => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(0)} MB`;

/** Rows are objects with the same keys, which are the columns. */
export function printTable(title, rows) {
  const columns = Object.keys(rows[0]);
  const widths = columns.map((column) =>
    Math.max(column.length, ...rows.map((row) => String(row[column]).length)),
  );
  const line = (cells) => `| ${cells.map((cell, i) => String(cell).padEnd(widths[i])).join(' | ')} |`;
  console.log(`\n${title}\n`);
  console.log(line(columns));
  console.log(line(widths.map((width) => '-'.repeat(width))));
  for (const row of rows) console.log(line(columns.map((column) => row[column])));
}

/** Results of reading a fleet; `floor` is what all of them are measured by. */
export function printFleet(title, results) {
  const { floor } = results;
  const rows = Object.entries(results).map(([what, { ms: time, cpu, mb: peak }]) => ({
    what,
    'x floor': ratio(time, floor.ms),
    'memory over floor': signed(peak - floor.mb),
    'CPU x floor': ratio(cpu, floor.cpu),
    time: ms(time),
    CPU: ms(cpu),
    peak: mb(peak),
  }));
  printTable(title, rows);
}
