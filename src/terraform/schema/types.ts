// A schema of Terraform as data: what the provider, a resource or a data source takes and shows. Derived from the
// kinds; the protocol's message, the schema as JSON and the registry's pages are all made of it.

import type { ObjectType, TfType } from '../value/types.ts';

export interface Attribute {
  readonly name: string;
  /** Absent where `nested` is there. */
  readonly type?: TfType;
  readonly nested?: Nested;
  readonly description: string;
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
  readonly sensitive?: true;
}

export interface Nested {
  readonly nesting: 'single' | 'list';
  readonly attributes: readonly Attribute[];
}

export interface Schema {
  /** Raised where a state of an earlier version has to be rewritten. */
  readonly version: number;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/** The type of a value that fits these attributes. */
export function typeOf(attributes: readonly Attribute[]): ObjectType {
  return ['object', Object.fromEntries(attributes.map((one) => [one.name, typeOfOne(one)]))];
}

function typeOfOne({ type, nested }: Attribute): TfType {
  if (nested === undefined) return type ?? 'dynamic';
  const object = typeOf(nested.attributes);
  return nested.nesting === 'list' ? ['list', object] : object;
}

/** Names of the attributes that a configuration may set. */
export const argumentsOf = ({ attributes }: Schema): readonly Attribute[] =>
  attributes.filter(({ computed }) => computed !== true);
