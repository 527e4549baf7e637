// A filter to a test of rows, as closures: everything that the filter alone decides is done before the first row.

import { comparison } from './compare.ts';
import type { CompareOp, Filter, Literal } from './filter.ts';
import { type AnyValue, type AttributeOf, anyValueOf, isRow, type Row } from './read.ts';

export type RowTest = (row: Row) => boolean;

/**
 * A test of rows; pure, and safe to keep. Rulings:
 * - Text is compared without case, and composed (NFC) on both sides; attribute names are found without case, `attributeOf` replaces how a top-level
 *   attribute is read (see AttributeOf).
 * - A multi-valued attribute matches where any of its values does, for `ne` too (RFC 7644 §3.4.2.2): it holds where
 *   some value differs. `not (a eq …)` says that no value is equal.
 * - An absent attribute, null and an empty list are one (RFC 7643 §2.5): `eq null` holds, `pr` does not, `ne "x"`
 *   holds because null is not identical to "x", every other comparison is false.
 * - `pr` is false for "" too, and for a complex value with nothing in it; false and 0 are present.
 * - Full RFC 3339 date-times on both sides of eq, ne, gt, ge, lt, le are instants, fractions included; other texts
 *   are ordered by UTF-16 unit, in small letters.
 * - A number or boolean equals the text that spells it; gt, ge, lt, le are numeric where one side is a number and
 *   the other spells one (JSON grammar), and false otherwise.
 * - A complex value stands for its `value`; inside `[ ]` a plain item is `{ value: item }`.
 */
export function compileFilter(filter: Filter, attributeOf?: AttributeOf): RowTest {
  switch (filter.op) {
    case 'and':
      return allOf(filter.of.map((part) => compileFilter(part, attributeOf)));
    case 'or':
      return anyOf(filter.of.map((part) => compileFilter(part, attributeOf)));
    case 'not':
      return negated(compileFilter(filter.of, attributeOf));
    case 'pr':
      return presence(anyValueOf(filter.path, attributeOf));
    case 'where':
      return someItem(anyValueOf(filter.path, attributeOf), compileFilter(filter.of));
    default:
      return compared(filter.op, anyValueOf(filter.path, attributeOf), filter.value);
  }
}

function allOf(tests: readonly RowTest[]): RowTest {
  return (row) => {
    for (const test of tests) if (!test(row)) return false;
    return true;
  };
}

function anyOf(tests: readonly RowTest[]): RowTest {
  return (row) => {
    for (const test of tests) if (test(row)) return true;
    return false;
  };
}

const negated =
  (test: RowTest): RowTest =>
  (row) =>
    !test(row);

const presence =
  (any: AnyValue): RowTest =>
  (row) =>
    any(row, isFilled);

const someItem = (any: AnyValue, test: RowTest): RowTest => {
  const testItem = (item: unknown): boolean => test(isRow(item) ? item : { value: item });
  return (row) => any(row, testItem);
};

function compared(op: CompareOp, any: AnyValue, constant: Literal): RowTest {
  if (constant === null) return comparedWithNull(op, any);
  if (op !== 'ne') {
    const test = comparison(op, constant);
    return (row) => any(row, test);
  }
  const equals = comparison('eq', constant);
  const differs = (value: unknown): boolean => !equals(value);
  return (row) => any(row, differs) || !any(row, isAnything);
}

function comparedWithNull(op: CompareOp, any: AnyValue): RowTest {
  if (op === 'eq') return (row) => !any(row, isAnything);
  return op === 'ne' ? (row) => any(row, isAnything) : () => false;
}

const isAnything = (): boolean => true;

function isFilled(value: unknown): boolean {
  return value !== '' && (!isRow(value) || Object.values(value).some(isSomething));
}

const isSomething = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
