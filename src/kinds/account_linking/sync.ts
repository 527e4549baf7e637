// sync-now (account-linking page): applies the settings to every unlinked local account. It cannot be undone: it is its
// own, last step, after the PATCH was verified, and is never sent twice. The job that it starts is waited for; jobs are
// not in the API pages (contract: `GET /jobs`, scope id360.job.READ).

import { formatAddress } from '../../model/address.ts';
import type { Answer } from '../../model/call.ts';
import { type Change, runKey, type State } from '../../model/change.ts';
import { beginning, type End, type Follow, type Known, type May, type Next } from '../../model/follow.ts';
import { idOf } from '../../model/id.ts';
import { isObject } from '../../model/json.ts';
import type { Decoded, Operation } from '../../model/kind.ts';
import type { Memory } from '../../model/memory.ts';
import type { Hazard } from '../../model/plan.ts';
import { err, ok, type Result } from '../../model/result.ts';
import type { Desired } from './prepare.ts';

const address = formatAddress('account_linking');
const syncAddress = formatAddress('account_linking', 'sync');

const follow: Follow = {
  begin: ({ body }: Answer): Decoded<State> => {
    const data = isObject(body) ? body['data'] : undefined;
    const job = isObject(data) ? idOf(data['id']) : undefined;
    return job === undefined ? err({ field: 'data.id', expected: 'the id of the job' }) : ok({ job });
  },
  next: (_changes, known, may) => nextOf(known, may),
  words: () => ['wait for its job, where the scope id360.job.READ is there'],
};

export const sync: Operation = {
  id: 'sync',
  phase: 95,
  repeatable: false,
  max: 1,
  after: ['patch'],
  fields: null,
  applies: (change) => change.address === syncAddress,
  request: () => ({ method: 'POST', path: '/device-account-linking/sync-now', query: {}, body: null }),
  hazards: (changes) => changes.flatMap(hazardsOf),
  outcomes: () => ok(new Map([[syncAddress, ok(true as const)]])),
  follow,
};

function hazardsOf({ acknowledge, probe }: Change): Hazard[] {
  const irreversible: Hazard = {
    hazard: 'irreversible',
    why: 'applies the settings to every unlinked local account of every device',
    addresses: [syncAddress],
  };
  if (probe === undefined || probe.verdict === 'safe') return [irreversible];
  const locksOut: Hazard = {
    hazard: 'locks-out',
    why: probe.detail,
    addresses: [syncAddress],
    acknowledged: acknowledge ?? null,
  };
  return [irreversible, locksOut];
}

function nextOf(known: Known, may: May): Next {
  const begun = known.get(beginning);
  if (!begun)
    return ended({
      state: 'unknown',
      message: 'the answer was lost: whether it was started is not known',
      remember: null,
    });
  const job = String(begun['job']);
  const status = known.get('job')?.['status'];
  if (status === undefined || (isRunning(status) && may.wait)) return readJob(job);
  const remember = { [runKey]: 'sync-now', job };
  if (status === 'COMPLETED') return ended({ state: 'applied', message: '', remember });
  if (status === 'WARNING')
    return ended(
      { state: 'applied', message: '', remember },
      `job ${job} ended with warnings: ${historyHint}`,
    );
  if (status === 'ERROR')
    return ended({
      state: 'failed',
      message: `job ${job} ended with an error: ${historyHint}. It is not run again by itself: see to the cause, then start a sync in the admin console, or change a setting, which syncs again`,
      remember: null,
    });
  const note = isRunning(status)
    ? `job ${job} is still running; look at it under jobs in the admin console, and with: trueup history`
    : `job ${job} was started; whether it has ended could not be read (scope id360.job.READ): look under jobs in the admin console`;
  return ended({ state: 'applied', message: '', remember }, note);
}

const historyHint = 'trueup history shows the accounts';

const isRunning = (status: unknown): boolean => status === 'QUEUED' || status === 'RUNNING';

const ended = (end: End, note = ''): Next => ({ do: 'done', ends: new Map([[syncAddress, end]]), note });

/** Jobs that cannot be read, or that are not listed, have the status `unreadable`: the sync itself was accepted. */
function readJob(job: string): Next {
  const filter = `id eq "${job}"`;
  return {
    do: 'read',
    call: 'job',
    says: `job ${job} is under way`,
    read: { request: { method: 'GET', path: '/jobs', query: { filter }, body: null }, paging: 'object' },
    take: (rows) => ({ status: statusIn(rows, job) }),
  };
}

function statusIn(rows: Result<readonly unknown[]>, job: string): string {
  const [body] = rows.ok ? rows.value : [];
  const data = isObject(body) && Array.isArray(body['data']) ? body['data'] : [];
  const row = data.find((one) => isObject(one) && idOf(one['id']) === job);
  const status = isObject(row) ? row['status'] : undefined;
  return typeof status === 'string' ? status.toUpperCase() : 'unreadable';
}

interface Seen {
  readonly changes: readonly Change[];
  readonly memory: Memory;
  readonly context: State;
}

/** sync-now follows a change of the settings where the files say so, and a sync that is still owed. */
export function runs(desired: Desired, { changes, memory, context }: Seen): readonly Change[] {
  const changed = changes.find((change) => change.address === address);
  const owed = memory.owed.has(syncAddress) && !memory.inDoubt.has(syncAddress);
  if (!desired.sync || !(changed || owed)) return [];
  const { acknowledge } = desired;
  return [
    {
      address: syncAddress,
      before: null,
      after: { [runKey]: 'sync-now' },
      why: changed
        ? 'sync: on_change, and the settings change'
        : 'sync: on_change, and the sync of an earlier change is still owed',
      source: desired.syncSource,
      group: 'account_linking',
      name: 'sync now',
      origin: 'pending',
      last: memory.applied(syncAddress) ?? null,
      // The PATCH of the same plan is verified before; without one, the settings must be those that were planned with.
      ...(changed ? { context: {} } : { context, relies_on: address }),
      ...(acknowledge !== undefined && { acknowledge }),
    },
  ];
}
