// The OpenAPI document as the tests read it: as text, and as data that a test may change.

import { readFileSync } from 'node:fs';
import type { Document as OpenApi } from 'openapi-backend';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/model/json.ts';

export const text = readFileSync(new URL('../../schemas/id360.openapi.yaml', import.meta.url), 'utf8');

export type Paths = Readonly<Record<string, JsonObject>>;

export interface Document extends JsonObject {
  readonly openapi: string;
  readonly paths: Paths & JsonObject;
}

/** A copy of its own; the linter's test holds that it is what it is taken for. */
export const document = (): Document => parse(text) as Document;

/** The same for the validator, whose types know the shape of OpenAPI and not of this document. */
export const forValidator = (data: Document): OpenApi => data as unknown as OpenApi;

const methods = ['get', 'put', 'post', 'patch', 'delete'] as const;

export interface Operation {
  readonly id: string;
  readonly method: string;
  /** As the document has it: `/devices/{id}`. */
  readonly path: string;
  /** Alternatives, one scope each; empty: the operation is not signed in to by a scope. */
  readonly scopes: readonly string[];
  /** Documented statuses. */
  readonly statuses: readonly number[];
  readonly source: string;
}

type Written = Readonly<{
  operationId: string;
  security: readonly Readonly<Record<string, readonly string[]>>[];
  responses: JsonObject;
  'x-source'?: string;
}>;

/** Every operation of the document. */
export function operationsOf({ paths }: Document): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      // What the linter has found to be an operation object.
      const written = item[method] as unknown as Written | undefined;
      if (written === undefined) return [];
      const { operationId: id, security, responses, 'x-source': source = 'pages' } = written;
      const scopes = security.flatMap((alternative) => alternative['oauth'] ?? []);
      const statuses = Object.keys(responses).map(Number);
      return [{ id, method: method.toUpperCase(), path, scopes, statuses, source }];
    }),
  );
}
