// ApplyResourceChange: carries out exactly what was planned for this resource. The state says of each object what became
// of it; what did not come through is an error that names it.

import type { Change } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Memory } from '../../model/memory.ts';
import type { End } from '../../report/run-ends.ts';
import type {
  Diagnostic as Message,
  ApplyRequest as Request,
  ApplyResponse as Response,
} from '../plugin/messages.ts';
import type { ResourceType } from '../schema/resources.ts';
import type { Applied } from '../session/applying.ts';
import { remembering } from '../session/remember.ts';
import { isIdle, type Task } from '../session/rounds.ts';
import type { Tenant } from '../session/tenant.ts';
import { memberKey, type Wish, wanting } from '../session/wish.ts';
import { isUnknown, isValueObject, type Value, type ValueObject } from '../value/types.ts';
import { failureMessage, messageOf, messagesOf } from './diagnostics.ts';
import { runText, undone } from './outcome.ts';
import { areKnown, byKey, type PlannedPrivate } from './private.ts';
import type { Provider } from './provider.ts';
import { packState, resourceType, stateIn, wishOf } from './resource.ts';

export async function applyResource(request: Request, provider: Provider): Promise<Response> {
  const type = resourceType(request.type_name);
  if (type === undefined) return {};
  const tenant = provider.tenant();
  if (stateIn(type, request.config) === null) {
    // Terraform forgets it, and nothing is sent. Where another one takes its place, that one must know what it knew.
    if (tenant.ok) tenant.value.shared.learn(request.planned_private);
    return { new_state: packState(type, null), private: new Uint8Array() };
  }
  if (!tenant.ok) return { diagnostics: [failureMessage(tenant.error)] };
  const before = provider.ahead.take(request.planned_private);
  if (before === null || before.task === null) return { diagnostics: [messageOf(notPlanned)] };
  tenant.value.shared.learn(Buffer.from(before.memory, 'base64'));
  // Not those of the configuration, which has what ignore_changes hides, and lacks what it keeps.
  const given = JSON.parse(before.given) as JsonObject;
  const apply = { type, wish: wishOf(type, given), request, before, task: before.task };
  return carryOut(apply, tenant.value, provider);
}

interface Applying {
  readonly type: ResourceType;
  readonly wish: Wish;
  readonly request: Request;
  readonly before: PlannedPrivate;
  readonly task: Task;
}

async function carryOut(apply: Applying, tenant: Tenant, provider: Provider): Promise<Response> {
  const { task, before, wish, request } = apply;
  const { addresses } = before;
  const remembered = (memory: Memory): Uint8Array =>
    remembering({ addresses, memory, wants: wanting(wish), at: tenant.shared.at });
  const keeping = async (): Promise<Response> => {
    const memory = await tenant.memory();
    const kept = memory.ok ? nothingDone(apply, memory.value) : null;
    return { ...(kept && memory.ok && { ...kept, private: remembered(memory.value) }) };
  };
  if (isIdle(task)) {
    const memory = await tenant.memory();
    if (!memory.ok) return { diagnostics: [failureMessage(memory.error)] };
    return { ...asPlanned(request), private: remembered(memory.value) };
  }
  // One that was cut off may be what has moved what this one is about: who is told that it moved is told of it.
  const settled = await provider.settle(tenant);
  if (!settled.ok) return { ...(await keeping()), diagnostics: [failureMessage(settled.error, wish.body)] };
  const told = messagesOf(settled.value);
  const applied = await provider.apply(tenant, task);
  if (!applied.ok)
    return { ...(await keeping()), diagnostics: [...told, failureMessage(applied.error, wish.body)] };
  const { ends, memory } = applied.value;
  const state = stateAfter(apply, ends, memory);
  return {
    ...(state && { ...state, private: remembered(memory) }),
    diagnostics: [...told, ...findings(apply, applied.value)],
  };
}

type NewState = Pick<Response, 'new_state'>;

const asPlanned = ({ planned_state }: Request): NewState => ({
  ...(planned_state && { new_state: planned_state }),
});

/** Null: nothing came of it, so that there is nothing to keep. */
function stateAfter(apply: Applying, ends: ReadonlyMap<string, End>, memory: Memory): NewState | null {
  const { type, request, before, task } = apply;
  const lost = task.changes.filter(({ address }) => ends.has(address));
  if (lost.length === 0 && isKnown(before)) return asPlanned(request);
  const prior = stateIn(type, request.prior_state);
  const nothing = lost.length > 0 && lost.length === task.changes.length && !lost.some(mayBe(ends));
  return nothing
    ? nothingDone(apply, memory, ends)
    : { new_state: packState(type, stateOf(apply, prior, lost, ends, memory)) };
}

/**
 * The state stays as it was. Of a resource that is replaced Terraform has forgotten it already, and what it remembers must
 * not go with it. Null: there is nothing to keep.
 */
function nothingDone(apply: Applying, memory: Memory, ends = notAttempted(apply.task)): NewState | null {
  const { type, request, before, task } = apply;
  const prior = stateIn(type, request.prior_state);
  if (prior === null && before.memory === '') return null;
  return { new_state: packState(type, prior ?? stateOf(apply, prior, task.changes, ends, memory)) };
}

const notAttempted = ({ changes }: Task): ReadonlyMap<string, End> =>
  new Map(changes.map(({ address }) => [address, { state: 'not_attempted', message: '' }]));

/** Whether Terraform was shown all of the new state while planning. */
const isKnown = ({ members, changes }: PlannedPrivate): boolean => areKnown(members) && areKnown(changes);

function stateOf(
  apply: Applying,
  prior: ValueObject | null,
  lost: readonly Change[],
  ends: ReadonlyMap<string, End>,
  memory: Memory,
): ValueObject {
  const { type, wish, request, before, task } = apply;
  const planned = stateIn(type, request.planned_state) ?? {};
  const once = type.rule.once === true;
  const state: Record<string, Value> = { ...(isRefused(type, lost) ? (prior ?? planned) : planned) };
  if (type.rule.members !== undefined)
    state['members'] = once
      ? runMembers(wish, planned, task, ends, memory)
      : setMembers(wish, planned, before, lost);
  state['changes'] = changesAfter(planned, ends, memory);
  return state;
}

const mayBe =
  (ends: ReadonlyMap<string, End>) =>
  ({ address }: Change): boolean =>
    ends.get(address)?.state === 'in_doubt';

/** Of settings: what was refused as a whole is as it was before. */
const isRefused = ({ rule, kind }: ResourceType, lost: readonly Change[]): boolean =>
  rule.members === undefined &&
  lost.some(({ after }) => after !== null && Object.keys(after).some((key) => key in kind.rules));

function setMembers(
  wish: Wish,
  planned: ValueObject,
  { was }: PlannedPrivate,
  lost: readonly Change[],
): Value {
  const members: Record<string, Value> = { ...objectIn(planned, 'members') };
  const before = byKey(was, null);
  for (const { address } of lost) {
    const key = memberKey(wish, address) ?? address;
    const now = before[key];
    if (now == null) delete members[key];
    else members[key] = now;
  }
  return members;
}

function runMembers(
  wish: Wish,
  planned: ValueObject,
  { changes }: Task,
  ends: ReadonlyMap<string, End>,
  memory: Memory,
): Value {
  const members: Record<string, Value> = {};
  for (const [key, value] of Object.entries(objectIn(planned, 'members')))
    if (!isUnknown(value)) members[key] = value;
  for (const { address } of changes)
    members[memberKey(wish, address) ?? address] = runText(address, memory, ends.get(address));
  return members;
}

/** What was changed; what was not is not named. A run's text tells how it ended. */
function changesAfter(planned: ValueObject, ends: ReadonlyMap<string, End>, memory: Memory): Value {
  const texts = objectIn(planned, 'changes');
  return Object.fromEntries(
    Object.entries(texts).flatMap(([address, text]) => {
      if (ends.has(address)) return [];
      return [[address, isUnknown(text) ? runText(address, memory) : text]];
    }),
  );
}

function findings({ wish, task }: Applying, { ends, residual, diagnostics, memory }: Applied): Message[] {
  const own = new Set(task.changes.map(({ address }) => address));
  const still = residual.filter(({ address }) => own.has(address));
  const lost = undone(task.changes, ends, still, memory.named);
  // What is of the whole run is told where something did not come through; where all did, by everyone.
  const elsewhere = residual.length + ends.size > 0;
  const all: Diagnostic[] = [...lost, ...(lost.length > 0 || !elsewhere ? diagnostics : [])];
  return messagesOf(all, wish.body);
}

const objectIn = (state: ValueObject, attribute: string): ValueObject => {
  const value = state[attribute];
  return isValueObject(value) ? value : {};
};

const notPlanned: Diagnostic = {
  code: 'terraform.not-planned',
  severity: 'error',
  summary: 'nothing was planned for this resource',
  why: 'its configuration was not wholly known when it was planned for the last time, so nothing says what to do',
  next: 'run terraform apply again',
};
