// CSV inventories: a header with id and/or serial_number, then a device a row. Other columns are passed over. The
// CSV parser is loaded only when a desired file names an inventory.

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Place } from '../model/failure.ts';
import type { Inventory } from '../model/kind.ts';
import { nfc } from '../model/nfc.ts';
import { finding } from './finding.ts';
import { type Reading, readText } from './read.ts';
import type { SourceText } from './source.ts';

const maxBytes = 64 * 2 ** 20;
const known = ['id', 'serial_number'];

export interface ReadInventory {
  /** Null where nothing can be made of the file. */
  readonly inventory: Inventory | null;
  readonly diagnostics: readonly Diagnostic[];
}

interface Line {
  readonly cells: readonly string[];
  readonly line: number;
}

type Row = Inventory['rows'][number];

/** What a selection names devices by, each once. */
export interface Named {
  readonly ids: readonly string[];
  readonly serials: readonly string[];
}

/** The devices of an inventory. A row that has both is meant by its id: ids are unique, serial numbers need not be. */
export function namedIn(rows: Inventory['rows']): Named {
  const ids = rows.flatMap(({ values }) => values['id'] ?? []);
  const bySerial = rows.filter(({ values }) => values['id'] === undefined);
  const serials = bySerial.flatMap(({ values }) => values['serial_number'] ?? []);
  return { ids: [...new Set(ids)], serials: [...new Set(serials)] };
}

/** Reads the inventory that the desired file names at `from`. */
export async function readInventory(reading: Reading, file: string, from: Place): Promise<ReadInventory> {
  const text = await readText(reading, file, maxBytes);
  if (!text.ok) return { inventory: null, diagnostics: [{ ...text.error, where: from }] };
  return inventoryOf(await import('csv-parse/sync'), text.value, from);
}

/** The inventory in a text. The parser is handed in: whoever calls decides when it is loaded. */
export function inventoryOf(
  { parse, CsvError }: typeof import('csv-parse/sync'),
  source: SourceText,
  from: Place,
): ReadInventory {
  const lines: Line[] = [];
  const content = source.text.replace(/\r\n?/g, '\n');
  const take = (cells: readonly string[], { lines: line }: { readonly lines: number }) => {
    lines.push({ cells, line });
    return null;
  };
  const options = {
    delimiter: delimiterOf(content),
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  };
  try {
    parse(content, { ...options, on_record: take });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { inventory: null, diagnostics: [notCsv(source, error)] };
  }
  return rowsOf(source.file, lines, from);
}

/** Spreadsheets write what their country uses: the header tells. */
function delimiterOf(content: string): string {
  const header = /\S.*/.exec(content)?.[0] ?? '';
  return [',', ';', '\t'].find((mark) => header.includes(mark)) ?? ',';
}

function rowsOf(file: string, [header, ...lines]: readonly Line[], from: Place): ReadInventory {
  const names = (header?.cells ?? []).map((cell) => cell.toLowerCase().replace(/[ -]/g, '_'));
  if (!names.some((name) => known.includes(name))) {
    return { inventory: null, diagnostics: [wrongHeader(file, header, from)] };
  }
  const rows = lines.map((line) => rowOf(file, names, line));
  if (rows.length === 0) return { inventory: null, diagnostics: [noRows(file, from)] };
  return { inventory: { rows: rows.filter(isNamed) }, diagnostics: [...faults(rows), ...repeats(rows)] };
}

function rowOf(file: string, names: readonly string[], { cells, line }: Line): Row {
  const values: Record<string, string> = {};
  for (const name of known) {
    const cell = cells[names.indexOf(name)] ?? '';
    if (cell !== '') values[name] = cell;
  }
  return { values, place: { file, line } };
}

const isNamed = ({ values }: Row): boolean => known.some((name) => values[name] !== undefined);

function faults(rows: readonly Row[]): Diagnostic[] {
  return rows.flatMap((row) => {
    if (!isNamed(row)) return nothingIn(row);
    return /^\d([.,]\d+)?E\+?\d+$/i.test(row.values['id'] ?? '') ? rounded(row) : [];
  });
}

function repeats(rows: readonly Row[]): Diagnostic[] {
  const seen = new Map<string, Place>();
  return rows.filter(isNamed).flatMap((row) => {
    return Object.entries(row.values).flatMap(([name, value]) => {
      const key = `${name} ${nfc(value.toLowerCase())}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, row.place);
      return first === undefined ? [] : repeated(name, value, row.place, first);
    });
  });
}

function notCsv(
  { file }: SourceText,
  { message, lines }: { readonly message: string; readonly lines?: unknown },
): Diagnostic {
  const words = {
    summary: `${file} is not valid CSV`,
    why: message,
    next: 'close the quote; write a quote inside quotes twice',
  };
  return finding('csv', words, { file, ...(typeof lines === 'number' && { line: lines }) });
}

function wrongHeader(file: string, header: Line | undefined, from: Place): Diagnostic {
  const found = header?.cells
    .map((cell) => `"${cell.slice(0, 40)}"`)
    .slice(0, 20)
    .join(', ');
  const words = {
    summary: `${file} has no column that names devices`,
    why: found === undefined ? 'the file is empty' : `its first line has: ${found}`,
    next: 'name a column in the first line id or serial_number',
  };
  return finding('csv-header', words, { file, line: header?.line ?? 1 }, { also: from });
}

function noRows(file: string, from: Place): Diagnostic {
  const why = 'below its header there is no row; an empty selection is never meant by accident';
  return finding(
    'csv-empty',
    { summary: `${file} has no devices`, why, next: 'add rows, or take select.file out' },
    { file },
    { also: from },
  );
}

const nothingIn = ({ place }: Row): Diagnostic =>
  finding(
    'csv-row',
    {
      summary: 'this row names no device',
      why: 'its id and serial_number are empty',
      next: 'fill one in, or delete the row',
    },
    place,
  );

const rounded = ({ values, place }: Row): Diagnostic =>
  finding(
    'rounded-id',
    {
      summary: `${values['id']} is not a whole id`,
      why: 'a spreadsheet took the id for a number and cut its digits off',
      next: 'format the column as text and paste the ids again',
    },
    place,
  );

const repeated = (name: string, value: string, where: Place, also: Place): Diagnostic =>
  finding(
    'csv-repeat',
    {
      summary: `${name} ${value} stands twice`,
      why: `it is in line ${also.line} already`,
      next: 'delete one of the rows',
    },
    where,
    { also, severity: 'warning' },
  );
