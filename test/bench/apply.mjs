// An apply of 10 000 approvals: its calls as the simulator's log has them, and its time. Then a second apply that
// leaves every device in the ledger, and the plan after it: what remembering the fleet costs.

import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measured } from './child.mjs';
import { approving, upToPending } from './desired.mjs';
import { alternate } from './rounds.mjs';
import { simulator } from './servers.mjs';
import { mb, ms, printFleet, printTable, ratio, signed } from './table.mjs';

const floorScript = fileURLToPath(new URL('floor-deep.mjs', import.meta.url));

export async function apply({ main, folder, devices, rounds, changes = 10_000 }) {
  const live = await simulator(main, devices);
  const env = { ID360_BASE_URL: live.url, ID360_ACCESS_TOKEN: 'any', NO_COLOR: '1' };
  const trueup = (cwd, ...args) => measured([main, ...args], { cwd, env });
  // The ledger lies in the working directory: this one never gets any.
  const elsewhere = await mkdtemp(join(folder, 'no-ledger-'));
  const drifted = await approving(folder, 'drifted', await upToPending(live.url, changes));
  const everyone = await approving(folder, 'everyone', 'id pr');

  await trueup(folder, 'plan', '-f', drifted, '--out', 'approvals.json');
  const applied = await trueup(folder, 'apply', 'approvals.json', '--auto-approve');
  const calls = await live.calls('POST', '/api/v1/device/approve-agent');
  await trueup(folder, 'apply', '-f', everyone, '--auto-approve');
  const results = await alternate(
    {
      floor: () => measured([floorScript, live.url]),
      'plan, empty ledger': () => trueup(elsewhere, 'plan', '-f', everyone),
      'plan, all devices in the ledger': () => trueup(folder, 'plan', '-f', everyone),
    },
    rounds,
  );
  await live.stop();
  printApply(`Apply of a saved plan of ${changes} approvals, ${devices} devices; one run`, {
    calls,
    applied,
    read: results.floor,
  });
  printFleet(`The plan after ${devices} devices were recorded; median of ${rounds}`, results);
}

/** It reads the list once, to check; to verify, it asks. */
function printApply(title, { calls, applied, read }) {
  const row = {
    'bulk calls': calls,
    'x a bare read': ratio(applied.ms, read.ms),
    'memory over floor': signed(applied.mb - read.mb),
    time: ms(applied.ms),
    peak: mb(applied.mb),
  };
  printTable(title, [row]);
}
