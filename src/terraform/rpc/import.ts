// ImportResourceState: takes up what is there. The id is the resource's arguments as a JSON object, or a short form of
// them; what the tenant has fills in the rest. Nothing is sent but reads, and nothing is planned by it.

import { resolvedKey, runKey, type State } from '../../model/change.ts';
import { asDiagnostic, type Diagnostic } from '../../model/diagnostic.ts';
import type { Failure } from '../../model/failure.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { parseFilter } from '../../scim/parse.ts';
import type { ImportRequest as Request, ImportResponse as Response } from '../plugin/messages.ts';
import type { ResourceType } from '../schema/resources.ts';
import { argumentsOf } from '../schema/types.ts';
import type { Found } from '../session/found.ts';
import { liveOf } from '../session/live.ts';
import { remembering } from '../session/remember.ts';
import { survey } from '../session/survey.ts';
import type { Tenant } from '../session/tenant.ts';
import type { Wish } from '../session/wish.ts';
import type { ValueObject } from '../value/types.ts';
import { failureMessage, messagesOf } from './diagnostics.ts';
import { valueOfJson } from './plain.ts';
import type { Provider } from './provider.ts';
import { packState, resourceType, wishOf } from './resource.ts';
import { withLive } from './state.ts';

export async function importResource({ type_name, id }: Request, provider: Provider): Promise<Response> {
  const type = resourceType(type_name);
  if (type === undefined) return {};
  const tenant = provider.tenant();
  if (!tenant.ok) return { diagnostics: [failureMessage(tenant.error)] };
  const given = argumentsOfId(type, id.trim());
  if (!given.ok) return { diagnostics: [failureMessage(given.error)] };
  const taken = await take(type, given.value, tenant.value);
  if (!taken.ok) return { diagnostics: messagesOf(taken.error) };
  return {
    imported_resources: [
      { type_name, state: packState(type, taken.value.state), private: taken.value.memory },
    ],
  };
}

interface Taken {
  readonly state: ValueObject;
  readonly memory: Uint8Array;
}

async function take(
  type: ResourceType,
  given: JsonObject,
  tenant: Tenant,
): Promise<Result<Taken, readonly Diagnostic[]>> {
  if (type.rule.members === undefined) return takeSettings(type, given, tenant);
  const wish = wishOf(type, given);
  return type.rule.once === true ? takeRuns(wish, tenant) : takeSet(wish, tenant);
}

/** Settings: all that the tenant has of them. */
async function takeSettings(
  type: ResourceType,
  given: JsonObject,
  tenant: Tenant,
): Promise<Result<Taken, readonly Diagnostic[]>> {
  const { rule, kind } = type;
  const key = rule.importId.map((argument) => String(given[argument] ?? '')).join('/');
  const live = await liveOf(kind, key, tenant.reader);
  if (!live.ok) return err([asDiagnostic(live.error)]);
  const state = stateOf(type, withLive(rule, given, live.value, true), { changes: {} });
  return ok({ state, memory: new Uint8Array() });
}

/** A set whose objects all are in one state wants that state; where they differ, the id must say what is wanted. */
async function takeSet(wish: Wish, tenant: Tenant): Promise<Result<Taken, readonly Diagnostic[]>> {
  const { type } = wish;
  const tried = Object.keys(type.kind.rules).some((field) => field in wish.given)
    ? [wish.given]
    : ['approved', 'denied'].map((agent) => ({ ...wish.given, agent }));
  for (const [i, given] of tried.entries()) {
    const own = wishOf(type, given);
    const found = await survey(own, tenant);
    if (!found.ok) return found;
    const standings = [...found.value.standings.values()];
    const isSo = standings.length > 0 && standings.every(({ now, planned }) => now === planned);
    if (isSo || tried.length === 1) return ok(await taken(own, found.value, tenant));
    if (i === tried.length - 1) return err([asDiagnostic(differing(wish))]);
  }
  return err([asDiagnostic(differing(wish))]);
}

async function taken(wish: Wish, { standings, addresses }: Found, tenant: Tenant): Promise<Taken> {
  const members = Object.fromEntries(
    [...standings].flatMap(([key, { now }]) => (now === undefined ? [] : [[key, now]])),
  );
  const memory = await tenant.memory();
  return {
    state: stateOf(wish.type, wish.given, { members, changes: {} }),
    memory: memory.ok ? remembering(addresses, memory.value) : new Uint8Array(),
  };
}

/** Taking up runs says that they have run: they are remembered so, and never run again. */
async function takeRuns(wish: Wish, tenant: Tenant): Promise<Result<Taken, readonly Diagnostic[]>> {
  const found = await survey(wish, tenant);
  if (!found.ok) return found;
  const runs = new Map<string, State>(
    found.value.changes.map(({ address, after }) => [
      address,
      { ...after, [runKey]: 'execute', [resolvedKey]: 'ran' },
    ]),
  );
  const memory = await tenant.memory();
  if (!memory.ok) return err([asDiagnostic(memory.error)]);
  const members = Object.fromEntries([...found.value.standings.keys()].map((key) => [key, 'imported']));
  const applied = (address: string): State | undefined => runs.get(address) ?? memory.value.applied(address);
  const none = new Set<string>();
  return ok({
    state: stateOf(wish.type, wish.given, { members }),
    memory: remembering(runs.keys(), { ...memory.value, applied, owed: none, inDoubt: none }),
  });
}

function stateOf(type: ResourceType, given: JsonObject, shown: JsonObject): ValueObject {
  const [, attributes] = type.state;
  return valueOfJson({ ...given, ...shown }, attributes);
}

/** `{…}` is all arguments; else the arguments of the short form, or what to select. */
function argumentsOfId(type: ResourceType, id: string): Result<JsonObject> {
  const { rule, schema } = type;
  if (id.startsWith('{')) return argumentsOfJson(type, id);
  if (rule.of === 'sections') return ok({});
  const parts = id.split('/');
  if (rule.importId.length > 0)
    return parts.length === rule.importId.length && parts.every((part) => part !== '')
      ? ok(Object.fromEntries(rule.importId.map((argument, i) => [argument, parts[i] ?? ''])))
      : err(wrongId(type, id, rule.importId.join('/')));
  const isSelecting = argumentsOf(schema).every(
    ({ name, required }) => required !== true || name === 'select',
  );
  if (!isSelecting) return err(wrongId(type, id, 'a JSON object of its arguments'));
  if (/^[\w-]+(,[\w-]+)*$/.test(id)) return ok({ select: { ids: id.split(',') } });
  return parseFilter(id).ok
    ? ok({ select: { filter: id } })
    : err(wrongId(type, id, 'a filter, ids with commas between, or a JSON object of its arguments'));
}

function argumentsOfJson(type: ResourceType, id: string): Result<JsonObject> {
  let json: unknown;
  try {
    json = JSON.parse(id);
  } catch {
    json = null;
  }
  const names = argumentsOf(type.schema).map(({ name }) => name);
  const isFit = isObject(json) && Object.keys(json).every((key) => names.includes(key));
  // What JSON.parse made of an object is an object of JSON.
  return isFit
    ? ok(json as JsonObject)
    : err(wrongId(type, id, `a JSON object of its arguments (${names.join(', ')})`));
}

const wrongId = ({ name }: ResourceType, id: string, form: string): Failure => ({
  code: 'terraform.import-id',
  reason: 'error',
  summary: `"${id.length > 80 ? `${id.slice(0, 79)}…` : id}" is not an import id of ${name}`,
  why: `it is ${form}`,
  next: `write the id as that; the page of ${name} has examples`,
});

const differing = ({ type }: Wish): Failure => ({
  code: 'terraform.import-differs',
  reason: 'error',
  summary: 'the selected devices are not all in one state, or there are none',
  why: 'what is wanted of them cannot be told from what is there',
  next: `import with a JSON object that says it, such as {"agent":"approved","select":{…}}, and look at the plan of ${type.name}`,
});
