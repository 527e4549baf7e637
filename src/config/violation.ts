// What a compiled JSON Schema says is wrong, and how a cascade of such errors comes down to one: of an anyOf or oneOf,
// only the branch that was meant speaks, or the whole of it once.

import type { JsonObject } from '../model/json.ts';

/** An error object of ajv with `verbose` on. */
export interface Violation {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  readonly parentSchema?: JsonObject;
  readonly propertyName?: string;
}

/** A compiled schema: all that is wrong with a value; empty where it is valid. */
export type Validator = (value: unknown) => readonly Violation[];

/** Gives ajv's kind of function (a verdict, and errors as a property of itself) the shape of a Validator. */
export function asValidator(check: ((value: unknown) => boolean) & { errors?: unknown }): Validator {
  // ajv documents its errors as such objects; null means none.
  return (value) => (check(value) ? [] : ((check.errors ?? []) as readonly Violation[]));
}

/** One violation for each mistake, in time that grows with their number. */
export function collapse(violations: readonly Violation[]): readonly Violation[] {
  const named = violations.filter(
    ({ propertyName, keyword }) => propertyName === undefined && keyword !== 'if',
  );
  const unions = new Map(
    named.filter(isUnion).map((union) => [keyOf(union.instancePath, union.schemaPath), union]),
  );
  if (unions.size === 0) return named;
  const inside = new Map<Violation, Violation[]>();
  for (const violation of named) {
    const owner = outermost(violation, unions) ?? violation;
    const parts = inside.get(owner) ?? [];
    if (owner !== violation) parts.push(violation);
    inside.set(owner, parts);
  }
  return [...inside].flatMap(([owner, parts]) => (isUnion(owner) ? speaking(owner, parts) : [owner]));
}

const isUnion = ({ keyword }: Violation): boolean => keyword === 'anyOf' || keyword === 'oneOf';
const keyOf = (instancePath: string, schemaPath: string): string => `${instancePath} ${schemaPath}`;

/** The union that a violation comes from: of the same value or one around it, highest in the schema. */
function outermost(
  { instancePath, schemaPath }: Violation,
  unions: ReadonlyMap<string, Violation>,
): Violation | undefined {
  const values = prefixes(instancePath);
  for (const above of prefixes(schemaPath).slice(0, -1)) {
    const value = values.find((path) => unions.has(keyOf(path, above)));
    if (value !== undefined) return unions.get(keyOf(value, above));
  }
  return undefined;
}

/** A pointer's ancestors from the root down, and itself. */
function prefixes(pointer: string): string[] {
  const parts = pointer.split('/');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** The violations of the one branch that fits the value's type; else the union itself. */
function speaking(union: Violation, inside: readonly Violation[]): readonly Violation[] {
  const branchOf = ({ schemaPath }: Violation) =>
    schemaPath.slice(union.schemaPath.length).split('/')[1] ?? '';
  const unmeant = new Set(inside.filter((one) => isOtherType(one, union)).map(branchOf));
  const meant = new Set(inside.map(branchOf).filter((branch) => !unmeant.has(branch)));
  return meant.size === 1 ? collapse(inside.filter((one) => meant.has(branchOf(one)))) : [union];
}

const isOtherType = ({ keyword, instancePath }: Violation, union: Violation): boolean =>
  instancePath === union.instancePath && ['type', 'const', 'enum', 'required'].includes(keyword);
