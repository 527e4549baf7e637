// A data source: what it takes, what it shows, and how that is read. It reads and remembers nothing.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { Bug } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Attribute, Schema } from '../schema/types.ts';
import type { Body } from '../session/body.ts';
import type { Tenant } from '../session/tenant.ts';
import type { TfType } from '../value/types.ts';

export interface DataType {
  readonly name: string;
  readonly schema: Schema;
  /** What is wrong with the arguments, found offline. */
  readonly check: (given: JsonObject, body: Body) => readonly Diagnostic[];
  /** The computed attributes; the arguments are known and were checked. */
  readonly read: (given: JsonObject, tenant: Tenant, body: Body) => Promise<Result<Looked>>;
}

/** What was seen, and what is to be said of it. */
export interface Looked {
  readonly values: JsonObject;
  readonly findings: readonly Diagnostic[];
}

/** The arguments as they are meant, or all that is wrong with them. */
export type Taken<T> = Result<T, readonly Diagnostic[]>;

interface Made<W> extends Pick<Schema, 'description' | 'attributes'> {
  /** `id360_…` */
  readonly name: string;
  readonly take: (given: JsonObject, body: Body) => Taken<W>;
  readonly look: (wanted: W, tenant: Tenant) => Promise<Result<Looked>>;
}

export function dataType<W>({ name, description, attributes, take, look }: Made<W>): DataType {
  return {
    name,
    schema: { version: 0, description, attributes },
    check: (given, body) => {
      const taken = take(given, body);
      return taken.ok ? [] : taken.error;
    },
    read: async (given, tenant, body) => {
      const taken = take(given, body);
      if (!taken.ok) throw new Bug(`the arguments of ${name} were not checked`);
      return look(taken.value, tenant);
    },
  };
}

/** Values with nothing to be said of them. */
export const looked = (values: JsonObject): Result<Looked> => ok({ values, findings: [] });

export const shown = (name: string, type: TfType, description: string): Attribute => ({
  name,
  type,
  description,
  computed: true,
});

export const argument = (name: string, type: TfType, description: string): Attribute => ({
  name,
  type,
  description,
  optional: true,
});

/** An attribute that is only to be seen, with all that is nested in it. */
export function onlyShown({ optional: _o, required: _r, nested, ...rest }: Attribute): Attribute {
  const inner = nested && { nested: { ...nested, attributes: nested.attributes.map(onlyShown) } };
  return { ...rest, ...inner, computed: true };
}
