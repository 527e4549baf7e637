// The servers that are measured against, each a process of its own: `trueup simulate`, and a replay of its pages.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const replay = fileURLToPath(new URL('replay.mjs', import.meta.url));

/** `trueup simulate` with so many devices. `calls(method, path)` counts what its log holds. */
export async function simulator(main, devices) {
  const served = await serve([main, 'simulate', '--devices', String(devices)]);
  const log = async () => (await (await fetch(new URL('/_simulator/requests', served.url))).json()).requests;
  const calls = async (method, path) =>
    (await log()).filter((call) => call.method === method && call.path === path).length;
  return { ...served, calls };
}

/** Answers GETs as the server behind it did the first time, from memory: next to no work of the server's own. */
export const replayOf = ({ url }) => serve([replay, url]);

export async function serve(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  process.once('exit', () => child.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { url: JSON.parse(line).base_url, stop };
}
