// Whether a value read from a plan file has the shape of a plan. That its id fits its content is the engine's to tell.

import type { Failure } from '../model/failure.ts';
import { isObject } from '../model/json.ts';
import { type Plan, planFormat } from '../model/plan.ts';
import { err, ok, type Result } from '../model/result.ts';
import { asValidator, type Violation } from './violation.ts';

/** The value as a plan. Fails with `plan.other-format` or `plan.wrong-shape`, which names the first wrong member. */
export async function asPlan(value: unknown, file: string): Promise<Result<Plan>> {
  const format = isObject(value) ? value['format'] : undefined;
  if (format !== planFormat) return err(otherFormat(format, file));
  const validator = asValidator((await import('./plan.gen.js')).default);
  const [first] = validator(value);
  // The schema's tables are held to the keys of Plan by type.
  return first === undefined ? ok(value as unknown as Plan) : err(wrongShape(first, file));
}

function otherFormat(format: unknown, file: string): Failure {
  const named = typeof format === 'string' ? `its format is ${format.slice(0, 40)}` : 'it has no format';
  return {
    code: 'plan.other-format',
    reason: 'error',
    summary: `${file} is not a plan that this trueup reads`,
    why: `${named}; this trueup reads ${planFormat}`,
    next: 'make a plan with trueup plan --out',
    where: { file },
  };
}

function wrongShape({ instancePath, message, params }: Violation, file: string): Failure {
  const key = params['additionalProperty'];
  const member = `${instancePath.slice(1).replaceAll('/', '.') || 'the plan'}${key === undefined ? '' : ` (${String(key)})`}`;
  return {
    code: 'plan.wrong-shape',
    reason: 'error',
    summary: `${file} is not a whole plan`,
    why: `${member} ${message ?? 'is wrong'}`,
    next: 'it was edited or damaged: make a new one with trueup plan --out',
    where: { file, field: member },
  };
}
