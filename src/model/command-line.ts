// Command lines in texts for people: each works as it is printed, on the very ledger that the text is about. With which
// options the command finds that one, its ledger says (`named`); no text guesses.

import type { Address } from './address.ts';
import { groupBy } from './group-by.ts';

/**
 * `trueup resolve --ledger .trueup/acme …`.
 * @param named the options that lead to the ledger, as `Ledger.named` and `Memory.named` have them; empty for none
 */
export const commandLine = (named: string, command: string, rest = ''): string =>
  ['trueup', command, named, rest].filter((part) => part !== '').join(' ');

/** One word, as a shell takes it. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** The kind and the first part of the key: a section of the files, or the object itself. */
export const partOf = (address: Address): string => address.split('/').slice(0, 2).join('/');

/** How the ledger is told what became of these one-shots: one that is alone by its address, several by their part. */
export function resolveLine(addresses: readonly Address[], named: string): string {
  const globs = [...groupBy(addresses, partOf)].map(([part, [one, ...more]]) =>
    shellWord(one !== undefined && more.length === 0 ? one : `${part}/*`),
  );
  return commandLine(named, 'resolve', `${globs.join(' ')} --ran`);
}
