// ImportResourceState: takes up what is there. The id is the resource's arguments as a JSON object, or a short form of
// them, and is judged as those of a configuration are; what the tenant has fills in the rest. Nothing is sent but reads,
// and nothing is planned by it.

import { resolvedKey, runKey, type State } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { JsonObject } from '../../model/json.ts';
import { err, ok, type Result } from '../../model/result.ts';
import type {
  Diagnostic as Message,
  ImportRequest as Request,
  ImportResponse as Response,
} from '../plugin/messages.ts';
import type { ResourceType } from '../schema/resources.ts';
import { liveOf } from '../session/live.ts';
import { prepareWishes } from '../session/planning.ts';
import { remembering } from '../session/remember.ts';
import { type Surveyed, survey } from '../session/survey.ts';
import type { Tenant } from '../session/tenant.ts';
import { type Wish, wanting } from '../session/wish.ts';
import type { ValueObject } from '../value/types.ts';
import { failureMessage, messagesOf } from './diagnostics.ts';
import { argumentsOfId } from './import-id.ts';
import { isTakenUp, notThere, refusalOf, type Tried } from './import-refusal.ts';
import { valueOfJson } from './plain.ts';
import type { Provider } from './provider.ts';
import { packState, resourceType, wishOf } from './resource.ts';
import { filledIn, withBefore } from './state.ts';

export async function importResource(
  { type_name, id }: Request,
  provider: Pick<Provider, 'tenant'>,
): Promise<Response> {
  const type = resourceType(type_name);
  if (type === undefined) return {};
  const tenant = provider.tenant();
  if (!tenant.ok) return { diagnostics: [failureMessage(tenant.error)] };
  const given = argumentsOfId(type, id.trim());
  if (!given.ok) return { diagnostics: [failureMessage(given.error)] };
  const taken = await take(wishOf(type, given.value), tenant.value, id.trim());
  if (!taken.ok) return { diagnostics: taken.error };
  const { state, memory, warnings = [] } = taken.value;
  return {
    imported_resources: [{ type_name, state: packState(type, state), private: memory }],
    diagnostics: warnings,
  };
}

interface Taken {
  readonly state: ValueObject;
  readonly memory: Uint8Array;
  readonly warnings?: readonly Message[];
}

type Taking = Promise<Result<Taken, readonly Message[]>>;

function take(wish: Wish, tenant: Tenant, id: string): Taking {
  const { rule } = wish.type;
  if (rule.members === undefined) return takeSettings(wish, tenant);
  return rule.once === true ? takeRuns(wish, tenant, id) : takeSet(wish, tenant, id);
}

/** Settings: all that the tenant has of them, and what it does not show as the id says it. */
async function takeSettings(wish: Wish, tenant: Tenant): Taking {
  const { type, given, body } = wish;
  const { rule, kind } = type;
  const { diagnostics } = await prepareWishes([wish], tenant);
  const wrong = diagnostics.filter(isWrong);
  if (wrong.length > 0) return err(messagesOf(wrong, body));
  const key = rule.importId.map((argument) => String(given[argument])).join('/');
  const live = await liveOf(kind, key, tenant.reader);
  if (!live.ok) return err([failureMessage(live.error)]);
  const whole = wishOf(type, filledIn(rule, given, live.value));
  const found = await survey(whole, tenant);
  if (!found.ok) return err(messagesOf(found.error, whole.body));
  const taken = withBefore(type, whole.given, found.value.changes);
  return ok({ state: stateOf(type, taken, { changes: {} }), memory: new Uint8Array() });
}

/** What an id leaves out of settings, the tenant fills in. */
const isWrong = ({ severity, code }: Diagnostic): boolean =>
  severity === 'error' && code !== 'config.missing-key';

/** A set whose objects all are in one state wants that state; where they differ, the id must say what is wanted. */
async function takeSet({ type, given }: Wish, tenant: Tenant, id: string): Taking {
  const isSaid = Object.keys(type.kind.rules).some((field) => field in given);
  const supposed = isSaid ? undefined : type.rule.importAs;
  const tries: Tried[] = [];
  for (const wanted of supposed ?? [{}]) {
    const own = wishOf(type, { ...wanted, ...given });
    const found = await survey(own, tenant);
    if (!found.ok) return err(messagesOf(found.error, own.body));
    const tried: Tried = { wish: own, wanted, found: found.value };
    // What is wanted may be said before it is there: inventories list devices before they enrol.
    if (supposed === undefined || isTakenUp(tried)) return ok(await taken(own, found.value, tenant));
    tries.push(tried);
  }
  return err([failureMessage(refusalOf(id, tries))]);
}

async function taken(wish: Wish, found: Surveyed, tenant: Tenant): Promise<Taken> {
  const { standings, addresses, diagnostics } = found;
  const members = Object.fromEntries(
    [...standings].flatMap(([key, { now }]) => (now === undefined ? [] : [[key, now]])),
  );
  const memory = await tenant.memory();
  return {
    state: stateOf(wish.type, wish.given, { members, changes: {} }),
    memory: memory.ok
      ? remembering({ addresses, memory: memory.value, wants: wanting(wish), at: tenant.shared.at })
      : new Uint8Array(),
    warnings: messagesOf(diagnostics, wish.body),
  };
}

/**
 * Taking up runs says that they have run: they are remembered so, and never run again. For whom is not there that cannot
 * be remembered, and they would run once they are.
 */
async function takeRuns(wish: Wish, tenant: Tenant, id: string): Taking {
  const found = await survey(wish, tenant);
  if (!found.ok) return err(messagesOf(found.error, wish.body));
  const absent = notThere(wish.type, found.value);
  if (absent.length > 0)
    return err([failureMessage(refusalOf(id, [{ wish, wanted: {}, found: found.value }]))]);
  const runs = new Map<string, State>(
    found.value.changes.map(({ address, after }) => [
      address,
      { ...after, [runKey]: 'execute', [resolvedKey]: 'ran' },
    ]),
  );
  const memory = await tenant.memory();
  if (!memory.ok) return err([failureMessage(memory.error)]);
  const members = Object.fromEntries([...found.value.standings.keys()].map((key) => [key, 'imported']));
  const applied = (address: string): State | undefined => runs.get(address) ?? memory.value.applied(address);
  const none = new Set<string>();
  return ok({
    state: stateOf(wish.type, wish.given, { members }),
    memory: remembering({
      addresses: runs.keys(),
      memory: { ...memory.value, applied, owed: none, inDoubt: none },
      wants: wanting(wish),
      at: tenant.clock.now,
    }),
  });
}

function stateOf(type: ResourceType, given: JsonObject, shown: JsonObject): ValueObject {
  const [, attributes] = type.state;
  return valueOfJson({ ...given, ...shown }, attributes);
}
