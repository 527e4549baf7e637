// A plan that reads the whole fleet, against the floor: time, CPU and peak memory.

import { fileURLToPath } from 'node:url';
import { measured } from './child.mjs';
import { approving, settledWindows, upToPending } from './desired.mjs';
import { alternate } from './rounds.mjs';
import { replayOf, simulator } from './servers.mjs';
import { mb, ms, printTable, ratio, signed } from './table.mjs';

const script = (name) => fileURLToPath(new URL(name, import.meta.url));

export async function fleet({ main, folder, devices, rounds, changes = 10_000 }) {
  const live = await simulator(main, devices);
  const replay = await replayOf(live);
  const settled = await approving(folder, 'settled', settledWindows);
  const drifted = await approving(folder, 'drifted', await upToPending(live.url, changes));
  for (const [server, { url }] of Object.entries({ replay, simulate: live })) {
    const env = { ID360_BASE_URL: url, ID360_ACCESS_TOKEN: 'any', NO_COLOR: '1' };
    const plan = (...args) => measured([main, 'plan', ...args], { cwd: folder, env });
    const results = await alternate(
      {
        'floor, undici imported deep': () => measured([script('floor-deep.mjs'), url]),
        'floor, undici by its index': () => measured([script('floor.mjs'), url]),
        'plan, nothing differs': () => plan('-f', settled),
        [`plan, ${changes} differ`]: () => plan('-f', drifted),
        [`plan --out, ${changes} differ`]: () => plan('-f', drifted, '--out', 'plan.json'),
      },
      rounds,
    );
    print(`${devices} devices, pages from ${server}; median of ${Math.max(rounds, 1)}`, results);
  }
  await Promise.all([live.stop(), replay.stop()]);
}

function print(title, results) {
  const [deep, index] = Object.values(results);
  const rows = Object.entries(results).map(([what, { ms: time, cpu, mb: peak }]) => ({
    what,
    'x floor (deep)': ratio(time, deep.ms),
    'x floor (index)': ratio(time, index.ms),
    'memory over floor (deep)': signed(peak - deep.mb),
    'CPU x floor (deep)': ratio(cpu, deep.cpu),
    time: ms(time),
    CPU: ms(cpu),
    peak: mb(peak),
  }));
  printTable(title, rows);
}
