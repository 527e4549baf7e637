// Between the answer to a plan and the wish to apply it Terraform works for a while: time to unpack what was planned, and
// to begin the listing that it will be compared with. And who was told a plan is waited for, so that all come together.

import { readAhead } from '../session/applying.ts';
import type { Tenant } from '../session/tenant.ts';
import { type PlannedPrivate, unpackPlanned } from './private.ts';

export interface Ahead {
  /** Terraform is told this plan of a resource. With a tenant: it will surely want it applied. */
  readonly expect: (resource: string, bytes: Uint8Array, tenant?: Tenant) => void;
  /** What was planned, by its bytes; the resource is not expected any more. */
  readonly take: (resource: string, bytes: Uint8Array) => PlannedPrivate | null;
  readonly expects: () => boolean;
}

interface Expected {
  readonly bytes: Uint8Array;
  planned?: PlannedPrivate | null;
}

/** Milliseconds until the answer is surely on its way. */
const answeredMs = 5;

export function ahead(): Ahead {
  const coming = new Map<string, Expected>();
  const makeReady = async (expected: Expected, tenant: Tenant): Promise<void> => {
    await tenant.clock.sleep(answeredMs);
    expected.planned ??= unpackPlanned(expected.bytes);
    if (expected.planned?.task) await readAhead(expected.planned.task, tenant);
  };
  return {
    expect: (resource, bytes, tenant) => {
      const expected: Expected = { bytes };
      coming.set(resource, expected);
      // Whatever fails here fails again where it is needed, and is told there.
      if (tenant) makeReady(expected, tenant).catch(() => undefined);
    },
    take: (resource, bytes) => {
      const expected = coming.get(resource);
      coming.delete(resource);
      const known = expected?.planned !== undefined && Buffer.compare(expected.bytes, bytes) === 0;
      return known ? (expected.planned ?? null) : unpackPlanned(bytes);
    },
    expects: () => coming.size > 0,
  };
}
