// trueup executions retry and forward: the users of one execution that failed are run again, those that succeeded go on
// to another action. Planned, shown, confirmed and applied like anything else.

import { forwardTask, type Wish, wished } from '../../kinds/user_action/imperative.ts';
import { kind } from '../../kinds/user_action/kind.ts';
import { commandLine, shellWord } from '../../model/command-line.ts';
import { isRemoving } from '../../model/management.ts';
import type { Plan } from '../../model/plan.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { plan as makePlan } from '../../reconcile/plan.ts';
import { clock } from '../../reconcile/real.ts';
import { planJson, printPlanText, viewPlan } from '../../report/plan.ts';
import { carryOut, showAndAsk, type Tools, withTools } from '../carry-out.ts';
import { findExecution, taskFor, templateData } from '../execution.ts';
import type { Io } from '../io.ts';
import { flag, type Given, text, wantsJson } from '../options.ts';
import { failed, type Outcome } from '../outcome.ts';
import { memoryOf } from '../session.ts';
import type { Place } from '../tenant.ts';
import { usage } from '../usage.ts';
import { writeWhole } from '../write-whole.ts';

export async function runExecution(args: readonly string[], options: Given, io: Io): Promise<Outcome> {
  const saves = text(options, 'out') !== undefined;
  if (!saves && !flag(options, 'autoApprove') && (!io.interactive || wantsJson(options)))
    return failed(
      usage(
        'there is nobody to confirm the plan',
        'save it with --out plan.json, review it, and trueup apply plan.json; or add --auto-approve',
        'this is not a terminal',
      ),
    );
  return withTools(options, io, (place, tools) => run(args, place, tools));
}

async function run(args: readonly string[], { tenant }: Place, tools: Tools): Promise<Outcome> {
  const { ledger, client, baseUrl, services } = tools;
  const memory = await memoryOf(ledger, tools.options);
  if (!memory.ok) return failed(memory.error);
  const target = findExecution(args[0] ?? '', tools.options, memory.value);
  if (!target.ok) return failed(target.error);
  const task = taskFor(target.value, tools.options);
  if (!task.ok) return failed(task.error);
  const { execution, known } = target.value;
  const forward = forwardOf(args[1], task.value, tools.options);
  if (!forward.ok) return failed(forward.error);
  const wish: Wish = {
    execution,
    name: known?.name ?? `execution-${execution}`,
    task: task.value,
    forward: forward.value,
    acknowledge: text(tools.options, 'acknowledge'),
  };
  const made = await makePlan({
    managed: [{ kind, prepared: wished(wish) }],
    diagnostics: [],
    guards: { ...tenant.guards, acknowledgeWith: 'add --acknowledge "the reason"' },
    tenant: tenant.name,
    baseUrl,
    services,
    reader: client.reader,
    memory: memory.value,
    clock,
    targets: [],
  });
  if (!made.ok) return failed(made.error);
  const out = text(tools.options, 'out');
  if (out !== undefined) return save(made.value, out, tools);
  return (await showAndAsk(made.value, tools)) ?? carryOut(made.value, tools);
}

/** Saved instead of carried out, to be reviewed like any plan. */
async function save(plan: Plan, out: string, { io, options, ledger }: Tools): Promise<Outcome> {
  const written = await writeWhole(out, planJson(plan), io.cwd, 'replace');
  if (!written.ok) return failed(written.error);
  const text = printPlanText(viewPlan(plan), { color: io.color.out, width: io.width });
  await io.print(wantsJson(options) ? planJson(plan) : text);
  io.note(`Saved. To carry out exactly this plan: ${commandLine(ledger.named, 'apply', shellWord(out))}`);
  return { reason: plan.reason === 'changes' ? 'done' : plan.reason };
}

/** Null: it is a retry. */
function forwardOf(action: string | undefined, task: Wish['task'], options: Given): Result<Wish['forward']> {
  const removing = [task.action, action ?? ''].find(isRemoving);
  if (removing !== undefined && !flag(options, 'allowRemoval'))
    return err(
      usage(
        `${removing} deletes users, and nothing allows it`,
        'where it is meant, add --allow-removal and --acknowledge "the reason"',
        'an action that deletes users must be asked for twice',
      ),
    );
  if (action === undefined) return ok(null);
  const data = text(options, 'forwardData');
  const input = data === undefined ? ok(undefined) : templateData(data);
  if (!input.ok) return input;
  const id = text(options, 'forwardTemplate') ?? String(task.template['id']);
  const template = { id, data: input.value ?? task.template['data'] ?? [] };
  return ok(forwardTask(task, action, text(options, 'forwardAppConfig'), template));
}
