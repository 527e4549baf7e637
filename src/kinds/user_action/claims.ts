// Sections of one plan that select the same users. The same task is planned for a user once, by the section that is planned
// first: of a file the first, in Terraform the one that it asked about first, since what was answered stays. Different tasks
// are all planned, and told about: they run in the order of phases.

import type { Change } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { cut } from './findings.ts';
import { userAt } from './memory.ts';
import type { Read } from './observe.ts';
import { pastKey } from './past.ts';
import type { Wanted } from './prepare.ts';

/** The name of the section that plans a task for a user, by user and digest. */
export type Claims = ReadonlyMap<string, string>;

export interface Claimed {
  readonly claims: Claims;
  readonly findings: readonly Diagnostic[];
}

export function claimsOf(actions: readonly Wanted[], { selected }: Pick<Read, 'selected'>): Claimed {
  const claims = new Map<string, string>();
  const twice = new Map<Wanted, Map<string, string[]>>();
  for (const wanted of actions)
    for (const user of selected.get(wanted.name)?.keys() ?? [])
      for (const { digest } of tasksOf(wanted)) {
        const key = pastKey(user, digest);
        const first = claims.get(key) ?? wanted.name;
        claims.set(key, first);
        if (first === wanted.name) continue;
        const others = twice.get(wanted) ?? new Map<string, string[]>();
        twice.set(wanted, others.set(first, [...(others.get(first) ?? []), user]));
      }
  const findings = [...twice].flatMap(([wanted, others]) =>
    [...others].map(([first, users]) => sameTask(first, wanted, [...new Set(users)].sort())),
  );
  return { claims, findings };
}

const tasksOf = ({ task, forward }: Wanted) => (forward === null ? [task] : [task, forward]);

const sameTask = (first: string, { name, place }: Wanted, users: readonly string[]): Diagnostic => ({
  code: 'user-action.same-task',
  severity: 'warning',
  summary: `user actions "${first}" and "${name}" run the same for ${counted(users.length)}`,
  why: `${cut(users)}: both have the same action, app configuration and template, and each user runs once; "${first}" is planned first and runs it`,
  next: 'take the users out of one of them',
  where: place,
});

/** Users for whom several sections have something to run, told once for each set of sections. */
export function severalActions(
  changes: readonly Change[],
  actions: readonly Wanted[],
): readonly Diagnostic[] {
  const byUser = new Map<string, Set<string>>();
  for (const { address } of changes) {
    const { name, user } = userAt(address);
    byUser.set(user, (byUser.get(user) ?? new Set()).add(name));
  }
  const groups = new Map<string, { readonly sections: readonly Wanted[]; readonly users: string[] }>();
  for (const [user, names] of byUser) {
    if (names.size < 2) continue;
    const key = [...names].sort().join(' ');
    const sections = actions.filter(({ name }) => names.has(name));
    const group = groups.get(key) ?? { sections, users: [] };
    groups.set(key, group);
    group.users.push(user);
  }
  return [...groups.values()].flatMap(({ sections, users }) => several(sections, users.sort()));
}

function several(sections: readonly Wanted[], users: readonly string[]): Diagnostic[] {
  const last = sections.at(-1);
  if (last === undefined) return [];
  const names = sections.map(({ name }) => `"${name}"`);
  return [
    {
      code: 'user-action.several-actions',
      severity: 'warning',
      summary: `user actions ${names.join(', ')} all run for ${counted(users.length)}`,
      why: `${cut(users)}: they run in the order of the plan's steps, which is not that of the file`,
      next: 'where the order matters, apply one after the other, or use forward_to',
      where: last.place,
    },
  ];
}

const counted = (users: number): string => `${users} ${users === 1 ? 'user' : 'users'}`;
