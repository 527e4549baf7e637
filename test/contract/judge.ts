// The judge: openapi-backend over the document, with ajv's JSON Schema 2020-12 in its strict mode. It finds the operation
// and decides on parameters, headers and bodies. The document itself is for the linter to judge (document.test.ts).

import { Ajv2020 } from 'ajv/dist/2020.js';
import { OpenAPIBackend, type Operation } from 'openapi-backend';
import { type Document, document, forValidator } from './document.ts';
import { type Exchange, placeOf } from './exchange.ts';
import { answerProblems } from './judge-answer.ts';
import { requestProblems } from './judge-request.ts';

export interface Verdict {
  /** Null: the request belongs to no operation of the document. */
  readonly operation: string | null;
  /** What is wrong with the request, and with the answer. */
  readonly request: readonly string[];
  readonly answer: readonly string[];
}

export type Judge = (exchange: Exchange) => Verdict;

const outside = 'outsideOperations';

/** Rejects where a schema of the document is not valid. */
export async function judgeOf(data: Document = document()): Promise<Judge> {
  const others = {
    get: { operationId: outside, security: [], responses: data['x-outside-operations'] ?? {} },
  };
  const api = new OpenAPIBackend({
    definition: forValidator({ ...data, paths: { ...data.paths, [`/${outside}`]: others } }),
    // Otherwise it holds the document to OpenAPI 3.0 first.
    quick: true,
    ajvOpts: { strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true },
    customizeAjv: (_, options) => validatorWith(options),
  });
  const { router, validator } = await api.init();
  validator.preCompileRequestValidators();
  validator.preCompileResponseValidators();
  const none = router.getOperation(outside);
  if (none === undefined) throw new TypeError('the judge has no operation for what is outside');
  return (exchange) => {
    const operation = operationFor(router, data, exchange);
    return {
      operation: operation?.operationId ?? null,
      request: operation === undefined ? [] : requestProblems(validator, operation, exchange),
      answer: answerProblems(validator, operation ?? none, exchange),
    };
  };
}

type Options = NonNullable<ConstructorParameters<typeof Ajv2020>[0]>;

const made = new Map<string, Ajv2020>();

/** One for all schemas with the same options: each new one compiles the schema of schemas anew. */
function validatorWith(options: Options): Ajv2020 {
  const key = JSON.stringify(options);
  const validator = made.get(key) ?? new Ajv2020({ ...options, formats: { 'date-time': isTime } });
  made.set(key, validator);
  return validator;
}

const isTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));

/** An operation with a server of its own lies there, every other one below the API's root. */
function operationFor(
  router: OpenAPIBackend['router'],
  { paths }: Document,
  exchange: Exchange,
): Operation | undefined {
  const { path, isBelowRoot } = placeOf(exchange);
  const found = router.matchOperation({ method: exchange.method, path, headers: {} });
  const hasOwnServer = paths[found?.path ?? '']?.['servers'] !== undefined;
  return isBelowRoot === hasOwnServer ? undefined : found;
}
