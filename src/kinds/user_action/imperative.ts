// Executions as people handle them one by one: what is known of each, and retry and forward as wishes that are planned,
// shown and applied like any other.

import type { Address } from '../../model/address.ts';
import { type Change, runKey } from '../../model/change.ts';
import { commandLine } from '../../model/command-line.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import type { Observed, Observer, Prepared } from '../../model/kind.ts';
import { isRemoving } from '../../model/management.ts';
import type { Memory } from '../../model/memory.ts';
import { ok } from '../../model/result.ts';
import { addOutcome, nameOf, type Outcome, type Outcomes, outcomeOf } from './entity.ts';
import { addressOfUser, type Kept, keptIn, kindName, userAt } from './memory.ts';
import { beforeOf, type Past, pastOf } from './past.ts';
import { type Task, taskOf } from './prepare.ts';
import { executionKey, resultsOf, statusOf } from './reads.ts';
import { isTerminal } from './status.ts';

/** An execution that the ledger knows. */
export interface KnownExecution {
  readonly id: string;
  /** Of the user action in the desired file. */
  readonly name: string;
  readonly task: Task;
  readonly users: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly pending: number;
}

/** The executions that the ledger knows, one for each action and id, sorted by id. */
export function knownExecutions(memory: Memory): readonly KnownExecution[] {
  const found = new Map<string, KnownExecution>();
  for (const address of memory.known(kindName)) {
    const kept = keptIn(memory.applied(address));
    if (kept === undefined || kept.execution === '') continue;
    const { name } = userAt(address);
    const { execution: id, task } = kept;
    const key = executionKey(task.action, id);
    const before = found.get(key) ?? { id, name, task, users: 0, succeeded: 0, failed: 0, pending: 0 };
    found.set(key, counted(before, kept));
  }
  return [...found.values()].sort((a, b) => (a.id.padStart(32) < b.id.padStart(32) ? -1 : 1));
}

function counted(known: KnownExecution, { status }: Kept): KnownExecution {
  return {
    ...known,
    users: known.users + 1,
    succeeded: known.succeeded + (status === 'success' ? 1 : 0),
    failed: known.failed + (status === 'failure' ? 1 : 0),
    pending: known.pending + (status === 'pending' ? 1 : 0),
  };
}

/** What is wished for an execution. */
export interface Wish {
  readonly execution: string;
  readonly name: string;
  readonly task: Task;
  /** Null: retry the users that failed. Else forward those that succeeded. */
  readonly forward: Task | null;
  readonly acknowledge: string | undefined;
}

/** The task with which another action is run for the same users. */
export const forwardTask = (
  task: Task,
  action: string,
  appConfig: string | undefined,
  template: JsonObject | undefined,
): Task =>
  taskOf({ action, app_config_id: appConfig ?? task.app_config_id, template: template ?? task.template });

/** The wish as something to plan: the execution is read, and the users it is about become changes. */
export const wished = (wish: Wish): Prepared => ({
  diagnostics: [],
  observe: (memory) => observe(wish, memory),
});

function observe(wish: Wish, memory: Memory): Observer {
  const { task, execution } = wish;
  let status = '';
  const outcomes: Outcomes = new Map();
  const names = new Map<string, string>();
  return {
    reads: [statusOf(task.action, execution), resultsOf(task.action, execution)],
    row: (raw, i) => {
      if (i === 0) status = isObject(raw) ? String(raw['data']) : '';
      const outcome = i === 1 ? outcomeOf(raw) : undefined;
      if (outcome === undefined) return ok(undefined);
      addOutcome(outcomes, outcome);
      names.set(outcome.id, userName(raw, outcome.id));
      return ok(undefined);
    },
    finish: (): Observed => {
      const places = wish.forward === null ? placesIn(memory, wish) : new Map<string, Address>();
      const [past, deleted] = [pastOf(memory), deletedIn(memory)];
      // A user whose results disagree is nobody's.
      const rows = [...outcomes.values()].flatMap((one) => (one && !deleted.has(one.id) ? [one] : []));
      const changes = isTerminal(status)
        ? rows.flatMap((row) => changesFor(wish, row, { memory, past, places, names }))
        : [];
      const none = changes.length === 0 ? [nothingFor(wish, status, memory.named)] : [];
      return { subjects: [], unlisted: [], diagnostics: none, runs: () => changes };
    },
  };
}

const userName = (raw: unknown, id: string): string =>
  isObject(raw) && isObject(raw['user']) ? nameOf(raw['user'], id) : id;

/** By user: where the ledger keeps what the execution came to. That of a forward is not the place of the user's own action. */
function placesIn(memory: Memory, { execution, task }: Wish): ReadonlyMap<string, Address> {
  const own = [...memory.known(kindName)].filter((address) => {
    const kept = keptIn(memory.applied(address));
    return kept?.execution === execution && kept.task.action === task.action;
  });
  return new Map(own.map((address) => [userAt(address).user, address]));
}

/** Users that an action has deleted. */
function deletedIn(memory: Memory): ReadonlySet<string> {
  const deleted = new Set<string>();
  for (const address of memory.known(kindName)) {
    const kept = keptIn(memory.applied(address));
    if (kept?.status === 'success' && isRemoving(kept.task.action)) deleted.add(userAt(address).user);
  }
  return deleted;
}

interface Known {
  readonly memory: Memory;
  readonly past: Past;
  /** By user: the address that a retry is for; without one, that of the user's own action. */
  readonly places: ReadonlyMap<string, Address>;
  readonly names: ReadonlyMap<string, string>;
}

function changesFor(wish: Wish, row: Outcome, { memory, past, places, names }: Known): Change[] {
  const { execution, task, forward, name } = wish;
  const wanted = forward === null ? 'failure' : 'success';
  const address = places.get(row.id) ?? addressOfUser(name, row.id, forward?.action);
  const before = beforeOf(address, (forward ?? task).digest, past, memory, new Map());
  const over = before === 'doubt' || (before !== 'none' && before.kept.status === 'success');
  if (row.status !== wanted || over) return [];
  const done = keptIn(memory.applied(address));
  const attempts = done?.attempts ?? 1;
  const { action, app_config_id, template, digest } = forward ?? task;
  const common = { action, app_config_id, template, digest, execution };
  const after =
    forward === null
      ? { [runKey]: 'retry', ...common, attempts, retries: attempts }
      : { [runKey]: 'forward', ...common, from: task.action, attempts: 0 };
  const why =
    forward === null
      ? `failed in execution ${execution}: ${row.message}`
      : `succeeded in execution ${execution}`;
  return [changeAt(wish, address, names.get(row.id) ?? row.id, after, why, memory)];
}

function changeAt(
  { name, acknowledge }: Wish,
  address: Address,
  user: string,
  after: NonNullable<Change['after']>,
  why: string,
  memory: Memory,
): Change {
  return {
    address,
    before: null,
    after,
    why,
    source: null,
    group: name,
    name: user,
    origin: 'pending',
    last: memory.applied(address) ?? null,
    context: {},
    ...(acknowledge !== undefined && { acknowledge }),
  };
}

const nothingFor = (wish: Wish, status: string, named: string): Diagnostic =>
  isTerminal(status) ? nobody(wish, named) : underWay(wish, status);

const nobody = ({ execution, forward }: Wish, named: string): Diagnostic => ({
  code: 'execution.nobody',
  severity: 'info',
  summary: `execution ${execution} has no user to ${forward === null ? 'retry' : 'forward'}`,
  why: `none ${forward === null ? 'failed' : 'succeeded'} that is not in doubt, and has not been through it or been deleted since`,
  next: `look at it: ${commandLine(named, 'executions show', execution)}`,
});

const underWay = ({ execution }: Wish, status: string): Diagnostic => ({
  code: 'execution.under-way',
  severity: 'error',
  summary: `execution ${execution} has not ended`,
  why: `its status is ${status}, so who failed is not known yet`,
  next: 'wait for its end, then try again',
});
