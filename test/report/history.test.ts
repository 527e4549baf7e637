// The history as a table and as CSV, and what of it stands in a drift report.

import { expect, test } from 'vitest';
import { history as rule } from '../../src/kinds/account_linking/history.ts';
import type { DriftHistory } from '../../src/model/history.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { HistoryRow } from '../../src/model/kind.ts';
import { driftJson, printDriftText, viewDrift } from '../../src/report/drift.ts';
import { historyCsv, historyJson, historyTable } from '../../src/report/history.ts';
import { must } from '../reconcile/tenant.ts';
import { expectGolden, lineCount, widest } from './golden.ts';
import { agents, approved, batches, denied, plan, text } from './plans.ts';
import { mixedPlan } from './samples.ts';

/** The page's sample. */
const sample: JsonObject = {
  id: '2000000000002',
  device_name: 'Walter-qa-1',
  link_action: 'Unlink',
  local_account: { id: '2000000000003', name: 'Jane' },
  idp_account: { user_id: '2000000000004', user_name: 'janesmith@company.com' },
  action_time: '2021-06-25T06:38:00Z',
  linking_attribute: 'Custom Naming Format2',
  status: 'failed',
  status_message: 'Local account does not exist in target device',
};
const rowOf = (more: JsonObject = {}): HistoryRow => must(rule.decode({ ...sample, ...more }));
const rows = [rowOf(), rowOf({ id: 7, status: 'success', status_message: null, local_account: null })];

test('as CSV', () => {
  expect(historyCsv(rule.columns, rows).split('\r\n')).toEqual([
    'id,action_time,device_name,link_action,local_account.id,local_account.user_name,idp_account.user_id,idp_account.user_name,linking_attribute,status,status_message',
    '2000000000002,2021-06-25T06:38:00Z,Walter-qa-1,Unlink,2000000000003,Jane,2000000000004,janesmith@company.com,Custom Naming Format2,failed,Local account does not exist in target device',
    '7,2021-06-25T06:38:00Z,Walter-qa-1,Unlink,,,2000000000004,janesmith@company.com,Custom Naming Format2,success,',
    '',
  ]);
});

test.each([
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\\t=1"],
  ['\r=1', "'\\r=1"],
  ['a,b', '"a,b"'],
  ['a\n"b', '"a\\n""b"'],
  ['\u001b[2Jx', '\\x1b[2Jx'],
  ["it's - fine = ok", "it's - fine = ok"],
])('the cell %j is harmless in a spreadsheet and on a terminal', (value, cell) => {
  const csv = historyCsv(['device_name', 'status'], [rowOf({ device_name: value })]);
  expect(csv).toBe(`device_name,status\r\n${cell},failed\r\n`);
});

test.each([40, 80, 100, 160])('a table of %d columns is as wide at most, and aligned', (width) => {
  const table = historyTable(rule.table, [...rows, rowOf({ device_name: 'x'.repeat(200) })], {
    color: false,
    width,
  });
  expect(widest(table)).toBeLessThanOrEqual(width);
  expect(table.match(/^2021-06-25T06:38:00Z {2}\S/gm)).toHaveLength(3);
  const [head = '', first = ''] = table.split('\n');
  expect(first.indexOf('fai')).toBe(head.indexOf('STA'));
});

test('columns in which no row has anything are left out; what a server names is harmless', () => {
  const odd = rowOf({ status_message: '', linking_attribute: null, device_name: 'a\r\u202eb' });
  const table = historyTable(rule.table, [odd], text);
  expect(table.split('\n')[0]).toBe(
    'TIME                  DEVICE      ACTION  LOCAL ACCOUNT  IDP ACCOUNT            STATUS',
  );
  expect(table).toContain('a\\r\\u202eb');
  expect(historyTable(rule.table, [], text)).toBe('');
});

test('as JSON in the names of the API', () => {
  const { local_account: _, ...shown } = sample;
  expect(JSON.parse(historyJson('acme', rows))).toEqual({
    format: 'trueup.history/1',
    tenant: 'acme',
    rows: [
      { ...shown, local_account: { id: '2000000000003', user_name: 'Jane' } },
      {
        ...{ id: '7', device_name: 'Walter-qa-1', link_action: 'Unlink', idp_account: sample['idp_account'] },
        ...{
          action_time: '2021-06-25T06:38:00Z',
          linking_attribute: 'Custom Naming Format2',
          status: 'success',
        },
      },
    ],
  });
});

const since = '2021-06-24T00:00:00.000Z';
const seen = (history: DriftHistory) => ({ history, diagnostics: [] });
const many = Array.from({ length: 7 }, (_, i) => ({
  addresses: i === 2 ? ['account_linking', 'device/2000000000090'] : ['account_linking'],
  row: rowOf({ id: String(i), action_time: `2021-06-25T06:3${9 - i}:00Z` }),
}));

test('drift names the rows under each object', () => {
  const view = viewDrift(mixedPlan(), {}, seen({ since, rows: many }));
  expectGolden('drift-history.txt', printDriftText(view, text));
  const { history } = JSON.parse(driftJson(view));
  expect(history.since).toBe(since);
  expect(history.rows).toHaveLength(7);
  expect(history.rows[2]).toMatchObject({
    addresses: many[2]?.addresses,
    id: '2',
    device_name: 'Walter-qa-1',
  });
});

test('the rows of a group that fits no screen are a few below it; all: below each object', () => {
  const fleet = agents(10_000, denied, approved, { origin: 'drift', last: approved });
  const given = plan(fleet, batches('approve', fleet));
  const history = seen({
    since: null,
    rows: fleet
      .slice(9_990)
      .map(({ address, name }) => ({ addresses: [address], row: rowOf({ device_name: name }) })),
  });
  const short = printDriftText(viewDrift(given, {}, history), text);
  expect(lineCount(short)).toBeLessThanOrEqual(25);
  expect(short).toContain('newest in the history:');
  expect(short).toContain('and 5 more\n');
  const whole = printDriftText(viewDrift(given, { all: true }, history), text);
  expect(whole.match(/janesmith/g)).toHaveLength(10);
});
