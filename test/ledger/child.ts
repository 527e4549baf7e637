// Another process with a ledger, told what to do on its command line: `contend FOLDER` takes the lock when a line comes
// in, says `won` or `locked`, and stays; `work FOLDER` applies one run after another, saying each thing it has done.

import { once } from 'node:events';
import { hostname } from 'node:os';
import { fileLedger } from '../../src/ledger/file.ts';
import type { Result } from '../../src/model/result.ts';
import { approvals, baseUrl, end, intent, outcome } from './plans.ts';

const [, , task, folder = ''] = process.argv;
const owner = { name: `child ${process.pid}`, host: hostname(), pid: process.pid };
const ledger = fileLedger({ folder, baseUrl, tenant: 'acme', owner, clock: Date, random: Math.random });

const say = (word: string): void => void process.stdout.write(`${word}\n`);

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  say(`failed ${result.error.code} ${result.error.why}`);
  return process.exit(1);
}

async function contend(): Promise<void> {
  say('ready');
  await once(process.stdin, 'data');
  const lock = await ledger.lock();
  say(lock.ok ? 'won' : `lost ${lock.error.code}`);
  await once(process.stdin, 'data');
}

/** Runs 0, 1, 2, …: run n approves device n. Goes on with what an earlier process left. */
async function work(): Promise<void> {
  const lock = must(await ledger.lock());
  const left = must(await ledger.unfinished());
  const known = [...must(await ledger.memory()).known('device')].length;
  if (left !== null) {
    const journal = must(await ledger.reopen());
    must(await journal.append(end));
    must(await ledger.close());
  }
  for (let n = known + 1; ; n += 1) {
    must(await lock.renew());
    const journal = must(await ledger.begin(approvals(n), new Date().toISOString()));
    for (const entry of [intent('approve'), outcome('approve', 'applied'), end]) {
      must(await journal.append(entry));
      say(`${entry.entry} ${n}`);
    }
    must(await ledger.close());
    say(`closed ${n}`);
  }
}

await (task === 'contend' ? contend() : work());
