// A kind of which there is nothing to read back: only one-shots, of which the ledger alone knows what became.

import type { Kind } from './kind.ts';
import { err } from './result.ts';

/** The members of a kind that compares nothing. */
export const oneShots = {
  files: () => [],
  listing: null,
  readOne: null,
  decode: () => err({ field: '', expected: 'nothing: runs are not read' }),
  rules: {},
  presence: () => ({ relation: 'unknown', because: 'runs are not shown' }),
  probe: null,
  exporter: null,
} as const satisfies Partial<Kind>;
