// CSV inventories as spreadsheets and people write them, and every way in which one is no inventory.

import { expect, test } from 'vitest';
import { line, load } from './support.ts';

const desired = 'version: 1\nherds:\n  a:\n    mood: calm\n    select: { file: inv.csv }\n';
const withCsv = (csv: string | Uint8Array) => load({ 'd/a.yaml': desired, 'd/inv.csv': csv }, ['d']);

test.each([
  ['commas', 'id,owner\n1,ann\n2,bob\n', [2, 3]],
  ['a byte order mark and CRLF', '\ufeffid,owner\r\n1,ann\r\n2,bob\r\n', [2, 3]],
  ['semicolons', 'owner;ID\nann;1\nbob;2\n', [2, 3]],
  [
    'quotes, commas and lines in them, blank lines',
    '"id","owner"\r\n\r\n1,"ann, ""A""\r\nsmith"\r\n\r\n 2 ,bob',
    [4, 6],
  ],
  ['rows that are short or long', 'owner,id\nann,1,x\nbob,2\n', [2, 3]],
])('%s', async (_name, csv, lines) => {
  const { seen, result } = await withCsv(csv);
  expect(result.ok).toBe(true);
  const rows = seen?.inventories.get('inv.csv')?.rows;
  expect(rows).toEqual(
    lines.map((row, i) => ({ values: { id: String(i + 1) }, place: { file: 'd/inv.csv', line: row } })),
  );
});

test('both columns, whatever the header is spelled like', async () => {
  const { seen } = await withCsv('Serial Number,ID\nC02,17\nPF3,\n');
  expect(seen?.inventories.get('inv.csv')?.rows.map(({ values }) => values)).toEqual([
    { id: '17', serial_number: 'C02' },
    { serial_number: 'PF3' },
  ]);
});

test.each([
  [
    'no such column',
    'name,owner\na,b\n',
    'd/inv.csv:1 config.csv-header: d/inv.csv has no column that names devices',
    '"name", "owner"',
  ],
  [
    'an empty file',
    '',
    'd/inv.csv:1 config.csv-header: d/inv.csv has no column that names devices',
    'the file is empty',
  ],
  ['no rows', 'id\n\n', 'd/inv.csv config.csv-empty: d/inv.csv has no devices', 'no row'],
  ['an open quote', 'id\n"1\n', 'd/inv.csv:2 config.csv: d/inv.csv is not valid CSV', 'Quote Not Closed'],
  [
    'a row that names nothing',
    'id,owner\n1,a\n,b\n',
    'd/inv.csv:3 config.csv-row: this row names no device',
    'empty',
  ],
  [
    'an id that a spreadsheet rounded',
    'id\n2E+12\n',
    'd/inv.csv:2 config.rounded-id: 2E+12 is not a whole id',
    'spreadsheet',
  ],
])('%s', async (_name, csv, found, why) => {
  const { diagnostics } = await withCsv(csv);
  expect(diagnostics.map(line)).toEqual([found]);
  expect(diagnostics[0]?.why).toContain(why);
});

test('a file that is not there is a mistake of the desired file that names it', async () => {
  const { diagnostics } = await load(desired);
  expect(diagnostics.map(line)).toEqual(['a.yaml:5:21 config.unreadable: cannot read inv.csv']);
});

test('a row that stands twice is a warning with both lines', async () => {
  const { diagnostics, result } = await withCsv('serial_number\nC02\nx\nc02\n');
  expect(result.ok).toBe(true);
  expect(diagnostics.map(line)).toEqual(['d/inv.csv:4 config.csv-repeat: serial_number c02 stands twice']);
  expect(diagnostics[0]).toMatchObject({ severity: 'warning', also: { file: 'd/inv.csv', line: 2 } });
});

test('one name for two files of different folders is refused', async () => {
  const other = desired.replace('  a:', '  b:');
  const { diagnostics } = await load(
    { 'd/a.yaml': desired, 'd/inv.csv': 'id\n1\n', 'e/a.yaml': other, 'e/inv.csv': 'id\n2\n' },
    ['d', 'e'],
  );
  expect(diagnostics.map(line)).toEqual([
    'e/a.yaml:5:21 config.ambiguous-file: inv.csv means two different files',
  ]);
  expect(diagnostics[0]?.also).toEqual({ file: 'd/a.yaml', line: 5, column: 21 });
});
