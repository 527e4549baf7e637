// ImportResourceState: takes up what is there. The id is the resource's arguments as a JSON object, or a short form of
// them, and is judged as those of a configuration are; what the tenant has fills in the rest. Nothing is sent but reads,
// and nothing is planned by it.

import { resolvedKey, runKey, type State } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Failure } from '../../model/failure.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { parseFilter } from '../../scim/parse.ts';
import type {
  Diagnostic as Message,
  ImportRequest as Request,
  ImportResponse as Response,
} from '../plugin/messages.ts';
import type { ResourceType } from '../schema/resources.ts';
import { argumentsOf } from '../schema/types.ts';
import type { Found } from '../session/found.ts';
import { liveOf } from '../session/live.ts';
import { prepareWishes } from '../session/planning.ts';
import { remembering } from '../session/remember.ts';
import { survey } from '../session/survey.ts';
import type { Tenant } from '../session/tenant.ts';
import { type Wish, wanting } from '../session/wish.ts';
import type { ValueObject } from '../value/types.ts';
import { toPlainArguments } from './arguments.ts';
import { failureMessage, messagesOf } from './diagnostics.ts';
import { valueOfJson } from './plain.ts';
import type { Provider } from './provider.ts';
import { packState, resourceType, wishOf } from './resource.ts';
import { withLive } from './state.ts';

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
  const taken = await take(wishOf(type, given.value), tenant.value);
  if (!taken.ok) return { diagnostics: taken.error };
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

type Taking = Promise<Result<Taken, readonly Message[]>>;

function take(wish: Wish, tenant: Tenant): Taking {
  const { rule } = wish.type;
  if (rule.members === undefined) return takeSettings(wish, tenant);
  return rule.once === true ? takeRuns(wish, tenant) : takeSet(wish, tenant);
}

/** Settings: all that the tenant has of them. */
async function takeSettings(wish: Wish, tenant: Tenant): Taking {
  const { type, given, body } = wish;
  const { rule, kind } = type;
  const { diagnostics } = await prepareWishes([wish], tenant);
  const wrong = diagnostics.filter(isWrong);
  if (wrong.length > 0) return err(messagesOf(wrong, body));
  const key = rule.importId.map((argument) => String(given[argument])).join('/');
  const live = await liveOf(kind, key, tenant.reader);
  if (!live.ok) return err([failureMessage(live.error)]);
  const state = stateOf(type, withLive(rule, given, live.value, true), { changes: {} });
  return ok({ state, memory: new Uint8Array() });
}

/** What an id leaves out of settings, the tenant fills in. */
const isWrong = ({ severity, code }: Diagnostic): boolean =>
  severity === 'error' && code !== 'config.missing-key';

/** A set whose objects all are in one state wants that state; where they differ, the id must say what is wanted. */
async function takeSet({ type, given }: Wish, tenant: Tenant): Taking {
  const isSaid = Object.keys(type.kind.rules).some((field) => field in given);
  const supposed = isSaid ? undefined : type.rule.importAs;
  for (const wanted of supposed ?? [{}]) {
    const own = wishOf(type, { ...given, ...wanted });
    const found = await survey(own, tenant);
    if (!found.ok) return err(messagesOf(found.error, own.body));
    if (supposed === undefined || isSo(found.value)) return ok(await taken(own, found.value, tenant));
  }
  return err([failureMessage(differing({ ...supposed?.[0], ...given }))]);
}

function isSo({ standings }: Found): boolean {
  return standings.size > 0 && [...standings.values()].every(({ now, planned }) => now === planned);
}

async function taken(wish: Wish, { standings, addresses }: Found, tenant: Tenant): Promise<Taken> {
  const members = Object.fromEntries(
    [...standings].flatMap(([key, { now }]) => (now === undefined ? [] : [[key, now]])),
  );
  const memory = await tenant.memory();
  return {
    state: stateOf(wish.type, wish.given, { members, changes: {} }),
    memory: memory.ok
      ? remembering({ addresses, memory: memory.value, wants: wanting(wish), at: tenant.shared.at })
      : new Uint8Array(),
  };
}

/** Taking up runs says that they have run: they are remembered so, and never run again. */
async function takeRuns(wish: Wish, tenant: Tenant): Taking {
  const found = await survey(wish, tenant);
  if (!found.ok) return err(messagesOf(found.error, wish.body));
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
  if (!isObject(json) || !Object.keys(json).every((key) => names.includes(key)))
    return err(wrongId(type, id, `a JSON object of its arguments (${names.join(', ')})`));
  // What JSON.parse made of an object is an object of JSON.
  const given = toPlainArguments(json as JsonObject);
  const { importId } = type.rule;
  return importId.every((argument) => argument in given)
    ? ok(given)
    : err(wrongId(type, id, `a JSON object that has ${importId.join(' and ')}, or ${importId.join('/')}`));
}

const wrongId = ({ name }: ResourceType, id: string, form: string): Failure => ({
  code: 'terraform.import-id',
  reason: 'error',
  summary: `"${id.length > 80 ? `${id.slice(0, 79)}…` : id}" is not an import id of ${name}`,
  why: `it is ${form}`,
  next: `write the id as that; the page of ${name} has examples`,
});

const differing = (saying: JsonObject): Failure => ({
  code: 'terraform.import-differs',
  reason: 'error',
  summary: 'what the id selects is not all in one state, or it selects nothing',
  why: 'what is wanted cannot be told from what is there',
  next: `import with an id that says it, such as ${JSON.stringify(saying)}, and look at the plan`,
});
