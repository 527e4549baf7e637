// The history: which rows come, in which order, after how many pages; and the rows that belong to what drifted.

import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Reader } from '../../src/api/port.ts';
import { history as rule } from '../../src/kinds/account_linking/history.ts';
import { kinds } from '../../src/kinds/registry.gen.ts';
import type { Read } from '../../src/model/call.ts';
import type { PlannedChange } from '../../src/model/plan.ts';
import { err, ok, type Result } from '../../src/model/result.ts';
import { driftHistory } from '../../src/reconcile/drift-history.ts';
import { type HistoryWanted, readHistory } from '../../src/reconcile/history.ts';
import { parseFilter } from '../../src/scim/parse.ts';
import { failureOf, tenant } from './kit.ts';
import { must } from './tenant.ts';

const minute = (n: number): string => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString().replace('.000', '');
const entry = (n: number, more: object = {}) => ({
  id: String(n),
  device_name: 'Walter-qa-1',
  action_time: minute(n),
  status: 'success',
  ...more,
});

/** A server that pays no attention to what is asked: its pages as they are, and what became of them. */
function readerOf(...pages: readonly Result<readonly unknown[]>[]) {
  const asked: Read[] = [];
  let turned = 0;
  const reader: Pick<Reader, 'pages'> = {
    pages: async function* (read) {
      asked.push(read);
      for (const page of pages) {
        turned += 1;
        yield page;
      }
    },
  };
  // Nothing else of a reader is used here.
  return { reader: reader as Reader, asked, turned: () => turned };
}

const newest: HistoryWanted = {
  filter: null,
  since: null,
  order: [{ name: 'action_time', descending: true }],
  limit: 2,
};
const filter = (text: string) => must(parseFilter(text));
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

test('a limit reads no further than it must where the server sorts', async () => {
  const { reader, turned, asked } = readerOf(ok([9, 8, 7].map((n) => entry(n))), ok([entry(6)]));
  expect(idsOf(must(await readHistory(reader, rule, newest)))).toEqual(['9', '8']);
  expect(turned()).toBe(1);
  expect(asked[0]?.request.query).toEqual({ sort: '-action_time' });
});

test.each([
  ['the other way round', [[1, 2, 3], [4], [5]]],
  ['not sorted', [[8, 2, 9], [1], [4, 10]]],
])('a limit holds for all rows of a server whose rows come %s', async (_, pages) => {
  const { reader } = readerOf(...pages.map((page) => ok(page.map((n) => entry(n)))));
  const [first, second] = pages.flat().sort((a, b) => b - a);
  expect(idsOf(must(await readHistory(reader, rule, newest)))).toEqual([String(first), String(second)]);
});

test('rows that are all alike say nothing of the order: the next page is read', async () => {
  const order = [{ name: 'status', descending: false }];
  const { reader } = readerOf(ok([entry(1), entry(2)]), ok([entry(3, { status: 'failed' })]));
  expect(idsOf(must(await readHistory(reader, rule, { ...newest, order })))).toEqual(['3', '1']);
});

test('times are sorted as instants, whatever their zone', async () => {
  const times = ['2026-01-01T02:00:00+02:00', '2026-01-01T00:30:00Z', '2025-12-31T23:00:00-02:00'];
  const { reader } = readerOf(ok(times.map((action_time, i) => entry(i, { action_time }))));
  const rows = must(await readHistory(reader, rule, { ...newest, limit: 3 }));
  expect(idsOf(rows)).toEqual(['2', '1', '0']);
});

test('filter and time are asked of the server and checked again for each row', async () => {
  const { reader, asked } = readerOf(
    ok([entry(9, { status: 'failed' }), entry(8), entry(3, { status: 'failed' })]),
  );
  const since = Date.parse(minute(5)) + 500;
  const wanted = { ...newest, since, filter: filter('status EQ "failed" or id pr and id eq "x"') };
  expect(idsOf(must(await readHistory(reader, rule, wanted)))).toEqual(['9']);
  expect(asked[0]?.request.query['filter']).toBe(
    '(status eq "failed" or id pr and id eq "x") and action_time ge "2026-01-01T00:05:00Z"',
  );
});

test('what happened in the second before is not since; a time that cannot be read may be', async () => {
  const { reader } = readerOf(ok([entry(1, { action_time: 'yesterday' }), entry(5), entry(6)]));
  const since = Date.parse(minute(5)) + 1;
  const rows = must(await readHistory(reader, rule, { ...newest, since, limit: 9 }));
  expect(idsOf(rows).sort()).toEqual(['1', '6']);
});

test.each([
  'local_account.user_name eq "jane"',
  'local_account.name eq "jane"',
  'not (local_account.user_name pr)',
])('both spellings of a name are understood: %s', async (text) => {
  const { reader } = readerOf(ok([entry(1, { local_account: { id: 3, name: 'Jane' }, idp_account: null })]));
  const [row] = must(await readHistory(reader, rule, { ...newest, filter: filter(text) }));
  expect(row?.shown).toEqual({
    id: '1',
    action_time: minute(1),
    device_name: 'Walter-qa-1',
    local_account: { id: '3', user_name: 'Jane' },
    status: 'success',
  });
  expect(row?.line).toBe('action: Jane on Walter-qa-1, success');
});

test.each([
  [{ id: 2 ** 60 }, 'data[1].id'],
  [{ local_account: { id: {} } }, 'data[1].local_account.id'],
  [{ idp_account: 'x' }, 'data[1].idp_account'],
  [{ device_name: 7 }, 'data[1].device_name'],
])('%j is no row of it', async (wrong, field) => {
  const { reader } = readerOf(ok([entry(1), entry(2, wrong)]));
  const failure = failureOf(await readHistory(reader, rule, newest));
  expect(failure).toMatchObject({ code: 'api.wrong-shape', where: { field } });
});

/** A change of the plan that drifted. */
const moved = (address: string, name: string, more: Partial<PlannedChange> = {}): PlannedChange => ({
  ...{ address, name, before: {}, after: {}, why: '', source: null, group: '', last: {}, context: {} },
  ...{ origin: 'drift', action: 'change', ...more },
});
const linking = moved('account_linking', 'account linking');
const walter = moved('device/1', ' WALTER-QA-1');
const other = moved('device/2', 'other', { origin: 'both' });

async function related(changes: readonly PlannedChange[], pages: readonly unknown[], since: string | null) {
  const { reader, asked } = readerOf(ok(pages));
  const ledger = { lastApply: async () => ok(since) };
  return { ...(await driftHistory({ kinds, plan: { changes }, reader, ledger })), asked };
}

test('every row since the last apply belongs to the settings, a row of a device to that device', async () => {
  const rows = [entry(9), entry(8, { device_name: 'Other' }), entry(7, { device_name: 'third' }), entry(4)];
  const all = await related([linking, walter, other], rows, minute(5));
  expect(all.history?.since).toBe(minute(5));
  expect(all.history?.rows.map(({ addresses, row }) => [row.id, ...addresses])).toEqual([
    ['9', 'account_linking', 'device/1'],
    ['8', 'account_linking', 'device/2'],
    ['7', 'account_linking'],
  ]);
  const devices = await related([walter, other], rows, minute(5));
  expect(devices.history?.rows.map(({ row }) => row.id)).toEqual(['9', '8']);
});

test('without an apply the newest twenty that belong are named', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => entry(60 - i, i % 2 ? { device_name: 'else' } : {}));
  const { history } = await related([walter], rows, null);
  expect(history?.since).toBeNull();
  expect(history?.rows.map(({ row }) => row.id)).toEqual(
    Array.from({ length: 20 }, (_, i) => String(60 - 2 * i)),
  );
});

test('nothing is read where nothing drifted', async () => {
  const changes = [
    { ...walter, origin: 'pending' },
    { ...linking, action: 'none' },
  ] as const;
  expect(await related(changes, [entry(1)], null)).toEqual({ history: null, diagnostics: [], asked: [] });
});

test('a history that cannot be read is a warning', async () => {
  const failure = { code: 'api.forbidden', reason: 'sign_in', summary: 's', why: 'w', next: 'n' } as const;
  const { reader } = readerOf(ok([entry(9)]), err(failure));
  const ledger = { lastApply: async () => ok(null) };
  const seen = await driftHistory({ kinds, plan: { changes: [walter] }, reader, ledger });
  expect(seen).toMatchObject({
    history: null,
    diagnostics: [{ code: 'drift.no-history', severity: 'warning', why: 's: w' }],
  });
});

test('the ledger knows when the last apply ended', async () => {
  const given = await tenant();
  expect(must(await given.ledger.lastApply())).toBeNull();
  const report = must(await given.apply(await given.plan()));
  const last = must(await given.ledger.lastApply()) ?? '';
  expect(Date.parse(last)).toBeGreaterThanOrEqual(Date.parse(report.started_at));
  expect(Date.parse(last)).toBeLessThanOrEqual(Date.parse(report.ended_at));
});

test('an apply that was cut off counts with the last that it wrote', async () => {
  const given = await tenant();
  const { ledger } = given;
  const lock = must(await ledger.lock());
  const journal = must(await ledger.begin(await given.plan(), minute(1)));
  expect(await ledger.lastApply()).toEqual(ok(minute(1)));
  must(await journal.append({ entry: 'intent', at: minute(2), step: 's1' }));
  expect(await ledger.lastApply()).toEqual(ok(minute(2)));
  must(await lock.release());
});

test('a past run without its end is said to be damaged, and costs the drift report its history alone', async () => {
  const given = await tenant();
  must(await given.apply(await given.plan()));
  const folder = join(given.folder, 'ledger', 'runs');
  const [name = ''] = readdirSync(folder);
  appendFileSync(join(folder, name), 'not an entry\n');
  expect(failureOf(await given.ledger.lastApply())).toMatchObject({ code: 'ledger.corrupt' });
  const { reader, asked } = readerOf(ok([entry(1)]));
  const seen = await driftHistory({ kinds, plan: { changes: [walter] }, reader, ledger: given.ledger });
  expect([seen.history, seen.diagnostics.length, asked.length]).toEqual([null, 1, 0]);
});
