// One value against the constant of a filter. What depends on the constant alone is worked out once.
// A row's schema is not known here, so a number or boolean and the text that spells it are equal: otherwise
// `os_major_version ne 11` would hold for every row of a server that sends "11".

import type { CompareOp } from './filter.ts';
import { instantOf } from './instant.ts';
import { isRow, memberOf } from './read.ts';
import { comparable } from './text.ts';
import { numberIn } from './value.ts';

const mainValueOf = memberOf('value');

type Test = (value: unknown) => boolean;
type OrderOp = 'gt' | 'ge' | 'lt' | 'le';

/** Tests one non-null value of an attribute. A complex value stands for its `value` (RFC 7644: `emails co "x"`). */
export function comparison(op: Exclude<CompareOp, 'ne'>, constant: string | number | boolean): Test {
  const test = scalarTest(op, constant);
  return (value) => test(isRow(value) ? mainValueOf(value) : value);
}

function scalarTest(op: Exclude<CompareOp, 'ne'>, constant: string | number | boolean): Test {
  switch (op) {
    case 'eq':
      return typeof constant === 'string' ? equalsText(constant) : equalsPlain(constant);
    case 'co':
      return onText(constant, (text, part) => text.includes(part));
    case 'sw':
      return onText(constant, (text, part) => text.startsWith(part));
    case 'ew':
      return onText(constant, (text, part) => text.endsWith(part));
    default:
      return typeof constant === 'string' ? orderedText(op, constant) : ordered(op, Number(constant));
  }
}

/** The text of a scalar as it is compared; undefined for anything else. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return comparable(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? numberIn(value) : Number.NaN;
}

function equalsPlain(constant: number | boolean): Test {
  if (typeof constant === 'number') return (value) => numberOf(value) === constant;
  const text = String(constant);
  return (value) => textOf(value) === text;
}

function equalsText(constant: string): Test {
  const lower = comparable(constant);
  const instant = instantOf(constant);
  if (Number.isNaN(instant)) return (value) => value === constant || textOf(value) === lower;
  return (value) => textOf(value) === lower || (typeof value === 'string' && instantOf(value) === instant);
}

function onText(constant: string | number | boolean, holds: (text: string, part: string) => boolean): Test {
  const part = comparable(String(constant));
  return (value) => {
    const text = textOf(value);
    return text !== undefined && holds(text, part);
  };
}

function ordered(op: OrderOp, constant: number): Test {
  const holds = orders[op];
  return (value) => holds(numberOf(value), constant);
}

function orderedText(op: OrderOp, constant: string): Test {
  const holds = orders[op];
  const lower = comparable(constant);
  const instant = instantOf(constant);
  const number = numberIn(constant);
  return (value) => {
    if (typeof value === 'number') return holds(value, number);
    if (typeof value !== 'string') return false;
    const other = Number.isNaN(instant) ? Number.NaN : instantOf(value);
    return Number.isNaN(other) ? holds(comparable(value), lower) : holds(other, instant);
  };
}

/** Both sides are numbers or both are texts; NaN is in no order. */
const orders: Readonly<Record<OrderOp, <T extends string | number>(a: T, b: T) => boolean>> = {
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};
