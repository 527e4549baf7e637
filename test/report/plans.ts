// Plans made by hand for the printers: only what matters to a test is spelled out.

import { actionOf, type Change, type State } from '../../src/model/change.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Plan, PlannedChange, Step } from '../../src/model/plan.ts';

export const text = { color: false, width: 100 } as const;

/** A change of one agent in a set; `name` and values as a test wants them. */
export function agent(
  n: number,
  before: State | null,
  after: State | null,
  more: Partial<Change> = {},
): PlannedChange {
  const change: Change = {
    address: `device/${2000000000000 + n}`,
    before,
    after,
    why: 'the set wants it so',
    source: { file: 'tenants/acme/sets.yaml', line: 12, column: 3 },
    group: 'finance-laptops',
    name: `LAPTOP-MAC-${String(n).padStart(3, '0')}`,
    origin: 'pending',
    last: null,
    context: {},
    ...more,
  };
  return { ...change, action: actionOf(change) };
}

export const pending: State = { agent: 'pending' };
export const approved: State = { agent: 'approved' };
export const denied: State = { agent: 'denied' };

export function agents(count: number, from: State, to: State, more: Partial<Change> = {}, first = 1) {
  return Array.from({ length: count }, (_, i) => agent(first + i, from, to, more));
}

/** One step of one request for these changes. */
export function step(operation: string, changes: readonly Change[], more: Partial<Step> = {}): Step {
  return {
    id: `${operation}-${changes[0]?.address ?? 'none'}`,
    kind: 'device',
    operation,
    phase: 1,
    repeatable: true,
    requests: [{ method: 'POST', path: `/device/${operation}-agent`, query: {}, body: null }],
    changes: changes.map(({ address }) => address),
    fields: null,
    depends_on: [],
    hazards: [],
    ...more,
  };
}

/** Steps of at most a hundred changes. */
export function batches(operation: string, changes: readonly Change[], more: Partial<Step> = {}): Step[] {
  const starts = Array.from({ length: Math.ceil(changes.length / 100) }, (_, i) => i * 100);
  return starts.map((at) => step(operation, changes.slice(at, at + 100), more));
}

export function denies(changes: readonly Change[]): Pick<Step, 'hazards'> {
  const addresses = changes.map(({ address }) => address);
  return { hazards: [{ hazard: 'denies', why: 'a denied agent cannot be approved again', addresses }] };
}

export function diagnostic(severity: Diagnostic['severity'], more: Partial<Diagnostic> = {}): Diagnostic {
  return {
    code: 'guard.max-denials',
    severity,
    summary: '312 denials are more than 10 % of 2 900 devices',
    why: 'guards.max_denials is 10%',
    next: 'raise guards.max_denials in trueup.yaml, or select fewer',
    ...more,
  };
}

export function plan(
  changes: readonly PlannedChange[],
  steps: readonly Step[],
  more: Partial<Plan> = {},
): Plan {
  const of = (action: string) => changes.filter((change) => change.action === action).length;
  return {
    format: 'trueup.plan/1',
    id: '3f2a9c41d0e87b65',
    tenant: 'acme',
    base_url: 'https://id360.example/api/v1',
    created_at: '2026-01-02T03:04:05Z',
    expires_at: '2026-01-03T03:04:05Z',
    reason: changes.length > 0 ? 'changes' : 'done',
    summary: { add: of('add'), change: of('change'), remove: of('remove'), run: of('run') },
    changes,
    steps,
    settled: [],
    unlisted: [],
    agreed: [],
    diagnostics: [],
    reads: [{ kind: 'device', how: 'push-down', rows: 12345, requests: 124 }],
    cost: { requests: steps.length * 3, seconds: steps.length * 1.5 },
    ...more,
  };
}
