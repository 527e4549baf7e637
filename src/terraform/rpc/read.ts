// ReadResource: how what a resource manages stands now. The same comparison as a plan's, of what the state wants: where
// live differs, the state takes live over. Collections are read once for all resources.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { sameJson } from '../../model/json.ts';
import type { ReadRequest as Request, ReadResponse as Response } from '../plugin/messages.ts';
import type { ResourceType } from '../schema/resources.ts';
import type { Found } from '../session/found.ts';
import { remembering } from '../session/remember.ts';
import { survey } from '../session/survey.ts';
import type { Tenant } from '../session/tenant.ts';
import { concerns, memberKey, wanting } from '../session/wish.ts';
import { bare, type Value, type ValueObject } from '../value/types.ts';
import { failureMessage, messagesOf } from './diagnostics.ts';
import { runText } from './outcome.ts';
import { valueOfJson } from './plain.ts';
import type { Provider } from './provider.ts';
import { givenIn, mapIn, packState, resourceType, stateIn, wishOf } from './resource.ts';
import { withBefore } from './state.ts';
import { released } from './warnings.ts';

export async function readResource(request: Request, provider: Provider): Promise<Response> {
  const type = resourceType(request.type_name);
  const state = type && stateIn(type, request.current_state);
  if (type === undefined || state === null || state === undefined) return unchanged(request);
  const tenant = provider.tenant();
  if (!tenant.ok) return { ...unchanged(request), diagnostics: [failureMessage(tenant.error)] };
  const settled = await provider.settle(tenant.value);
  if (!settled.ok) return { ...unchanged(request), diagnostics: [failureMessage(settled.error)] };
  const read = await readLive(type, state, request, tenant.value);
  return { ...read, diagnostics: [...messagesOf(settled.value), ...(read.diagnostics ?? [])] };
}

async function readLive(
  type: ResourceType,
  state: ValueObject,
  request: Request,
  tenant: Tenant,
): Promise<Response> {
  const addresses = tenant.shared.learn(request.private);
  if (type.rule.once === true) return readRuns(type, state, addresses, request, tenant);
  const wish = wishOf(type, givenIn(type, state));
  const found = await survey(wish, tenant);
  if (!found.ok) {
    // What is wrong with arguments of the state, the configuration may have right by now: the plan judges that.
    const isOwn = found.error.every((one) => concerns(wish, one));
    const told = isOwn ? found.error.map(asNotRefreshed) : found.error;
    return { ...unchanged(request), diagnostics: messagesOf(told, wish.body) };
  }
  const memory = await tenant.memory();
  if (!memory.ok) return { ...unchanged(request), diagnostics: [failureMessage(memory.error)] };
  const now = stateNow(type, state, found.value);
  return {
    ...(now === state ? unchanged(request) : { new_state: packState(type, now) }),
    diagnostics: messagesOf(released(wish, state, found.value)),
    private: remembering({
      addresses: [...addresses, ...found.value.addresses],
      memory: memory.value,
      wants: wanting(wish),
      at: tenant.shared.at,
    }),
  };
}

const asNotRefreshed = (one: Diagnostic): Diagnostic => ({
  ...one,
  severity: 'warning',
  summary: `not refreshed, for what the state has does not hold any more: ${one.summary}`,
});

const unchanged = ({ current_state, private: bytes }: Request): Response => ({
  ...(current_state && { new_state: current_state }),
  private: bytes,
});

/** Nothing reads a run back: what is remembered of it may have changed, for a person may have resolved it. */
async function readRuns(
  type: ResourceType,
  state: ValueObject,
  addresses: readonly string[],
  request: Request,
  tenant: Tenant,
): Promise<Response> {
  const memory = await tenant.memory();
  if (!memory.ok) return { ...unchanged(request), diagnostics: [failureMessage(memory.error)] };
  const members: Record<string, string> = { ...mapIn(state, 'members') };
  for (const address of addresses) {
    const key = memberKey({ type }, address);
    if (key !== undefined && key in members) members[key] = runText(address, memory.value);
  }
  return {
    new_state: packState(type, { ...state, members }),
    // Of runs, everything.
    private: remembering({ addresses, memory: memory.value, wants: () => true, at: tenant.shared.at }),
  };
}

/** The state with what live has otherwise; the same one where live has nothing otherwise. */
function stateNow(type: ResourceType, state: ValueObject, { changes, standings }: Found): ValueObject {
  if (type.rule.members !== undefined) {
    const now = bare<Value>();
    for (const [key, standing] of standings) if (standing.now !== undefined) now[key] = standing.now;
    return sameJson(now, state['members']) ? state : { ...state, members: now };
  }
  const [, attributes] = type.state;
  const live = withBefore(type, givenIn(type, state), changes);
  const { changes: last = null, plan_id = null } = state;
  return { ...valueOfJson(live, attributes), changes: last, plan_id };
}
