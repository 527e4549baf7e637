// A plan as the cases write it: what changes, the requests in words, what could hurt, what is found. Long lists of
// ids are cut to first, last and count.

import { type ApiRequest, callName } from '../../src/model/call.ts';
import type { Action, State } from '../../src/model/change.ts';
import { isObject, type Json } from '../../src/model/json.ts';
import type { Plan, PlannedChange, Settled, Step, Summary, Unlisted } from '../../src/model/plan.ts';
import type { Expectation, Told } from './case.ts';

interface ChangeView {
  readonly address: string;
  readonly action: Action;
  readonly before: State | null;
  readonly after: State | null;
  /** Where it is not `pending`. */
  readonly origin?: string;
  readonly acknowledge?: string;
  /** The verdict. */
  readonly probe?: string;
}

interface StepView {
  readonly operation: string;
  /** `POST /device/approve-agent?ids=1,2` */
  readonly request: string;
  readonly body?: Json;
  readonly hazards?: readonly string[];
  /** Ids of the steps that must come through before it. */
  readonly depends_on?: readonly string[];
}

export interface PlanView {
  readonly reason: string;
  readonly summary: Summary;
  /** Their number where there are more than 20. */
  readonly changes: readonly ChangeView[] | number;
  readonly steps: readonly StepView[];
  readonly settled: readonly Omit<Settled, 'why'>[] | number;
  readonly unlisted: readonly Omit<Unlisted, 'name'>[] | number;
  readonly diagnostics: readonly string[];
}

export function viewOf(plan: Plan): PlanView {
  return {
    reason: plan.reason,
    summary: plan.summary,
    changes: few(plan.changes.map(changeView)),
    steps: plan.steps.flatMap(stepViews),
    settled: few(plan.settled.map(({ address, before, after }) => ({ address, before, after }))),
    unlisted: few(plan.unlisted.map(({ address, state }) => ({ address, state }))),
    diagnostics: plan.diagnostics.map(({ code }) => code),
  };
}

/** What is expected, with all that it leaves out as empty. */
export function expectedView(expectation: Expectation): PlanView {
  const { summary, diagnostics = [], ...rest } = expectation;
  return {
    reason: 'done',
    changes: [],
    steps: [],
    settled: [],
    unlisted: [],
    ...rest,
    summary: { add: 0, change: 0, remove: 0, run: 0, ...summary },
    diagnostics: codesOf(diagnostics),
  };
}

export const codesOf = (told: readonly Told[]): readonly string[] =>
  told.map((one) => (typeof one === 'string' ? one : one.code));

const few = <T>(items: readonly T[]): readonly T[] | number => (items.length > 20 ? items.length : items);

function changeView(change: PlannedChange): ChangeView {
  const { address, action, before, after, origin, acknowledge, probe } = change;
  return {
    address,
    action,
    before,
    after,
    ...(origin !== 'pending' && { origin }),
    ...(acknowledge !== undefined && { acknowledge }),
    ...(probe && { probe: probe.verdict }),
  };
}

function stepViews({ operation, requests, hazards, depends_on }: Step): StepView[] {
  const names = hazards.map(({ hazard }) => hazard);
  return requests.map((request) => ({
    operation,
    request: inWords(request),
    ...(request.body !== null && { body: cutLists(request.body) }),
    ...(names.length > 0 && { hazards: names }),
    ...(depends_on.length > 0 && { depends_on }),
  }));
}

function inWords(request: ApiRequest): string {
  const pairs = Object.entries(request.query).map(([name, value]) => `${name}=${cut(value.split(','))}`);
  return [callName(request), ...(pairs.length === 0 ? [] : [pairs.join('&')])].join('?');
}

/** Lists of more than 20 as they stand in a query. */
function cutLists(json: Json): Json {
  if (isObject(json))
    return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, cutLists(value)]));
  if (!Array.isArray(json)) return json;
  return json.length > 20 ? cut(json.map(String)) : json.map(cutLists);
}

const cut = (ids: readonly string[]): string =>
  ids.length > 5 ? `${ids[0]}..${ids.at(-1)} (${ids.length})` : ids.join(',');
