// One API call from its parts to its answer, in the order of a real gateway: sign-in, path and method, scopes,
// content type, body, then the kind's own behaviour. No HTTP here.

import type { Asked, Collection, Problem, Reply, Route, ServerPart } from '../model/server.ts';
import { parseJson } from './body.ts';
import { type CallStage, callOf } from './call.ts';
import { errorOf } from './errors.ts';
import type { Settings } from './options.ts';
import { createPager, type Pager } from './pages.ts';
import { parseFields, pick } from './query.ts';
import { createRouter, type Match } from './routes.ts';
import { allows, type SignIn } from './sign-in.ts';

/** A request as the API sees it; `path` lies below the API root. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** An answer: a status and JSON text, empty for none. */
export interface Outgoing {
  readonly status: number;
  readonly text: string;
}

export type Api = (incoming: Incoming) => Outgoing;

interface Stage extends CallStage {
  readonly signIn: SignIn;
}

export function createApi(parts: readonly ServerPart[], stage: Stage): Api {
  const routes = parts.flatMap((part) => part.routes).filter(({ service }) => service === undefined);
  const router = createRouter(routes);
  const pagers = new Map(routes.filter(isList).map(({ list }) => [list, pagerOf(list, stage)]));
  return (incoming) => {
    const { settings, signIn, now } = stage;
    const refused = signIn.refuses(incoming.authorization, settings(), now());
    if (refused !== null) return problemText(refused, settings());
    const match = router(incoming.method, incoming.path);
    if (!match.ok) return problemText(match.error, settings());
    const denied = deny(match.value.route, incoming, settings());
    return denied === null ? perform(match.value, incoming, stage, pagers) : problemText(denied, settings());
  };
}

type ListRoute = Extract<Route, { readonly list: Collection }>;

const isList = (route: Route): route is ListRoute => 'list' in route;

const pagerOf = (list: Collection, { world, settings }: Stage): Pager =>
  createPager(list, world(list.table), settings);

function deny(route: Route, { contentType, body }: Incoming, { scopes }: Settings): Problem | null {
  if (!allows(scopes, route.scopes)) {
    return { problem: 'access-denied', detail: 'You do not have permission to do this operation.' };
  }
  const isJson = /^application\/json\s*(;|$)/i.test(contentType ?? '');
  const takesJson = 'handle' in route && route.json === true;
  if (takesJson ? !isJson : body !== '' && !isJson) {
    return { problem: 'media-type', detail: 'The content type must be application/json.' };
  }
  return null;
}

function perform(
  { route, params }: Match,
  incoming: Incoming,
  stage: Stage,
  pagers: ReadonlyMap<Collection, Pager>,
): Outgoing {
  const { settings } = stage;
  const call = callOf({ params, query: incoming.query, body: undefined, isSignedIn: true }, stage);
  if ('list' in route) return list(route.list, pagers.get(route.list), call, stage);
  if ('one' in route) return replyText(one(route.one, params['id'] ?? '', incoming, stage), settings());
  const body = route.json === true ? parseJson(incoming.body) : { ok: true as const, value: undefined };
  if (!body.ok)
    return problemText({ problem: 'bad-request', detail: 'The body is not valid JSON.' }, settings());
  return replyText(route.handle({ ...call, body: body.value }), settings());
}

function list(
  collection: Collection,
  pager: Pager | undefined,
  asked: Asked,
  { world, settings }: Stage,
): Outgoing {
  const page = pager?.(asked) ?? { ok: false as const, error: noEndpoint };
  if (!page.ok) return problemText(page.error, settings());
  collection.onRead?.(page.value.keys, world);
  return { status: 200, text: page.value.text };
}

const noEndpoint: Problem = { problem: 'no-endpoint', detail: 'There is no such list.' };

function one(collection: Collection, id: string, { query }: Incoming, { world, settings }: Stage): Reply {
  const fields = parseFields(query['fields'], collection);
  if (!fields.ok) return fields.error;
  const row = world(collection.table).get(id);
  const { noun } = collection;
  if (row === undefined) {
    return {
      problem: 'not-found',
      title: `${noun} Not Found`,
      detail: `No ${noun.toLowerCase()} found with ID ${id}.`,
    };
  }
  return { status: 200, body: pick(collection.show(row, settings()), fields.value) };
}

/** A reply as it goes on the wire. */
export function replyText(reply: Reply, settings: Settings): Outgoing {
  if ('problem' in reply) return problemText(reply, settings);
  return { status: reply.status, text: reply.body === undefined ? '' : JSON.stringify(reply.body) };
}

/** A problem as it goes on the wire. */
export function problemText(problem: Problem, { errorCodes }: Settings): Outgoing {
  const { status, error } = errorOf(problem, errorCodes);
  return { status, text: JSON.stringify({ error }) };
}
