// Findings about the users of an action: those that are named and do not exist, those that are done, those that failed.

import { commandLine } from '../../model/command-line.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Memory } from '../../model/memory.ts';
import { addressOfUser, kindName, userAt } from './memory.ts';
import type { Read } from './observe.ts';
import { type Past, pastKey } from './past.ts';
import type { Planned } from './runs.ts';

/** Names that one message holds at most. */
const named = 10;

export function findingsOf(
  planned: Planned,
  { seen, listed }: Read,
  memory: Memory,
  past: Past,
): readonly Diagnostic[] {
  const { wanted, done, failed } = planned;
  // Users that the action, or one that they were forwarded to, has deleted are not listed any more.
  const isKept = (id: string): boolean =>
    memory.applied(addressOfUser(wanted.name, id)) !== undefined || past.has(pastKey(id, wanted.task.digest));
  const known = seen.get(wanted.name);
  const unknown = [...wanted.users].filter(([id]) => !known?.has(id) && !isKept(id));
  const isEmpty = (wanted.filter !== null || wanted.ou !== null) && !listed.has(wanted.name);
  return [
    ...(isEmpty && !isRemembered(wanted.name, memory) ? [selectsNobody(planned)] : []),
    ...(unknown.length > 0
      ? [
          unknownUsers(
            planned,
            unknown.map(([id]) => id),
          ),
        ]
      : []),
    ...(done.length > 0 ? [doneUsers(planned)] : []),
    ...(failed.length > 0 ? [failedUsers(planned, memory.named)] : []),
  ];
}

function isRemembered(name: string, memory: Memory): boolean {
  for (const address of memory.known(kindName)) if (userAt(address).name === name) return true;
  return false;
}

const selectsNobody = ({ wanted }: Planned): Diagnostic => ({
  code: 'user-action.selects-nobody',
  severity: 'info',
  summary: `user action "${wanted.name}" selects nobody`,
  why: `${wanted.task.action} lists no user for its ${wanted.filter === null ? 'OUs' : wanted.ou === null ? 'filter' : 'filter and OUs'} in app configuration ${wanted.task.app_config_id}`,
  next: 'nothing, where nobody is meant yet; otherwise check select and app_config_id',
  where: wanted.place,
});

/** A list for people, with as many names as one message holds. */
export const cut = (texts: readonly string[]): string =>
  texts.length <= named
    ? texts.join(', ')
    : `${texts.slice(0, named).join(', ')} and ${texts.length - named} more`;

const unknownUsers = ({ wanted }: Planned, ids: readonly string[]): Diagnostic => ({
  code: 'user-action.unknown-user',
  severity: 'warning',
  summary: `user action "${wanted.name}" names ${ids.length === 1 ? 'a user that is' : `${ids.length} users that are`} not listed`,
  why: `${cut(ids)}: ${wanted.task.action} does not list ${ids.length === 1 ? 'it' : 'them'} for app configuration ${wanted.task.app_config_id}`,
  next: 'check the ids; users that were deleted can be taken out of the file',
  where: wanted.place,
});

/** Sections under whose names users have been through it. */
function elsewhere(name: string, done: Planned['done']): string {
  const others = done.map(({ address }) => userAt(address)).filter((at) => at.name !== name);
  if (others.length === 0) return '';
  const names = [...new Set(others.map((at) => `"${at.name}"`))].sort();
  return `, for ${others.length === 1 ? 'one user' : `${others.length} users`} as user action ${cut(names)}`;
}

const doneUsers = ({ wanted, done }: Planned): Diagnostic => ({
  code: 'user-action.done',
  severity: 'info',
  summary: `user action "${wanted.name}": ${done.length} selected ${done.length === 1 ? 'user has' : 'users have'} been through it`,
  why: `each user runs once for each action and template; the ledger remembers${elsewhere(wanted.name, done)}`,
  next: 'nothing; change the template to run it again',
  where: wanted.place,
});

function failedUsers({ wanted, failed }: Planned, named: string): Diagnostic {
  const executions = [...new Set(failed.map(({ kept }) => kept.execution))];
  // What users were forwarded to has no retries of its own.
  const own = failed.some(({ address }) => userAt(address).forward === undefined);
  return {
    code: 'user-action.failed',
    severity: 'warning',
    summary: `user action "${wanted.name}" failed for ${failed.length} ${failed.length === 1 ? 'user' : 'users'}, and is not tried again`,
    why: cut(
      failed.map(({ entity, kept: { task, message } }) => {
        const of = task.action === wanted.task.action ? '' : ` (${task.action})`;
        return `${entity.name}${of}: ${message || 'no message'}`;
      }),
    ),
    next: `mend the cause, then ${own ? 'raise retries, or ' : ''}run: ${commandLine(named, 'executions retry', executions[0])}`,
    where: wanted.place,
    addresses: failed.map(({ address }) => address),
  };
}
