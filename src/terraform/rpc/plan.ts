// PlanResourceChange: what apply will do to this resource, out of the same plan as the command's. The planned state
// shows whom it is about, one by one.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { canonical } from '../../model/json.ts';
import type {
  Diagnostic as Message,
  PlanRequest as Request,
  PlanResponse as Response,
} from '../plugin/messages.ts';
import type { ResourceType } from '../schema/resources.ts';
import type { Wish } from '../session/wish.ts';
import { hasUnknown } from '../value/json.ts';
import { keepOrder } from '../value/keep.ts';
import { unknown, type Value, type ValueObject } from '../value/types.ts';
import { failureMessage, messageOf, messagesOf } from './diagnostics.ts';
import { plannedOf } from './planned.ts';
import { byKey, type PlannedPrivate, packPlanned, type Texts, unpackPlanned } from './private.ts';
import type { Provider } from './provider.ts';
import { argumentsIn, givenIn, packState, resourceType, stateIn, wishOf } from './resource.ts';
import { dangers, leaving, notKnownYet, plannedAnew, released, unmanaged } from './warnings.ts';

export async function planResource(request: Request, provider: Provider): Promise<Response> {
  const type = resourceType(request.type_name);
  if (type === undefined) return nothing(request);
  const config = stateIn(type, request.config);
  if (config === null) return { ...nothing(request), diagnostics: [messageOf(leaving(type))] };
  const asked: Asked = { type, prior: stateIn(type, request.prior_state), config };
  if (hasUnknown(argumentsIn(type, config))) return notKnownWhole(asked);
  const wish = wishOf(type, givenIn(type, config));
  const told = await answeredBefore(asked, wish, request, provider);
  return told ?? planKnown(asked, wish, request, provider);
}

function notKnownWhole(asked: Asked): Response {
  const finding = notKnownYet(asked.type, asked.config);
  const said = [messageOf(finding)];
  return finding.severity === 'error' ? failed(asked, said) : answer(asked, packed(notKnown), said);
}

/** What was planned, and the private data that holds it. */
interface Packed {
  readonly planned: PlannedPrivate;
  readonly bytes: Uint8Array;
}

const packed = (planned: PlannedPrivate): Packed => ({ planned, bytes: packPlanned(planned) });

/** While applying, what was planned for these very arguments is not planned again; null: nothing was, or not this. */
async function answeredBefore(
  asked: Asked,
  wish: Wish,
  request: Request,
  provider: Provider,
): Promise<Response | null> {
  const told = handedOver(asked, wish, request) ?? (await recalled(request, provider));
  const tenant = provider.tenant();
  if (told === null || !tenant.ok) return null;
  provider.planner(tenant.value).know(wish);
  provider.ahead.expect(told.planned_private ?? noBytes, tenant.value, !provider.isApplying());
  return told;
}

/** Newer versions of Terraform hand over what was planned. */
function handedOver(asked: Asked, wish: Wish, { planned_private: bytes }: Request): Response | null {
  const planned = unpackPlanned(bytes);
  if (!planned?.task || planned.given !== canonical(wish.given)) return null;
  return answer(asked, { planned, bytes }, []);
}

async function recalled(request: Request, provider: Provider): Promise<Response | null> {
  const [state, bytes] = (await provider.recall.take(questionOf(request, provider))) ?? [];
  if (state === undefined || bytes === undefined) return null;
  return { planned_state: { msgpack: state }, planned_private: bytes, requires_replace: [], diagnostics: [] };
}

const noBytes = new Uint8Array();

/** Private data is no part of it: of a resource that is replaced, Terraform sends other data while applying. */
const questionOf = (
  { type_name, prior_state, config }: Request,
  provider: Provider,
): readonly Uint8Array[] => {
  const tenant = provider.tenant();
  const where = new TextEncoder().encode(`${type_name} ${tenant.ok ? tenant.value.baseUrl : ''}`);
  return [where, provider.block(), ...[prior_state, config].map((value) => value?.msgpack ?? noBytes)];
};

interface Asked {
  readonly type: ResourceType;
  readonly prior: ValueObject | null;
  readonly config: ValueObject;
}

async function planKnown(asked: Asked, wish: Wish, request: Request, provider: Provider): Promise<Response> {
  const tenant = provider.tenant();
  if (!tenant.ok) return failed(asked, [failureMessage(tenant.error)]);
  const settled = await provider.settle(tenant.value);
  if (!settled.ok) return failed(asked, [failureMessage(settled.error)]);
  const remembered = tenant.value.shared.learn(request.prior_private);
  const planned = await provider.planner(tenant.value).plan(wish);
  const warnings = unmanaged(asked.type, asked.prior, asked.config);
  const diagnostics = messagesOf([...settled.value, ...planned.diagnostics, ...warnings], wish.body);
  if (isBlocked(planned.diagnostics)) return failed(asked, diagnostics);
  // Another resource has been told why nothing could be planned.
  if (planned.found === null) return answer(asked, packed(notKnown), diagnostics);
  const memory = await tenant.value.memory();
  if (!memory.ok) return failed(asked, [failureMessage(memory.error)]);
  const { found } = planned;
  const { prior } = asked;
  const { done, shared } = tenant.value;
  const at = shared.at;
  const made = packed(plannedOf({ wish, found, prior, remembered, memory: memory.value, at, done }));
  const anew = provider.recall.appliesSaved ? [plannedAnew(wish)] : [];
  const left = released(wish, prior, found);
  const told = answer(asked, made, [
    ...diagnostics,
    ...messagesOf([...dangers(wish, found), ...left, ...anew]),
  ]);
  await provider.recall.keep(questionOf(request, provider), [
    told.planned_state?.msgpack ?? noBytes,
    made.bytes,
  ]);
  provider.ahead.expect(made.bytes, tenant.value, false);
  provider.ahead.planned(tenant.value.clock.now());
  return told;
}

const isBlocked = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error' || severity === 'refusal');

const notKnown: PlannedPrivate = {
  given: '',
  task: null,
  planId: null,
  was: [],
  addresses: [],
  memory: '',
  changes: [],
  members: [],
};

/** The planned state: the arguments as they are written, and what is planned for each object. */
function answer(
  { type, prior, config }: Asked,
  { planned, bytes }: Packed,
  diagnostics: readonly Message[],
): Response {
  const known = planned.task !== null;
  const { members, ordered = [] } = type.rule;
  const state: Record<string, Value> = { ...(prior === null ? config : keepOrder(config, prior, ordered)) };
  if (members !== undefined) state['members'] = known ? valuesOf(planned.members) : unknown;
  state['changes'] = known ? changesOf(planned, prior) : unknown;
  // As with `changes`: of a plan that changes nothing, the one before stays.
  state['plan_id'] = known ? (planned.planId ?? prior?.['plan_id'] ?? null) : unknown;
  return {
    planned_state: packState(type, state),
    planned_private: bytes,
    requires_replace: [],
    diagnostics,
  };
}

/** What the last apply changed stays, until something changes again. */
function changesOf({ changes }: PlannedPrivate, prior: ValueObject | null): Value {
  if (changes.length > 0) return valuesOf(changes);
  return prior === null ? {} : (prior['changes'] ?? null);
}

const valuesOf = (texts: Texts): ValueObject => byKey(texts, unknown);

const failed = ({ type, prior }: Asked, diagnostics: readonly Message[]): Response => ({
  planned_state: packState(type, prior),
  planned_private: new Uint8Array(),
  requires_replace: [],
  diagnostics,
});

const nothing = (request: Request): Response => ({
  ...(request.proposed_new_state && { planned_state: request.proposed_new_state }),
  planned_private: request.prior_private,
  requires_replace: [],
  diagnostics: [],
});
