// Every value that each switch of the simulator has beside its default: the ways in which a real tenant may differ
// from the ruling of the contract; and which kinds it can matter to.

import type { Switches } from '../../src/simulator/index.ts';

export type Switched = Partial<Switches>;

const [devices, columns, actions, moves] = [
  ['device', 'account_linking'],
  ['view_columns'],
  ['user_action'],
  ['user_move'],
];

/** A kind that is not named never asks what the switch is about. */
const table: readonly (readonly [Switched, readonly (readonly string[])[]])[] = [
  [{ denied: 'inactive' }, [devices]],
  [{ denied: 'pending' }, [devices]],
  [{ denied: 'gone' }, [devices]],
  [{ ids: 'number' }, [devices, columns, actions, moves]],
  [{ name: 'hostname' }, [devices]],
  [{ name: 'dns' }, [devices]],
  [{ envelope: 207 }, [devices]],
  [{ totals: 'wrong' }, [devices, actions]],
  [{ totals: 'absent' }, [devices, actions]],
  [{ bulkMax: 2 }, [devices]],
  [{ urlMax: 100 }, [devices]],
  [{ maxLimit: 2 }, [devices, actions]],
  [{ lastPage: 'no_cursor' }, [devices]],
  [{ lastPage: 'repeated_cursor' }, [devices]],
  [{ lastPage: 'empty_page' }, [devices]],
  [{ missingResults: 2 }, [devices]],
  [{ errorCodes: 'masked' }, [devices, columns, actions]],
  [{ errorCodes: 'number' }, [devices, columns, actions]],
  [{ access: 'hidden' }, [devices]],
  [{ jobEnd: 'WARNING' }, [devices]],
  [{ firstIndex: 0 }, [actions]],
  [{ executionReads: 0 }, [actions]],
  [{ entityRows: 'flat' }, [actions]],
  [{ executionsListed: 'yes' }, [actions]],
];

/** The switches that can matter to a kind, one at a time. */
export const switchedFor = (kind: string): readonly Switched[] =>
  table.filter(([, kinds]) => kinds.flat().includes(kind)).map(([switches]) => switches);

/** `denied=gone`; `default` for none. */
export function nameOf(switches: Switched): string {
  const parts = Object.entries(switches).map(([name, value]) => `${name}=${value}`);
  return parts.length === 0 ? 'default' : parts.join(',');
}
