// Guards that a tenant writes itself: CEL expressions over the plan's JSON, variable `plan`. A rule that does not
// compile is an error where it stands; one that fails at run time, or is not true, speaks at its level.

import { Environment } from '@marcbachmann/cel-js';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { GuardRule } from '../model/guard.ts';
import { isObject } from '../model/json.ts';
import type { PlanBody } from '../model/plan.ts';
import { err, ok, type Result } from '../model/result.ts';
import { inSettings } from '../model/settings.ts';

type Compiled = (plan: unknown) => unknown;

const environment = new Environment({ unlistedVariablesAreDyn: false }).registerVariable('plan', 'map');

/** The error is the compiler's message, several lines with the place in the expression. */
export function compileRule(assert: string): Result<Compiled, string> {
  try {
    const run = environment.parse(assert);
    const { valid, type, error } = run.check();
    if (!valid) return err(error?.message ?? 'it does not type-check');
    if (type !== 'bool' && type !== 'dyn')
      return err(`it gives ${type ?? 'something else'}, not true or false`);
    return ok((plan) => run({ plan }));
  } catch (error) {
    return err(messageOf(error));
  }
}

/** What the rules say of a plan; nothing where all are true. */
export function judge(body: Omit<PlanBody, 'reason'>, rules: readonly GuardRule[]): Diagnostic[] {
  const plan = toCel(body);
  return rules.flatMap((rule) => judgeOne(plan, rule));
}

function judgeOne(plan: unknown, rule: GuardRule): Diagnostic[] {
  const compiled = compileRule(rule.assert);
  const verdict = compiled.ok ? evaluate(compiled.value, plan) : compiled;
  if (verdict.ok && verdict.value === true) return [];
  // A rule that cannot tell is no reason to go on, whatever its level.
  if (!verdict.ok || verdict.value !== false)
    return [said(rule, 'refusal', verdict.ok ? 'it is neither true nor false' : verdict.error)];
  return [said(rule, rule.level === 'warn' ? 'warning' : 'refusal', `not true: ${rule.assert}`)];
}

function evaluate(compiled: Compiled, plan: unknown): Result<unknown, string> {
  try {
    return ok(compiled(plan));
  } catch (error) {
    return err(`it cannot be evaluated: ${messageOf(error)}`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function said(rule: GuardRule, severity: 'refusal' | 'warning', why: string): Diagnostic {
  return {
    code: 'guard.rule',
    severity,
    summary:
      rule.message === ''
        ? `the rule "${rule.name}" of guards.rules does not hold`
        : `${rule.name}: ${rule.message}`,
    why,
    next: `change what is desired so that the rule holds, or have guards.rules changed, ${inSettings}`,
    ...(rule.where && { where: rule.where }),
  };
}

/** Whole numbers become CEL's int, so that `plan.summary.change + 1` is what it looks like. */
function toCel(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toCel(member)]));
}
