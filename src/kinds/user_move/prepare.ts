// What the files want of user moves: accounts, each once, and where they are to go.

import { createHash } from 'node:crypto';
import { type Source, sourceOf } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Place } from '../../model/failure.ts';
import { canonical, isObject } from '../../model/json.ts';
import type { PrepareInput, Section } from '../../model/kind.ts';

export interface Move {
  readonly name: string;
  readonly domain: string;
  readonly container: string;
  readonly subject: string;
  readonly priority: string | undefined;
  readonly description: string | undefined;
  /** As written, by their name without case: account names know no case. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Of domain and container: each account is asked for once for each. */
  readonly digest: string;
  readonly place: Place;
  readonly source: Source | null;
}

export interface Desired {
  readonly moves: readonly Move[];
  readonly diagnostics: readonly Diagnostic[];
}

type Raw = Pick<Move, 'domain' | 'container' | 'subject'> & {
  readonly priority?: string;
  readonly description?: string;
  readonly accounts: readonly string[];
};

/** The beginning of the hash of a value's canonical JSON. */
export const digestOf = (value: Parameters<typeof canonical>[0], length: number): string =>
  createHash('sha256').update(canonical(value)).digest('hex').slice(0, length);

export function readMoves({ sections }: PrepareInput): Desired {
  const section = sections['user_moves'];
  if (section === undefined || !isObject(section.value)) return { moves: [], diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  // A section that is valid against its schema has exactly this shape.
  const raw = Object.entries(section.value) as unknown as readonly (readonly [string, Raw])[];
  return { moves: raw.map(([name, one]) => moveOf(name, one, section, diagnostics)), diagnostics };
}

function moveOf(name: string, raw: Raw, section: Section, diagnostics: Diagnostic[]): Move {
  const { domain, container, subject, priority, description } = raw;
  const place = section.place(`/${name}`);
  const accounts = new Map<string, string>();
  for (const [i, account] of raw.accounts.entries()) {
    const key = account.trim().toLowerCase();
    if (accounts.has(key)) diagnostics.push(twice(account, name, section.place(`/${name}/accounts/${i}`)));
    accounts.set(key, account.trim());
  }
  const target = { domain: domain.toLowerCase(), container: container.toLowerCase() };
  const digest = digestOf(target, 12);
  return {
    name,
    domain,
    container,
    subject,
    priority,
    description,
    accounts,
    digest,
    place,
    source: sourceOf(place),
  };
}

const twice = (account: string, name: string, where: Place): Diagnostic => ({
  code: 'user-move.twice',
  severity: 'error',
  summary: `user move "${name}" names the account ${account} twice`,
  why: 'account names know no case',
  next: 'keep one of them',
  where,
});
