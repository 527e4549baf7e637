// Plans made of steps, and entries of a journal; no test framework in it, because child processes use it too.

import type { State } from '../../src/model/change.ts';
import { type Entry, journalFormat } from '../../src/model/journal.ts';
import type { Agreed, Plan, PlannedChange, Step } from '../../src/model/plan.ts';
import type { StepOutcome, StepState } from '../../src/model/run.ts';

export const baseUrl = 'https://id360.example/api/v1';
export const at = '2026-05-04T03:02:01.000Z';
export const device = (n: number): string => `device/${n}`;

export function changeOf(address: string, after: State | null): PlannedChange {
  const before = after === null ? {} : null;
  const rest = {
    why: '',
    source: null,
    group: '',
    name: '',
    origin: 'pending',
    last: null,
    context: {},
  } as const;
  return { address, before, after, ...rest, action: after === null ? 'remove' : 'add' };
}

export function stepOf(id: string, changes: readonly string[], more: Partial<Step> = {}): Step {
  const rest = {
    kind: 'device',
    operation: 'approve',
    phase: 1,
    repeatable: true,
    requests: [],
    hazards: [],
  };
  return { id, ...rest, changes, fields: null, depends_on: [], ...more };
}

export function planOf(
  changes: readonly PlannedChange[],
  steps: readonly Step[],
  agreed: readonly Agreed[] = [],
): Plan {
  const body = {
    format: 'trueup.plan/1',
    tenant: 'acme',
    base_url: baseUrl,
    created_at: at,
    expires_at: at,
  } as const;
  const counts = { add: 0, change: 0, remove: 0, run: 0 };
  const lists = { settled: [], unlisted: [], diagnostics: [], reads: [] };
  const cost = { requests: 0, seconds: 0 };
  return {
    ...body,
    id: '0123456789abcdef',
    reason: 'changes',
    summary: counts,
    changes,
    steps,
    agreed,
    ...lists,
    cost,
  };
}

export const begin = (plan: Plan): Entry => ({
  entry: 'begin',
  format: journalFormat,
  at,
  owner: 'ada',
  plan,
});
export const intent = (step: string): Entry => ({ entry: 'intent', at, step });
export const unsent = (step: string, call?: string): Entry => ({
  entry: 'unsent',
  at,
  step,
  ...(call !== undefined && { call }),
});
export const end: Entry = { entry: 'end', at, reason: 'done' };

export function outcome(
  step: string,
  state: StepState,
  { failed = [], unknown = [] }: { failed?: readonly string[]; unknown?: readonly string[] } = {},
): Extract<Entry, { entry: 'outcome' }> {
  const refused = failed.map((address) => ({ address, message: 'no' }));
  const told: StepOutcome = { step, state, failed: refused, unknown, detail: '' };
  return { entry: 'outcome', at, outcome: told };
}

/** A run of one step that approves these devices. */
export function approvals(...ids: readonly number[]): Plan {
  const addresses = ids.map(device);
  const changes = addresses.map((address) => changeOf(address, { agent: 'approved' }));
  return planOf(changes, [stepOf('approve', addresses)]);
}
