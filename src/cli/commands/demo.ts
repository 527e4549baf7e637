// trueup demo: the whole way, against a simulated tenant in this process, in a folder that is thrown away: plan,
// apply, an empty second plan, a change behind the files, and the drift report.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../../simulator/index.ts';
import type { Io } from '../io.ts';
import { done, type Outcome } from '../outcome.ts';
import { runCli } from '../run.ts';

const desired = `version: 1
restricted_accounts:                 # never linked, whatever else is there
  mode: at_least
  names: [administrator, recovery, breakglass]
device_sets:
  windows:
    agent: approved
    select: { filter: 'os_type eq "Windows"' }
  mac:
    agent: approved
    select: { filter: 'os_type eq "macOS"' }
unlisted_devices: report             # pending agents of other devices are shown, and left alone
`;

export async function demo(io: Io): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'trueup-demo-'));
  const simulator = await startSimulator({ devices: 60, seed: 7 });
  try {
    return await tour(simulator, folder, io);
  } finally {
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function tour(simulator: Simulator, folder: string, io: Io): Promise<Outcome> {
  const env = { ...io.env, ID360_BASE_URL: simulator.url, ID360_ACCESS_TOKEN: 'demo' };
  const inside: Io = { ...io, env, cwd: folder, interactive: false };
  const say = (text: string): Promise<void> => io.print(`\n${text}\n`);
  const run = async (line: string): Promise<void> => {
    await io.print(`\n$ trueup ${line}\n`);
    await runCli(line.split(' '), inside);
  };
  await writeFile(join(folder, 'tenant.yaml'), desired);
  await io.print(
    `A simulated tenant with ${simulator.world.deviceCount()} devices. What it should be, tenant.yaml:\n\n${desired}`,
  );
  await say('1. What would change?');
  await run('plan -f tenant.yaml --out plan.json');
  await say('2. Exactly that plan, carried out:');
  await run('apply plan.json');
  await say('3. Is the tenant as the files say?');
  await run('plan -f tenant.yaml');
  await say(`4. Behind the files, somebody ${meddle(simulator)}.`);
  await run('drift -f tenant.yaml');
  await say('Next: README.md, "With a tenant". trueup simulate serves such a tenant to try things on.');
  return done;
}

/** What an unreviewed click in the console would do. */
function meddle({ world }: Simulator): string {
  const id = world.deviceIds().find((one) => world.device(one)?.['os_type'] === 'Windows');
  if (id !== undefined) world.setDevice(id, { agent_status: 'denied' });
  world.setLinking({ link_restricted_local_accounts: ['administrator', 'sysadmin', 'recovery'] });
  return `denies the agent of ${String(world.device(id ?? '')?.['name'] ?? id)} and takes "breakglass" off the restricted accounts`;
}
