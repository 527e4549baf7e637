// The ledger, with what Terraform's state remembers over it.

import type { Ledger } from '../../ledger/port.ts';
import type { Address } from '../../model/address.ts';
import type { Memory } from '../../model/memory.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Shared } from './remember.ts';

export interface SessionMemory {
  readonly ledger: Ledger;
  /** Tells `shared` what an apply has written about these addresses; what is remembered then. */
  readonly renew: (addresses: Iterable<Address>) => Promise<Result<Memory>>;
  /** What is remembered: the ledger's, as it was read first, and the state's over it. */
  readonly memory: () => Promise<Result<Memory>>;
}

export function sessionMemory(own: Ledger, learned: Shared): SessionMemory {
  let kept: Promise<Result<Memory>> | undefined;
  // What an apply has just closed with need not be read, until the next one is begun, or gone on with.
  let closed: Result<Memory> | null = null;
  const anew =
    <Given extends unknown[], Made>(work: (...given: Given) => Made) =>
    (...given: Given): Made => {
      closed = null;
      return work(...given);
    };
  const laidOver = async (ledger: Promise<Result<Memory>>): Promise<Result<Memory>> => {
    const known = await ledger;
    return known.ok ? ok(learned.over(known.value)) : known;
  };
  const memory: SessionMemory['memory'] = () => {
    kept ??= own.memory();
    return laidOver(kept);
  };
  const renew: SessionMemory['renew'] = async (addresses) => {
    kept = closed?.ok ? Promise.resolve(closed) : own.memory();
    const known = await kept;
    if (known.ok) learned.renew(addresses, known.value);
    return laidOver(kept);
  };
  const close: Ledger['close'] = async () => {
    closed = await own.close();
    return closed;
  };
  const [lock, begin, reopen] = [anew(own.lock), anew(own.begin), anew(own.reopen)];
  // An apply looks at the ledger as it is then.
  const ledger = { ...own, lock, begin, reopen, close, memory: () => laidOver(own.memory()) };
  return { ledger, memory, renew };
}
