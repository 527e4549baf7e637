// Every value that each switch of the simulator has beside its default: the ways in which a real tenant may differ
// from the ruling of the contract.

import type { Switches } from '../../src/simulator/index.ts';

export type Switched = Partial<Switches>;

export const switched: readonly Switched[] = [
  { denied: 'inactive' },
  { denied: 'pending' },
  { denied: 'gone' },
  { ids: 'number' },
  { name: 'hostname' },
  { name: 'dns' },
  { envelope: 207 },
  { totals: 'wrong' },
  { totals: 'absent' },
  { bulkMax: 2 },
  { urlMax: 100 },
  { maxLimit: 2 },
  { lastPage: 'no_cursor' },
  { lastPage: 'repeated_cursor' },
  { lastPage: 'empty_page' },
  { missingResults: 2 },
  { errorCodes: 'masked' },
  { errorCodes: 'number' },
  { access: 'hidden' },
  { jobEnd: 'WARNING' },
  { firstIndex: 0 },
  { executionReads: 0 },
  { entityRows: 'flat' },
  { executionsListed: 'yes' },
];

/** `denied=gone`; `default` for none. */
export function nameOf(switches: Switched): string {
  const parts = Object.entries(switches).map(([name, value]) => `${name}=${value}`);
  return parts.length === 0 ? 'default' : parts.join(',');
}
