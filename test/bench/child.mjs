// Runs a program to its end and tells what it took. A child that fails ends the bench: a wrong run has no time.

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const peak = fileURLToPath(new URL('peak.cjs', import.meta.url));
const longestMs = 170_000;

/** Wall time in ms of `node ...args`, as it is: nothing is preloaded. */
export async function timed(args, options = {}) {
  const { ms } = await run(args, options, []);
  return { ms };
}

/** Wall time in ms, CPU time in ms and peak memory in MB of `node ...args`. */
export async function measured(args, options = {}) {
  const { ms, used, out } = await run(['--require', peak, ...args], options, ['pipe']);
  const { maxRSS, cpu } = JSON.parse(used);
  return { ms, cpu: cpu / 1000, mb: maxRSS / 1024, out };
}

async function run(args, { cwd, env = {}, keep = false }, more) {
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', keep ? 'pipe' : 'ignore', 'pipe', ...more],
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  const reading = [child.stdout, child.stderr, child.stdio[3]].map((stream) => (stream ? text(stream) : ''));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
  const ms = performance.now() - start;
  const [out, err, used] = await Promise.all(reading);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${err}${out}`);
  return { ms, out, used };
}
