// trueup resolve: tells the ledger what a person found of runs whose outcome is in doubt. Sends nothing to the tenant.

import { kinds } from '../../kinds/registry.gen.ts';
import { statusOf } from '../../kinds/user_action/reads.ts';
import type { Plan } from '../../model/plan.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { clock } from '../../reconcile/real.ts';
import { resolution } from '../../reconcile/resolve.ts';
import { carryOut, settleFirst, type Tools, withTools } from '../carry-out.ts';
import type { Io } from '../io.ts';
import { flag, type Given, text, wantsJson } from '../options.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { Place } from '../tenant.ts';
import { usage } from '../usage.ts';

export async function resolve(globs: readonly string[], options: Given, io: Io): Promise<Outcome> {
  const execution = text(options, 'execution');
  const said = [flag(options, 'ran'), flag(options, 'notRun'), execution !== undefined].filter(
    Boolean,
  ).length;
  if (globs.length === 0 || said !== 1)
    return failed(
      usage(
        said > 1 ? 'more than one thing is said of what was found' : 'what was found is not said',
        "look whether it ran, then: trueup resolve 'user_action/leavers/*' --ran, or --not-run, or --execution ID",
        'an address (or a glob) and one of --ran, --not-run and --execution are needed',
      ),
    );
  return withTools(options, io, (place, tools) => record(globs, place, tools));
}

async function record(globs: readonly string[], { tenant }: Place, tools: Tools): Promise<Outcome> {
  const { options, io, ledger, baseUrl } = tools;
  const there = await ledger.exists();
  if (!there.ok) return failed(there.error);
  const settled = await settleFirst(tools);
  if (settled !== null) return failed(settled);
  const memory = await ledger.memory();
  if (!memory.ok) return failed(memory.error);
  const execution = text(options, 'execution');
  const found = execution !== undefined ? { execution } : flag(options, 'ran') ? 'ran' : 'not-run';
  const reason = text(options, 'reason') ?? '';
  const known = { tenant: tenant.name, baseUrl, memory: memory.value, kinds: kinds.map(({ name }) => name) };
  const plan = resolution({ ...known, clock, globs, found, reason });
  if (!plan.ok) return failed(plan.error);
  const ran = execution === undefined ? ok(true) : await hasRun(plan.value, execution, tools);
  if (!ran.ok) return failed(ran.error);
  const count = plan.value.agreed.reduce((sum, { keys }) => sum + keys.length, 0);
  const outcome = await carryOut(plan.value, { ...tools, io: quiet(io, options) });
  if ('reason' in outcome && outcome.reason === 'done')
    io.note(
      `Recorded of ${count} ${count === 1 ? 'run' : 'runs'}. The next plan shows what is to be done now.`,
    );
  return outcome;
}

/** A mistyped id must not be recorded: the execution is asked for, under the action that was tried. */
async function hasRun({ agreed }: Plan, execution: string, { client }: Tools): Promise<Result<true>> {
  for (const { after } of agreed) {
    const { action } = after;
    if (typeof action !== 'string')
      return err(usage('--execution is for runs of user actions', 'say --ran or --not-run of the others'));
    const answer = await client.reader.read(statusOf(action, execution).request);
    if (!answer.ok) return answer;
  }
  return ok(true);
}

/** The report of a plan without steps tells nothing; with --json it is the document. */
const quiet = (io: Io, options: Given): Io =>
  wantsJson(options) ? io : { ...io, print: () => Promise.resolve() };
