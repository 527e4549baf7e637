// What carrying out a plan needs at hand: the plan's changes by address, its kinds by name, and the ports.

import type { Reader, Writer } from '../api/port.ts';
import type { Journal, Ledger, Lock } from '../ledger/port.ts';
import type { Address } from '../model/address.ts';
import { type Change, isRun } from '../model/change.ts';
import { Bug } from '../model/failure.ts';
import type { Kind, Operation } from '../model/kind.ts';
import { oncePer } from '../model/once-per.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { StepOutcome } from '../model/run.ts';
import type { Questions } from './push-down.ts';
import type { Services } from './services.ts';
import type { PatientClock } from './shapes.ts';

/** Something that happened during an apply, for progress displays. */
export type ApplyEvent =
  | { readonly event: 'checking'; readonly objects: number }
  | { readonly event: 'start'; readonly step: Step }
  | { readonly event: 'waiting'; readonly step: Step; readonly says: string }
  | { readonly event: 'end'; readonly step: Step; readonly outcome: StepOutcome }
  | { readonly event: 'settled'; readonly outcomes: readonly StepOutcome[]; readonly startedAt: string }
  | { readonly event: 'verifying'; readonly objects: number };

/** What carrying out a plan is given. */
export interface ApplyInput {
  readonly kinds: readonly Kind[];
  readonly baseUrl: string;
  /** Where the servers beside Identity360 are, for this run. */
  readonly services?: Services;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly ledger: Ledger;
  readonly clock: PatientClock;
  /** How long work that goes on after an answer (a job, an execution) is waited for, in milliseconds a step. */
  readonly waitMs: number;
  /** Calls under way at once. */
  readonly concurrency: number;
  /** Aborted when the user wants to stop: what is under way is finished, nothing new is begun. */
  readonly stop: AbortSignal;
  readonly onEvent: (event: ApplyEvent) => void;
}

export interface Run extends Omit<ApplyInput, 'baseUrl' | 'services' | 'ledger'> {
  readonly plan: Plan;
  readonly lock: Lock;
  readonly journal: Journal;
  /** What may be asked once all is applied. */
  readonly questions: Questions;
}

type Plans = Pick<Run, 'plan' | 'kinds'>;

export function kindNamed(kinds: readonly Kind[], name: string): Kind {
  const kind = kinds.find((one) => one.name === name);
  if (kind === undefined) throw new Bug(`the plan names a kind that does not exist: ${name}`);
  return kind;
}

export function operationOf(kinds: readonly Kind[], step: Step): Operation {
  const operation = kindNamed(kinds, step.kind).operations.find(({ id }) => id === step.operation);
  if (operation === undefined)
    throw new Bug(`the plan names an operation that does not exist: ${step.kind}.${step.operation}`);
  return operation;
}

const byAddress = oncePer(
  ({ changes }: Plan): ReadonlyMap<Address, Change> =>
    new Map(changes.map((change) => [change.address, change])),
);

/** The step's changes, in its order. */
export function changesOf({ plan }: Plans, step: Pick<Step, 'changes'>): Change[] {
  const known = byAddress(plan);
  return step.changes.flatMap((address) => known.get(address) ?? []);
}

/** Whether reading can tell if the change was carried out: a one-shot leaves nothing to read. */
export const isReadable = (change: Change): boolean => !isRun(change);
