// Every switch and every fault of the simulator, as the tests of the provider meet them: what it goes through with, what it ends
// with an error for, and what strikes calls. Whatever the simulator can do stands in one of these.

import type { Faults, Settings } from '../../src/simulator/index.ts';
import { type Switched, switchedFor } from '../kinds/switches.ts';

const kinds = ['device', 'account_linking', 'view_columns', 'user_action', 'user_move'];

/** Short enough to cut calls that name devices, and long enough for a list of users. */
const urlMax = 200;

/** More polls than it takes by default. */
const slow: readonly Switched[] = [{ jobReads: 5 }, { executionReads: 5 }];

/** The first row has the first value of each switch, and so on. */
export function rows(): readonly Switched[] {
  // A denial without a result, which the list does not show either, is in doubt: so results are left out by themselves.
  const found: Switched[] = [{}, { urlMax }, {}, { missingResults: 2 }];
  const isSet = (row: Switched): boolean => 'urlMax' in row || 'missingResults' in row;
  const seen = new Set<string>();
  for (const one of [...kinds.flatMap(switchedFor), ...slow].filter((row) => !isSet(row))) {
    if (seen.has(JSON.stringify(one))) continue;
    seen.add(JSON.stringify(one));
    const [name = ''] = Object.keys(one);
    const place = found.findIndex((row) => !(name in row));
    if (place < 0) found.push(one);
    else found[place] = { ...found[place], ...one };
  }
  return found;
}

/** A job that ends so is an error. */
export const failingJob = { jobEnd: 'ERROR' } as const;

/** Executions that end so have worked on the first half of their users. */
export const halfDone = [{ executionEnd: 'time_out' }, { executionEnd: 'interrupted' }] as const;

export const strikes = ['error', 'reset', 'lost', 'truncated', 'cut', 'html'] as const;

/** At first a write of each sort is struck; each makes it slower for a while. */
const limited: Faults = { only: { method: 'POST|PATCH|PUT' }, rateLimit: { every: 2 }, times: 1 };

export const sorts: readonly (readonly [string, Partial<Settings>])[] = [
  ['rateLimit', { faults: limited }],
  ['rateLimit until a date', { faults: { ...limited, retryAfter: 'date', retryAfterSeconds: 2 } }],
  ['so many calls per second', { rateLimit: { perSecond: 25 } }],
  ...strikes.map((strike) => [strike, { faults: { [strike]: 0.2 } }] as const),
  [
    'a bit of everything, slowly',
    {
      faults: { latency: 2, htmlStatus: 200, ...Object.fromEntries(strikes.map((one) => [one, 0.04])) },
    },
  ],
];
