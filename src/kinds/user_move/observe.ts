// Which accounts are still to be asked for. No call reads a request back, so the ledger alone decides: an account is
// asked for once for each container, and never while an earlier request is in doubt.

import { formatAddress } from '../../model/address.ts';
import { type Change, notRun, runKey } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Observer } from '../../model/kind.ts';
import type { Memory } from '../../model/memory.ts';
import { ok } from '../../model/result.ts';
import type { Desired, Move } from './prepare.ts';

export const kindName = 'user_move';

export function observe({ moves }: Desired, memory: Memory): Observer {
  const changes = moves.flatMap((move) => changesOf(move, memory));
  return {
    reads: [],
    row: () => ok(undefined),
    finish: () => ({
      subjects: [],
      unlisted: [],
      diagnostics: moves.flatMap((move) => doneIn(move, memory)),
      runs: () => changes,
    }),
  };
}

const addressOf = ({ name }: Move, key: string) => formatAddress(kindName, name, key);

function isDone(move: Move, key: string, memory: Memory): boolean {
  const kept = memory.applied(addressOf(move, key));
  return kept?.['digest'] === move.digest && kept[runKey] !== notRun;
}

function changesOf(move: Move, memory: Memory): Change[] {
  return [...move.accounts]
    .filter(([key]) => !isDone(move, key, memory) && !memory.inDoubt.has(addressOf(move, key)))
    .map(([key, account]) => changeOf(move, key, account, memory));
}

function changeOf(move: Move, key: string, account: string, memory: Memory): Change {
  const { name, domain, container, subject, priority, description, digest, source } = move;
  const address = addressOf(move, key);
  const last = memory.applied(address) ?? null;
  return {
    address,
    before: null,
    after: {
      [runKey]: 'move-user',
      account,
      domain,
      container,
      subject,
      ...(priority !== undefined && { priority }),
      ...(description !== undefined && { description }),
      digest,
    },
    why: `user move ${name}: to ${container}${last === null ? '' : ', which has changed since it was last asked for'}`,
    source,
    group: name,
    name: account,
    origin: 'pending',
    last,
    context: {},
  };
}

function doneIn(move: Move, memory: Memory): Diagnostic[] {
  const done = [...move.accounts.keys()].filter((key) => isDone(move, key, memory)).length;
  if (done === 0) return [];
  return [
    {
      code: 'user-move.done',
      severity: 'info',
      summary: `user move "${move.name}": ${done} ${done === 1 ? 'account has' : 'accounts have'} been asked for`,
      why: 'each account is asked for once for each container; whether the request was approved, only ADManager Plus knows',
      next: 'nothing; look at the requests in ADManager Plus',
      where: move.place,
    },
  ];
}
