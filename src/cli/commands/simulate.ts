// trueup simulate: a simulated tenant on loopback, until a signal stops it. Prints one JSON line when it listens.

import { startSimulator } from '../../simulator/index.ts';
import { parseFaults, parseSwitches } from '../../simulator/spec.ts';
import type { Io } from '../io.ts';
import { type Given, text } from '../options.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { usage } from '../usage.ts';

export async function simulate(options: Given, io: Io): Promise<Outcome> {
  const [devices, users, seed, port] = ['devices', 'users', 'seed', 'port'].map((key) =>
    Number(options[key]),
  );
  if (
    !isCount(devices, 10_000_000) ||
    !isCount(users, 1_000_000) ||
    !isCount(seed, 2 ** 31) ||
    !isCount(port, 65_535)
  )
    return failed(
      usage(
        '--devices, --users, --seed and --port take whole numbers',
        'give for example --devices 100 --seed 1 --port 8080',
      ),
    );
  const faults = parseFaults(text(options, 'faults') ?? '');
  if (!faults.ok) return failed(faults.error);
  const switches = parseSwitches(text(options, 'switch') ?? '');
  if (!switches.ok) return failed(switches.error);
  try {
    const stop = io.catchStop();
    const simulator = await startSimulator({
      devices,
      users,
      seed,
      port,
      ...faults.value,
      ...switches.value,
    });
    await io.print(
      `${JSON.stringify({ base_url: simulator.url, accounts_url: simulator.accountsUrl, devices, users, seed })}\n`,
    );
    io.note(
      `A simulated tenant listens. In another shell:\n  export ID360_BASE_URL=${simulator.url} ID360_ACCESS_TOKEN=any\n  export ADMANAGER_BASE_URL=${simulator.accountsUrl} ADMANAGER_AUTH_TOKEN=any\nCtrl-C stops it.`,
    );
    await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
    await simulator.close();
    return done;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failed(
      usage(
        `the simulator cannot listen on port ${port}`,
        'choose another --port, or 0 for any that is free',
        why,
      ),
    );
  }
}

function isCount(value: number | undefined, max: number): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= max;
}
