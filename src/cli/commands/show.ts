// trueup show: prints a saved plan. Reads the file alone; nothing is asked of the tenant.

import { planJson, printPlanText, viewPlan } from '../../report/plan.ts';
import type { Io } from '../io.ts';
import { flag, type Given, wantsJson } from '../options.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { readPlan } from '../plan-file.ts';

export async function show([file = '']: readonly string[], options: Given, io: Io): Promise<Outcome> {
  const plan = await readPlan(file, io.cwd);
  if (!plan.ok) return failed(plan.error);
  const view = viewPlan(plan.value, { all: flag(options, 'all') });
  const text = wantsJson(options)
    ? planJson(plan.value)
    : printPlanText(view, { color: io.color.out, width: io.width });
  await io.print(text);
  return done;
}
