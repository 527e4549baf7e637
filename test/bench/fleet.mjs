// A plan that reads the whole fleet, against the floor: time, CPU and peak memory. The replay is the harder server to
// stand beside, as it does next to nothing itself that a client could use the time of.

import { fileURLToPath } from 'node:url';
import { measured } from './child.mjs';
import { approving, settledWindows, upToPending } from './desired.mjs';
import { alternate } from './rounds.mjs';
import { replayOf, simulator } from './servers.mjs';
import { printFleet } from './table.mjs';

const script = (name) => fileURLToPath(new URL(name, import.meta.url));
const changes = 10_000;

export async function fleet({ main, folder, devices, rounds }) {
  const live = await simulator(main, devices);
  const replay = await replayOf(live);
  const files = await filesFor(live, folder);
  for (const [name, { url }] of Object.entries({ simulate: live, replay }))
    printFleet(
      `${devices} devices, pages from ${name}; median of ${rounds}`,
      await alternate(casesOf({ main, folder, url, files }), rounds),
    );
  await Promise.all([live.stop(), replay.stop()]);
}

/** A fleet that is too large for many rounds: one of each, after one that only warms the server. */
export async function hugeFleet({ main, folder, devices }) {
  const live = await simulator(main, devices);
  const cases = casesOf({ main, folder, url: live.url, files: await filesFor(live, folder) });
  await cases.floor();
  printFleet(`${devices} devices, pages from simulate; one run`, await alternate(cases, 1, 'cold'));
  await live.stop();
}

async function filesFor({ url }, folder) {
  return {
    settled: await approving(folder, 'settled', settledWindows),
    drifted: await approving(folder, 'drifted', await upToPending(url, changes)),
  };
}

function casesOf({ main, folder, url, files }) {
  const env = { ID360_BASE_URL: url, ID360_ACCESS_TOKEN: 'any', NO_COLOR: '1' };
  const plan = (...args) => measured([main, 'plan', ...args], { cwd: folder, env });
  return {
    floor: () => measured([script('floor-deep.mjs'), url]),
    'floor, undici by its index': () => measured([script('floor.mjs'), url]),
    'plan, nothing differs': () => plan('-f', files.settled),
    [`plan, ${changes} differ`]: () => plan('-f', files.drifted),
    [`plan --out, ${changes} differ`]: () => plan('-f', files.drifted, '--out', 'plan.json'),
  };
}
