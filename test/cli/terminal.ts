// The command on a pseudo-terminal, as `script` of util-linux makes one: what a person sees, and types.

import { spawn, spawnSync } from 'node:child_process';
import { limitMs, main, type Room } from './harness.ts';

/** False on systems without that `script`; tests of the terminal are then skipped. */
export const hasTerminal = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

export interface Terminal {
  /** Everything written so far, escape sequences included. */
  readonly screen: () => string;
  readonly type: (text: string) => void;
  /** Resolves when the screen has the text, rejects when the process ends before. */
  readonly shows: (text: string) => Promise<void>;
  readonly ended: Promise<number | null>;
}

export const ctrlC = '\u0003';

export function onTerminal({ dir, env }: Room, args: readonly string[], columns = 100): Terminal {
  const quoted = [process.execPath, main, ...args].map((arg) => `'${arg}'`).join(' ');
  const child = spawn('script', ['-qfec', `stty cols ${columns} rows 40; exec ${quoted}`, '/dev/null'], {
    cwd: dir,
    env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' },
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  let text = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    for (const look of waiting) look();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const shows = (wanted: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!text.includes(wanted)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      ended.then((code) => reject(new TypeError(`ended with ${code} before "${wanted}":\n${text}`)));
    });
  return { screen: () => text, type: (typed) => void child.stdin.write(typed), shows, ended };
}
