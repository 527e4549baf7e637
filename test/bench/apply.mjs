// An apply of 10 000 approvals: its calls as the simulator's log has them, and its time. Then a second apply that
// leaves every device in the ledger, and the plan after it: what remembering the fleet costs.

import { fileURLToPath } from 'node:url';
import { measured } from './child.mjs';
import { approving, upToPending } from './desired.mjs';
import { alternate } from './rounds.mjs';
import { simulator } from './servers.mjs';
import { mb, ms, printTable, ratio, signed } from './table.mjs';

const floorScript = fileURLToPath(new URL('floor-deep.mjs', import.meta.url));
const path = '/api/v1/device/approve-agent';

export async function apply({ main, folder, devices, rounds, changes = 10_000 }) {
  const live = await simulator(main, devices);
  const env = { ID360_BASE_URL: live.url, ID360_ACCESS_TOKEN: 'any', NO_COLOR: '1' };
  const trueup = (...args) => measured([main, ...args], { cwd: folder, env });
  const drifted = await approving(folder, 'drifted', await upToPending(live.url, changes));
  const everyone = await approving(folder, 'everyone', 'id pr');
  const floor = () => measured([floorScript, live.url]);

  await trueup('plan', '-f', drifted, '--out', 'approvals.json');
  const applied = await trueup('apply', 'approvals.json', '--auto-approve');
  const calls = await live.calls('POST', path);
  await trueup('apply', '-f', everyone, '--auto-approve');
  const plan = (...more) => trueup('plan', '-f', everyone, ...more);
  const cases = { floor, 'plan, all in the ledger': plan };
  const results = await alternate(
    { ...cases, 'plan, empty ledger': () => fresh(everyone, main, env, folder) },
    rounds,
  );
  await live.stop();

  const reads = results.floor;
  printTable(`Apply of a saved plan of ${changes} approvals, ${devices} devices; one run`, [
    {
      'bulk calls': calls,
      'x two bare reads': ratio(applied.ms, 2 * reads.ms),
      time: ms(applied.ms),
      peak: mb(applied.mb),
    },
  ]);
  const rows = Object.entries(results).map(([what, { ms: time, mb: peak }]) => ({
    what,
    'x floor (deep)': ratio(time, reads.ms),
    'memory over floor (deep)': signed(peak - reads.mb),
    time: ms(time),
    peak: mb(peak),
  }));
  printTable(`The plan after ${devices} devices were recorded; median of ${rounds}`, rows);
}
