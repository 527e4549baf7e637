// A data source: what it takes, what it shows, and how that is read. It reads and remembers nothing.

import type { Diagnostic } from '../../model/diagnostic.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Result } from '../../model/result.ts';
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
  readonly read: (given: JsonObject, tenant: Tenant) => Promise<Result<JsonObject>>;
}

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

export const nothingWrong = (): readonly Diagnostic[] => [];
