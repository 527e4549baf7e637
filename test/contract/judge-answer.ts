// What is wrong with an answer. The validator lets pass a status, a body and a content type that are not documented:
// these are checked beside it.

import { type OpenAPIBackend, type Operation, SetMatchType } from 'openapi-backend';
import { type Exchange, parsed, typeOf } from './exchange.ts';
import { words } from './words.ts';

export function answerProblems(
  validator: OpenAPIBackend['validator'],
  operation: Operation,
  { answer }: Exchange,
): readonly string[] {
  if (answer === null) return [];
  const { status, headers, body } = answer;
  // The validator has put what references lead to in their place.
  const responses = operation.responses as Record<string, { readonly content?: object }>;
  const documented = responses[String(status)];
  if (documented === undefined) return [`the status ${status} is not documented`];
  if (documented.content === undefined) return body === '' ? [] : ['a body where none is documented'];
  const type = typeOf(headers);
  if (!(type in documented.content)) return [`the Content-Type ${type} is not documented`];
  try {
    const match = { statusCode: status, setMatchType: SetMatchType.Any };
    return [
      ...words(validator.validateResponse(parsed(body), operation, status).errors),
      ...words(validator.validateResponseHeaders({ ...headers }, operation, match).errors),
    ];
  } catch (error) {
    return [`the answer cannot be read: ${error}`];
  }
}
