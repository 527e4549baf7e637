// Takes in the users that are selected and the results of executions that had not ended, and says what is still to be
// run for whom. Each user runs once for each action and template: what the ledger keeps decides.

import { isObject } from '../../model/json.ts';
import type { Decoded, Observed, Observer, Subject } from '../../model/kind.ts';
import type { Memory } from '../../model/memory.ts';
import { ok } from '../../model/result.ts';
import { claimsOf, severalActions } from './claims.ts';
import { addOutcome, decodeEntity, type Entity, type Outcomes, outcomeOf } from './entity.ts';
import { findingsOf } from './findings.ts';
import { matcherOf } from './match.ts';
import { pastOf } from './past.ts';
import type { Desired, Wanted } from './prepare.ts';
import { type ExecutionKey, type Reading, readingsOf } from './reads.ts';
import { found, type Resolved } from './resolve.ts';
import { runsOf } from './runs.ts';
import { markShared } from './shared.ts';

/** What was read of an execution. */
export interface Execution {
  status: string;
  readonly outcomes: Outcomes;
}

/** What was read, over all actions. */
export interface Read {
  /** By action name, then by id: everybody that was seen. */
  readonly seen: ReadonlyMap<string, Map<string, Entity>>;
  /** By action name: those that are selected. */
  readonly selected: ReadonlyMap<string, Map<string, Entity>>;
  /** By action name: how many rows the server returned to its filter and OUs. */
  readonly listed: ReadonlyMap<string, number>;
  readonly executions: ReadonlyMap<ExecutionKey, Execution>;
}

export function observe({ actions }: Desired, memory: Memory): Observer {
  const readings = readingsOf(actions, memory);
  const matchers = new Map(actions.map((wanted) => [wanted.name, matcherOf(wanted)]));
  const mapOf = () => new Map(actions.map(({ name }) => [name, new Map<string, Entity>()]));
  const [seen, selected, executions] = [mapOf(), mapOf(), new Map<ExecutionKey, Execution>()];
  const counts = new Map<string, number>();

  const takeUser = (wanted: Wanted, raw: unknown, listed: boolean): Decoded<Subject | undefined> => {
    const entity = decodeEntity(raw);
    if (!entity.ok) return entity;
    const { id } = entity.value;
    if (listed) counts.set(wanted.name, (counts.get(wanted.name) ?? 0) + 1);
    seen.get(wanted.name)?.set(id, entity.value);
    const takes = listed ? matchers.get(wanted.name)?.takes(entity.value) : wanted.users.has(id);
    if (takes) selected.get(wanted.name)?.set(id, entity.value);
    return ok(undefined);
  };
  const row = (raw: unknown, i: number): Decoded<Subject | undefined> => {
    const reading = readings[i];
    if (reading === undefined) return ok(undefined);
    if (reading.of === 'selection' || reading.of === 'named')
      return takeUser(reading.wanted, raw, reading.of === 'selection');
    takeExecution(executions, reading, raw);
    return ok(undefined);
  };
  const finish = (): Observed => {
    const read: Read = { seen, selected, listed: counts, executions };
    const resolved: Resolved = found(actions, memory, read);
    const past = pastOf(memory);
    const { claims, findings } = claimsOf(actions, read);
    const planned = actions.map((wanted) => runsOf(wanted, { memory, past, resolved, read, claims }));
    const changes = planned.flatMap((one) => one.changes);
    const runs = markShared(changes, actions, read);
    return {
      subjects: [],
      unlisted: [],
      diagnostics: [
        ...[...matchers.values()].flatMap((matcher) => matcher.findings()),
        ...findings,
        ...severalActions(changes, actions),
        ...planned.flatMap((one) => findingsOf(one, read, memory, past)),
      ],
      runs: () => runs,
      agreed: resolved.agreed,
    };
  };
  return { reads: readings.map(({ read }) => read), row, finish };
}

function takeExecution(
  executions: Map<ExecutionKey, Execution>,
  { of, execution }: Extract<Reading, { readonly execution: string }>,
  raw: unknown,
): void {
  const known = executions.get(execution) ?? { status: '', outcomes: new Map() };
  executions.set(execution, known);
  if (of === 'status') known.status = isObject(raw) ? String(raw['data']) : '';
  const outcome = of === 'results' ? outcomeOf(raw) : undefined;
  if (outcome !== undefined) addOutcome(known.outcomes, outcome);
}
