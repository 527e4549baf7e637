// Saved plans: written whole or not at all, read with every doubt. A plan file that was cut short, edited or made
// by something else is never taken for a plan.

import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { asPlan } from '../config/plan-shape.ts';
import { intact } from '../engine/fingerprint.ts';
import type { Failure } from '../model/failure.ts';
import type { Plan } from '../model/plan.ts';
import { err, type Result } from '../model/result.ts';
import { edited } from '../reconcile/failures.ts';

/** Bytes that a plan file may have: a plan of a million changes fits. */
const largest = 1024 * 1024 * 1024;

export async function readPlan(file: string, cwd: string): Promise<Result<Plan>> {
  const path = resolve(cwd, file);
  try {
    if ((await stat(path)).size > largest) return err(unreadable(file, 'it is larger than any plan'));
    return await parsePlan(await readFile(path, 'utf8'), file);
  } catch (error) {
    return err(unreadable(file, error instanceof Error ? error.message : String(error)));
  }
}

async function parsePlan(text: string, file: string): Promise<Result<Plan>> {
  const value = parseJson(text);
  if (value === undefined) return err(notAPlan(file));
  const plan = await asPlan(value, file);
  if (!plan.ok) return plan;
  return intact(plan.value) ? plan : err({ ...edited(), where: { file } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(file: string, why: string): Failure {
  return {
    code: 'plan.unreadable',
    reason: 'error',
    summary: `the plan ${file} cannot be read`,
    why,
    next: 'make one with trueup plan --out FILE',
    where: { file },
  };
}

function notAPlan(file: string): Failure {
  return {
    code: 'plan.not-json',
    reason: 'error',
    summary: `${file} is not a whole plan`,
    why: 'it is not whole JSON: it was cut short, or is something else',
    next: 'make one with trueup plan --out FILE',
    where: { file },
  };
}
