// trueup history: what the tenant did with accounts, as its own history has it. Reads that alone: no desired files, no
// ledger.

import { createReadingClient } from '../../api/client.ts';
import { kinds } from '../../kinds/registry.gen.ts';
import { Bug } from '../../model/failure.ts';
import type { HistoryRow, HistoryRule } from '../../model/kind.ts';
import { readHistory } from '../../reconcile/history.ts';
import { clock } from '../../reconcile/real.ts';
import { historyCsv, historyJson, historyTable } from '../../report/history.ts';
import { historyWanted } from '../history-options.ts';
import type { Io } from '../io.ts';
import { type Given, wantsJson } from '../options.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { connect } from '../session.ts';
import { findPlace } from '../tenant.ts';

export async function history(options: Given, io: Io): Promise<Outcome> {
  const rule = theHistory();
  const wanted = historyWanted(options, rule, clock.now());
  if (!wanted.ok) return failed(wanted.error);
  const place = await findPlace(options, io);
  if (!place.ok) return failed(place.error.failure, place.error.diagnostics);
  const client = connect(place.value, io, createReadingClient);
  if (!client.ok) return failed(client.error);
  const rows = await readHistory(client.value.reader, rule, wanted.value);
  await client.value.close();
  if (!rows.ok) return failed(rows.error);
  if (rows.value.length === 0) io.note('The history has no such rows.');
  await io.print(documentOf(options, rule, { tenant: place.value.tenant.name, rows: rows.value }, io));
  return done;
}

function theHistory(): HistoryRule {
  const rule = kinds.find((kind) => kind.history !== undefined)?.history;
  if (rule === undefined) throw new Bug('no kind has a history');
  return rule;
}

interface Found {
  readonly tenant: string;
  readonly rows: readonly HistoryRow[];
}

function documentOf(
  options: Given,
  { columns, table }: HistoryRule,
  { tenant, rows }: Found,
  io: Io,
): string {
  if (wantsJson(options)) return historyJson(tenant, rows);
  if (options['format'] === 'csv') return historyCsv(columns, rows);
  return historyTable(table, rows, { color: io.color.out, width: io.tableWidth });
}
