// The servers that calls go to, and all that differs between them: how a request and the token are put on the wire,
// and what a person is told to do. A token goes to its own server only, and never stands in a URL.

import { type ApiRequest, type Method, urlOf } from '../model/call.ts';
import { Bug } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { inSettings } from '../model/settings.ts';
import type { WireRequest } from './transport.ts';
import { asForm, asJson } from './wire.ts';

export interface Server {
  /** As messages call it. */
  readonly name: string;
  readonly root: URL;
  readonly wire: (request: ApiRequest, token: string) => WireRequest;
  /** True where a success without a body is no answer. */
  readonly needsBody: (method: Method) => boolean;
  readonly advice: Advice;
}

/** The next thing to do, by what the server answered. */
export interface Advice {
  readonly unauthorized: string;
  readonly forbidden: (method: Method) => string;
  readonly notFound: string;
  readonly serverError: string;
  readonly redirected: string;
}

export interface ServerInput {
  /** Already checked. */
  readonly baseUrl: string;
  readonly userAgent: string;
  /** Of the environment variables that messages name. */
  readonly prefix: string;
}

/** JSON in and out; the token in the header. */
export function identity360({ baseUrl, userAgent, prefix }: ServerInput): Server {
  const root = new URL(baseUrl);
  return {
    name: 'Identity360',
    root,
    wire: (request, token) => {
      const { headers, body } = asJson(request.body, userAgent);
      const authorization = `Zoho-oauthtoken ${token}`;
      return { ...target(root, request), headers: { ...headers, authorization }, body };
    },
    needsBody: (method) => method === 'GET',
    advice: {
      unauthorized: `sign in anew: an access token ends after an hour, so give a fresh ${prefix}ID360_ACCESS_TOKEN, or a client with a refresh token that still holds`,
      forbidden: (method) => {
        const verb = method === 'GET' ? 'READ' : method === 'DELETE' ? 'DELETE' : 'WRITE';
        return `give the sign-in a scope for this call (of its family the one ending in ${verb}, such as id360.device.${verb}, or ALL), and its user the right to do it`;
      },
      notFound: 'check that it still exists, and that the base URL ends in /api/v1',
      serverError: 'wait some minutes and run it again; if it stays, ask the support of Identity360',
      redirected: 'set the base URL to the API root itself, such as https://id360.manageengine.com/api/v1',
    },
  };
}

/** A form in, the token one of its fields; JSON out, always. Page: admanager-move-user-workflow.txt. */
export function admanager({ baseUrl, userAgent, prefix }: ServerInput): Server {
  const root = new URL(baseUrl);
  const url = `${prefix}ADMANAGER_BASE_URL (or admanager.base_url, ${inSettings})`;
  return {
    name: 'ADManager Plus',
    root,
    wire: (request, token) => ({
      ...target(root, request),
      ...asForm({ ...fieldsOf(request), AuthToken: token }, userAgent),
    }),
    needsBody: () => true,
    advice: {
      unauthorized: `give a token that still holds in ${prefix}ADMANAGER_AUTH_TOKEN: ADManager Plus has them under Delegation > Configuration > Technician Authtokens`,
      forbidden: () =>
        `give the technician whose token is in ${prefix}ADMANAGER_AUTH_TOKEN the right to do it in ADManager Plus`,
      notFound: `check that ${url} is where ADManager Plus itself answers, with its port`,
      serverError: 'look into ADManager Plus, its requests and its logs, before it is run again',
      redirected: `set ${url} to where ADManager Plus itself answers, with its scheme and port, such as https://admanager.example:8443`,
    },
  };
}

function target(root: URL, request: ApiRequest): Pick<WireRequest, 'origin' | 'path' | 'method'> {
  const path = root.pathname.replace(/\/$/, '') + urlOf(request);
  return { origin: root.origin, path, method: request.method };
}

function fieldsOf({ method, path, body }: ApiRequest): JsonObject {
  if (isFields(body)) return body;
  throw new Bug(`${method} ${path} has no fields to send as a form`);
}

function isFields(body: Json): body is JsonObject {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}
