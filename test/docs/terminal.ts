// A terminal that keeps what it is told, and has neither colour nor a person.

import type { Io } from '../../src/cli/io.ts';

export function terminal(width = 80): { readonly io: Io; readonly out: string[]; readonly notes: string[] } {
  const [out, notes]: [string[], string[]] = [[], []];
  const io: Io = {
    env: {},
    cwd: '/nowhere',
    interactive: false,
    color: { out: false, err: false },
    width,
    tableWidth: width,
    live: false,
    print: async (text) => void out.push(text),
    note: (text) => void notes.push(text),
    catchStop: () => new AbortController().signal,
  };
  return { io, out, notes };
}
