// Between the answer to a plan and the wish to apply it Terraform works for a while: time to unpack what was planned, and
// to begin the listing that it will be compared with. And who was told a plan is waited for, so that all come together.

import { readAhead } from '../session/reading.ts';
import type { Tenant } from '../session/tenant.ts';
import { type PlannedPrivate, unpackPlanned } from './private.ts';

export interface Ahead {
  /** Terraform is told a plan, by its private data. With a tenant: it will surely want it applied, and soon. */
  readonly expect: (bytes: Uint8Array, tenant?: Tenant) => void;
  /** What was planned, by its private data, which is not expected any more. */
  readonly take: (bytes: Uint8Array) => PlannedPrivate | null;
  readonly expects: () => boolean;
  /** Nobody is waited for any longer: some plans are never applied. */
  readonly dismiss: () => void;
}

interface Expected {
  readonly bytes: Uint8Array;
  planned?: PlannedPrivate | null;
}

/** Milliseconds in which an answer is on its way, as a rule: until then its sending would wait for the unpacking. */
const answeredMs = 5;

export function ahead(): Ahead {
  let coming: readonly Expected[] = [];
  const makeReady = async (expected: Expected, tenant: Tenant): Promise<void> => {
    await tenant.clock.sleep(answeredMs);
    expected.planned ??= unpackPlanned(expected.bytes);
    if (expected.planned?.task) await readAhead(expected.planned.task, tenant);
  };
  return {
    expect: (bytes, tenant) => {
      const expected: Expected = { bytes };
      coming = [...coming, expected];
      // What cannot be unpacked is told where it is needed; a page that failed is known to whoever asks for it.
      if (tenant) makeReady(expected, tenant).catch(() => undefined);
    },
    take: (bytes) => {
      const expected = coming.find((one) => Buffer.compare(one.bytes, bytes) === 0);
      coming = coming.filter((one) => one !== expected);
      return expected?.planned === undefined ? unpackPlanned(bytes) : expected.planned;
    },
    expects: () => coming.length > 0,
    dismiss: () => {
      coming = [];
    },
  };
}
