// Asks a person, on a terminal, for the one word that starts an apply.

import { createInterface } from 'node:readline/promises';

/** True for `yes` and for nothing else; the end of input is a no, and Ctrl-C ends the process. */
export async function confirm(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  lines.once('SIGINT', () => process.exit(130));
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    const answer = await Promise.race([lines.question(question), closed]);
    return answer.trim() === 'yes';
  } catch {
    return false;
  } finally {
    lines.close();
  }
}
