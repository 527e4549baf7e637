// npm run bench: runs the benchmarks and prints their tables. Slow results are results; only errors end it with 1.
//   --only start,fleet,apply,terraform   --rounds N   --devices N   --million   --dist FOLDER (another build, for before and after)

import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { apply } from './apply.mjs';
import { fleet, hugeFleet } from './fleet.mjs';
import { start } from './start.mjs';
import { terraform } from './terraform.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'start,fleet,apply,terraform' },
    rounds: { type: 'string', default: '5' },
    devices: { type: 'string', default: '100000' },
    million: { type: 'boolean', default: false },
    dist: { type: 'string', default: fileURLToPath(new URL('../../dist', import.meta.url)) },
  },
});
const [rounds, devices] = [Number(values.rounds), Number(values.devices)];
const main = join(resolve(values.dist), 'main.js');

const benches = {
  start: (given) => start({ ...given, rounds: Math.max(21, rounds) }),
  fleet,
  apply,
  terraform,
};

console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} x ${cpus()[0]?.model.trim()}`,
);
const folder = await mkdtemp(join(tmpdir(), 'trueup-bench-'));
try {
  for (const name of values.only.split(',')) await benches[name]({ main, folder, devices, rounds });
  if (values.million) await hugeFleet({ main, folder, devices: 1_000_000 });
} finally {
  await rm(folder, { recursive: true, force: true });
}
