// What is wrong with a request. The validator lets pass a body where none is documented, another content type, and the
// headers that the document asks for in words: these are checked beside it.

import type { OpenAPIBackend, Operation } from 'openapi-backend';
import type { Json } from '../../src/model/json.ts';
import { type Exchange, parsed, placeOf, queryOf, typeOf } from './exchange.ts';
import { words } from './words.ts';

export function requestProblems(
  validator: OpenAPIBackend['validator'],
  operation: Operation,
  exchange: Exchange,
): readonly string[] {
  const problems = headerProblems(operation, exchange);
  try {
    const request = {
      method: exchange.method,
      path: placeOf(exchange).path,
      query: queryOf(exchange),
      headers: { ...exchange.sent.headers },
      body: bodyOf(operation, exchange),
    };
    return [...problems, ...words(validator.validateRequest(request, operation).errors)];
  } catch (error) {
    return [...problems, `the request cannot be read: ${error}`];
  }
}

interface Media {
  readonly type: string;
  readonly encoding?: Readonly<Record<string, { readonly contentType: string }>>;
}

/** What the operation takes as a body; undefined: none. */
function mediaOf({ requestBody }: Operation): Media | undefined {
  // The validator has put what references lead to in their place.
  const { content = {} } = (requestBody ?? {}) as { content?: Record<string, Omit<Media, 'type'>> };
  const [first] = Object.entries(content);
  return first && { type: first[0], ...first[1] };
}

function headerProblems(operation: Operation, { sent: { headers, body } }: Exchange): readonly string[] {
  const media = mediaOf(operation);
  const needsToken = (operation.security?.length ?? 0) > 0;
  const hasToken = /^Zoho-oauthtoken \S+$/.test(headers['authorization'] ?? '');
  return [
    ...(needsToken && !hasToken ? ['Authorization is no Zoho-oauthtoken'] : []),
    ...(headers['accept'] === 'application/json' ? [] : [`Accept is ${headers['accept']}`]),
    ...(media === undefined && body !== '' ? ['a body where none is documented'] : []),
    ...(media !== undefined && typeOf(headers) !== media.type ? [`Content-Type is not ${media.type}`] : []),
  ];
}

function bodyOf(operation: Operation, { sent: { body } }: Exchange): Json | undefined {
  const media = mediaOf(operation);
  if (media === undefined || body === '') return undefined;
  if (media.type === 'application/json') return parsed(body);
  const isJson = (name: string) => media.encoding?.[name]?.contentType === 'application/json';
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [name, isJson(name) ? parsed(value) : value]),
  );
}
