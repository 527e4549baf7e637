// How the objects of an apply ended, in words: for the state, and, where they did not come through, as errors.

import type { Address } from '../../model/address.ts';
import { type Change, isRun, notRun, runKey } from '../../model/change.ts';
import { resolveLine } from '../../model/command-line.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Memory } from '../../model/memory.ts';
import type { RunReport } from '../../model/run.ts';
import type { End, EndState } from '../../report/run-ends.ts';
import { named as nameOf } from '../session/words.ts';

/** What the state says of a one-shot. */
export function runText(address: Address, memory: Memory, end?: End): string {
  if (end?.state === 'not_attempted' || end?.state === 'left') return 'not run';
  const { status, message, job, [runKey]: run } = memory.applied(address) ?? {};
  if (status === 'success') return 'success';
  if (status === 'failure') return `failed: ${String(message ?? '')}`;
  if (end?.state === 'failed') return `failed: ${end.message}`;
  if (memory.inDoubt.has(address)) return 'in doubt';
  if (run === notRun) return 'not run';
  if (status === 'pending') return 'not ended yet';
  return typeof job === 'string' ? `done (job ${job})` : 'done';
}

const worst: readonly EndState[] = ['failed', 'in_doubt', 'not_attempted', 'left'];

/**
 * An error for each way in which changes did not come through.
 * @param named the options with which a command line finds the ledger, as it says
 */
export function undone(
  changes: readonly Change[],
  ends: ReadonlyMap<Address, End>,
  residual: RunReport['residual'],
  named: string,
): Diagnostic[] {
  const lost = ends.size === 0 ? [] : worst.flatMap((state) => alike(changes, ends, state, named));
  return [...lost, ...still(residual, changes)];
}

function alike(
  changes: readonly Change[],
  ends: ReadonlyMap<Address, End>,
  state: EndState,
  named: string,
): Diagnostic[] {
  const lost = changes.flatMap((change) => {
    const end = ends.get(change.address);
    return end?.state === state ? [{ change, message: end.message }] : [];
  });
  return [...groupBy(lost, ({ message }) => message)].map(([message, same]) => {
    const own = same.map(({ change }) => change);
    const { why, summary, ...words } = lostIn(state, own.filter(isRun), named);
    return {
      ...words,
      severity: 'error',
      summary: `${own.length} of ${changes.length} ${changes.length === 1 ? 'change' : 'changes'} ${summary}`,
      why: message === '' ? why : message,
      addresses: own.map(nameOf),
    };
  });
}

const again = 'see to the cause, and run terraform apply again: it plans what is left';
/** Of what runs once: whether it was refused, or ran and failed, only its message and the next plan know. */
const againOnce =
  'see to the cause, and run terraform plan: it has what can be sent again. What has run and failed is not run again by itself: what is said of it here, or in that plan, tells how';
const skipped = 'an earlier step did not come through, or the apply was stopped';

/** The words for one way in which changes did not come through. */
function lostIn(
  state: EndState,
  runs: readonly Change[],
  named: string,
): Pick<Diagnostic, 'code' | 'summary' | 'why' | 'next'> {
  if (state === 'failed')
    return {
      code: 'terraform.failed',
      summary: 'failed',
      why: 'the server refused it',
      next: runs.length > 0 ? againOnce : again,
    };
  if (state !== 'in_doubt')
    return { code: 'terraform.not-attempted', summary: 'not attempted', why: skipped, next: again };
  return {
    code: 'terraform.in-doubt',
    summary: 'in doubt: the answer was lost, and live does not tell',
    why: 'it may have been carried out',
    next:
      runs.length > 0
        ? `find out in the admin console, and tell the ledger: ${resolveLine(
            runs.map(({ address }) => address),
            named,
          )}, or --not-run, or --execution ID`
        : 'run terraform apply again: it reads what is there, and plans what is left',
  };
}

function still(residual: RunReport['residual'], changes: readonly Change[]): Diagnostic[] {
  const names = new Map(changes.map((change) => [change.address, nameOf(change)]));
  return [...groupBy(residual, ({ why }) => why)].map(([why, same]) => ({
    code: 'terraform.residual',
    severity: 'error',
    summary: `${same.length} of ${changes.length} changes were sent, and the tenant does not show them`,
    why,
    next: 'run terraform plan: where it still has them, look at the objects in the admin console',
    addresses: same.map(({ address }) => names.get(address) ?? address),
  }));
}
