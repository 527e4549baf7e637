// A process that applies a plan and kills itself on the way: `URL FOLDER WHEN N`. WHEN: `before` or `after` the n-th
// append to the journal, `sent` when the n-th write was carried out and nothing was written down of it; N of 0: never.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Writer } from '../../src/api/port.ts';
import type { Journal, Ledger } from '../../src/ledger/port.ts';
import type { Plan } from '../../src/model/plan.ts';
import { ok, type Result } from '../../src/model/result.ts';
import { apply } from '../../src/reconcile/apply.ts';
import { benchOf, inputOf, must } from './tenant.ts';

const [, , url = '', folder = '', when = '', nth = '0'] = process.argv;

/** Counts to the n-th call; there the process dies, now. */
function killer(word: string): () => void {
  let seen = 0;
  return () => {
    seen += 1;
    if (when === word && seen === Number(nth)) process.kill(process.pid, 'SIGKILL');
  };
}
const [before, after, sent] = [killer('before'), killer('after'), killer('sent')];

const deadly = (journal: Journal): Journal => ({
  append: async (entry) => {
    before();
    const appended = await journal.append(entry);
    after();
    return appended;
  },
});

async function opened(journal: Promise<Result<Journal>>): Promise<Result<Journal>> {
  const result = await journal;
  return result.ok ? ok(deadly(result.value)) : result;
}

const bench = benchOf(url, folder);
const ledger: Ledger = {
  ...bench.ledger,
  begin: (plan, startedAt) => opened(bench.ledger.begin(plan, startedAt)),
  reopen: () => opened(bench.ledger.reopen()),
};
const writer: Writer = {
  send: async (request, options) => {
    const answer = await bench.client.writer.send(request, options);
    sent();
    return answer;
  },
};
// The plan was written by the test.
const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as Plan;
const report = must(await apply(plan, { ...inputOf(bench), ledger, writer }));
process.stdout.write(report.reason);
process.exit(0);
