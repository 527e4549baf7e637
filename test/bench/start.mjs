// Starting up: `--version`, and a plan of five devices, against `node -e 0`. The server's own time is that of the
// same call from a program that is already warm.

import { timed } from './child.mjs';
import { approving, settledWindows } from './desired.mjs';
import { alternate } from './rounds.mjs';
import { simulator } from './servers.mjs';
import { ms, printTable, ratio } from './table.mjs';

export async function start({ main, folder, rounds }) {
  const live = await simulator(main, 5);
  const env = { ID360_BASE_URL: live.url, ID360_ACCESS_TOKEN: 'any', NO_COLOR: '1' };
  const file = await approving(folder, 'five', settledWindows);
  const results = await alternate(
    {
      'node -e 0': () => timed(['-e', '0']),
      'trueup --version': () => timed([main, '--version']),
      'trueup --help': () => timed([main, '--help']),
      'trueup plan, 5 devices': () => timed([main, 'plan', '-f', file], { cwd: folder, env }),
      "the server's own time": () => serverTime(live.url),
    },
    rounds,
  );
  await live.stop();
  const base = results['node -e 0'].ms;
  const rows = Object.entries(results).map(([what, { ms: time }]) => ({
    what,
    'x node -e 0': ratio(time, base),
    time: ms(time),
  }));
  printTable(`Start-up; median of ${rounds}`, rows);
}

async function serverTime(root) {
  const begun = performance.now();
  const answer = await fetch(`${root}/devices?limit=1000`, {
    headers: { authorization: 'Zoho-oauthtoken any' },
  });
  await answer.json();
  return { ms: performance.now() - begun };
}
