// The judge: openapi-backend over the document, with ajv's JSON Schema 2020-12 in its strict mode. It decides on bodies,
// parameters and headers; what it lets pass unseen is checked beside it: an undocumented status, an undocumented body,
// content types, and the headers that the document asks for in words.

import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { OpenAPIBackend, SetMatchType, type Operation as Validated } from 'openapi-backend';
import type { Json } from '../../src/model/json.ts';
import { type Document, document, forValidator } from './document.ts';

type Headers = Readonly<Record<string, string>>;

/** A request as it was sent, and its answer. */
export interface Exchange {
  readonly method: string;
  /** Path and query as sent: `/api/v1/devices?limit=2`. */
  readonly target: string;
  readonly sent: { readonly headers: Headers; readonly body: string };
  readonly answer: { readonly status: number; readonly headers: Headers; readonly body: string };
}

export interface Verdict {
  /** Null: the request belongs to no operation of the document. */
  readonly operation: string | null;
  /** What is wrong with the request, and with the answer. */
  readonly request: readonly string[];
  readonly answer: readonly string[];
}

export type Judge = (exchange: Exchange) => Verdict;

const apiRoot = '/api/v1';
const outside = 'outsideOperations';

/** Rejects where a schema of the document is not valid. */
export async function judgeOf(data: Document = document()): Promise<Judge> {
  const others = {
    get: { operationId: outside, security: [], responses: data['x-outside-operations'] ?? {} },
  };
  const definition = forValidator({ ...data, paths: { ...data.paths, [`/${outside}`]: others } });
  const api = new OpenAPIBackend({
    definition,
    // The document itself is the linter's to judge (document.test.ts): this validator knows OpenAPI 3.0 only there.
    quick: true,
    ajvOpts: { strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true },
    customizeAjv: (_, options) => new Ajv2020({ ...options, formats: { 'date-time': isTime } }),
  });
  await api.init();
  api.validator.preCompileRequestValidators();
  api.validator.preCompileResponseValidators();
  return (exchange) => judged(api, data, exchange);
}

const isTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));

function judged(api: OpenAPIBackend, data: Document, exchange: Exchange): Verdict {
  const operation = operationFor(api, data, exchange);
  if (operation === undefined)
    return { operation: null, request: [], answer: answerProblems(api, outsideOf(api), exchange) };
  return {
    operation: operation.operationId ?? null,
    request: requestProblems(api, operation, exchange),
    answer: answerProblems(api, operation, exchange),
  };
}

/** An operation with a server of its own lies there, every other one below the API's root. */
function operationFor(
  { router }: OpenAPIBackend,
  { paths }: Document,
  exchange: Exchange,
): Validated | undefined {
  const path = exchange.target.replace(/\?.*$/s, '');
  const isBelowRoot = path.startsWith(`${apiRoot}/`);
  const found = router.matchOperation({
    method: exchange.method,
    path: isBelowRoot ? path.slice(apiRoot.length) : path,
    headers: {},
  });
  const hasOwnServer = paths[found?.path ?? '']?.['servers'] !== undefined;
  return isBelowRoot === hasOwnServer ? undefined : found;
}

function outsideOf({ router }: OpenAPIBackend): Validated {
  const [found] = router.getOperations().filter(({ operationId }) => operationId === outside);
  if (found !== undefined) return found;
  throw new TypeError('the judge has no operation for what is outside');
}

function requestProblems(
  { validator }: OpenAPIBackend,
  operation: Validated,
  exchange: Exchange,
): readonly string[] {
  const [path = '', query = ''] = exchange.target.split(/\?(.*)/s);
  const { headers, body } = exchange.sent;
  const local = path.startsWith(`${apiRoot}/`) ? path.slice(apiRoot.length) : path;
  const problems = [...headerProblems(operation, exchange)];
  try {
    const request = {
      method: exchange.method,
      path: local,
      query: queryOf(query),
      headers: { ...headers },
      body: bodyOf(operation, body),
    };
    problems.push(...words(validator.validateRequest(request, operation).errors));
  } catch (error) {
    problems.push(`the request cannot be read: ${error}`);
  }
  return problems;
}

function queryOf(query: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const [first = '', ...more] = parameters.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}

/** The documented media type of the request's body; undefined: it takes none. */
function mediaOf(operation: Validated): readonly [string, JsonMedia] | undefined {
  // Dereferenced by the validator when it was made.
  const { content } = (operation.requestBody ?? { content: {} }) as { content: Record<string, JsonMedia> };
  return Object.entries(content)[0];
}

interface JsonMedia {
  readonly encoding?: Readonly<Record<string, { readonly contentType: string }>>;
}

function headerProblems(operation: Validated, { sent: { headers, body } }: Exchange): readonly string[] {
  const media = mediaOf(operation)?.[0];
  const type = (headers['content-type'] ?? '').replace(/;.*$/, '').trim();
  const isSigned = /^Zoho-oauthtoken \S+$/.test(headers['authorization'] ?? '');
  return [
    ...((operation.security?.length ?? 0) > 0 && !isSigned ? ['Authorization is no Zoho-oauthtoken'] : []),
    ...(headers['accept'] === 'application/json' ? [] : [`Accept is ${headers['accept']}`]),
    ...(media === undefined && body !== '' ? ['a body where none is documented'] : []),
    ...(media !== undefined && type !== media ? [`Content-Type is ${type}, not ${media}`] : []),
  ];
}

function bodyOf(operation: Validated, body: string): Json | undefined {
  const media = mediaOf(operation);
  if (media === undefined || body === '') return undefined;
  if (!media[0].endsWith('form-urlencoded')) return parsed(body);
  const isJson = (name: string) => media[1].encoding?.[name]?.contentType === 'application/json';
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [name, isJson(name) ? parsed(value) : value]),
  );
}

const parsed = (text: string): Json => JSON.parse(text) as Json;

function answerProblems(
  { validator }: OpenAPIBackend,
  operation: Validated,
  { answer: { status, headers, body } }: Exchange,
): readonly string[] {
  // Dereferenced by the validator when it was made.
  const responses = operation.responses as Record<string, { readonly content?: object }>;
  const documented = responses[String(status)];
  if (documented === undefined) return [`the status ${status} is not documented`];
  const type = (headers['content-type'] ?? '').replace(/;.*$/, '').trim();
  if (documented.content === undefined) return body === '' ? [] : ['a body where none is documented'];
  if (!(type in documented.content)) return [`the Content-Type ${type} is not documented`];
  const wrong = { statusCode: status, setMatchType: SetMatchType.Any };
  try {
    return [
      ...words(validator.validateResponse(parsed(body), operation, status).errors),
      ...words(validator.validateResponseHeaders({ ...headers }, operation, wrong).errors),
    ];
  } catch (error) {
    return [`the answer cannot be read: ${error}`];
  }
}

const words = (errors: readonly ErrorObject[] | null | undefined): readonly string[] =>
  (errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  );
