// The SCIM filter (RFC 7644 §3.4.2.2) as data. A group keeps its parentheses as nesting, so a filter and its
// printed text stand for each other one to one. This folder imports nothing from outside itself.

export const compareOps = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type CompareOp = (typeof compareOps)[number];

/** What an attribute is compared with. A number is finite; a whole number is safe (|n| < 2^53). */
export type Literal = string | number | boolean | null;

/**
 * `path` is an attribute as the user wrote it: `os_type`, `device_accounts.total_local_accounts`,
 * `urn:ietf:params:scim:schemas:core:2.0:User:userName`. `where` is a value path, `emails[type eq "work"]`:
 * inside it, attributes are those of one item.
 */
export type Filter =
  | { readonly op: 'and' | 'or'; readonly of: readonly [Filter, Filter, ...Filter[]] }
  | { readonly op: 'not'; readonly of: Filter }
  | { readonly op: 'pr'; readonly path: string }
  | { readonly op: CompareOp; readonly path: string; readonly value: Literal }
  | { readonly op: 'where'; readonly path: string; readonly of: Filter };

/** Why a text is not a filter. `position` is a 0-based offset in UTF-16 units, as JavaScript counts. */
export interface FilterError {
  readonly position: number;
  /** What is wrong and how to write it, in one line. */
  readonly message: string;
  /** What could have stood at the position. */
  readonly expected?: string;
}

/** A Result (see model/result.ts) whose failure is a FilterError; the caller knows file and line. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: FilterError };

/** Filters joined into one, without more nesting than they have: a single one stays itself. */
export function joinFilters(op: 'and' | 'or', first: Filter, rest: readonly Filter[]): Filter {
  const [second, ...more] = rest;
  return second === undefined ? first : { op, of: [first, second, ...more] };
}
