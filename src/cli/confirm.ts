// Asks a person, on a terminal, for the one word that starts an apply.

import { createInterface } from 'node:readline/promises';

/** True for `yes` and for nothing else; a signal, or the end of input, is a no. */
export async function confirm(question: string, stop: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    const answer = await Promise.race([lines.question(question, { signal: stop }), closed]);
    return answer.trim() === 'yes';
  } catch {
    return false;
  } finally {
    lines.close();
  }
}
