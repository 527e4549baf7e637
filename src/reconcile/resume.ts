// What an unfinished run left: settled by reading alone, or, to resume, carried out to its end.

import { intact } from '../engine/fingerprint.ts';
import type { Lock } from '../ledger/port.ts';
import type { Plan } from '../model/plan.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { RunReport } from '../model/run.ts';
import { callable } from './admissible.ts';
import type { ApplyInput, Run } from './context.ts';
import { type Executed, execute } from './execute.ts';
import { editedJournal, expired, otherTenant } from './failures.ts';
import { type Begun, finish } from './finish.ts';
import type { Questions } from './push-down.ts';
import { stillSafe } from './safety.ts';
import { abandoned, type Classified, classify } from './settle.ts';
import { isoTime } from './shapes.ts';
import { stillAsPlanned } from './stale.ts';

type How = 'settle' | 'resume';

const none: Questions = new Map();

/** Null where there is no unfinished run. */
export async function carryOn(
  input: ApplyInput,
  lock: Lock,
  how: How,
  begun: Begun,
): Promise<Result<RunReport | null>> {
  const { ledger, kinds, reader, onEvent } = input;
  const unfinished = await ledger.unfinished();
  if (!unfinished.ok) return unfinished;
  if (unfinished.value === null) return ok(null);
  const { plan, startedAt, outcomes } = unfinished.value;
  const fit = usable(plan, input, how);
  if (!fit.ok) return fit;
  const classified = await classify({ plan, kinds, reader }, unfinished.value, how === 'resume');
  if (!classified.ok) return classified;
  onEvent({ event: 'settled', outcomes: classified.value.outcomes, startedAt });
  const fresh = how === 'settle' ? ok(none) : await unmoved(plan, input, classified.value);
  if (!fresh.ok) return fresh;
  const journal = await ledger.reopen();
  if (!journal.ok) return err(journal.error);
  const run: Run = { ...input, plan, lock, journal: journal.value, questions: fresh.value };
  const known = await note(run, classified.value, how);
  if (!known.ok) return known;
  const earlier = [...outcomes, ...known.value];
  const executed: Executed =
    how === 'settle'
      ? { outcomes: earlier, halt: null, broken: null }
      : await execute(run, classified.value.tasks, earlier);
  return ok(await finish(run, ledger, executed, begun));
}

/** A journal is a file like any other: its plan is trusted no more than a saved one. An old one can still be settled. */
function usable(plan: Plan, { baseUrl, services, clock }: ApplyInput, how: How): Result<true> {
  if (!intact(plan)) return err(editedJournal(plan));
  if (plan.base_url !== baseUrl) return err(otherTenant(plan, baseUrl));
  const reached = how === 'resume' ? callable(plan, services) : ok(true);
  if (!reached.ok) return reached;
  return how === 'resume' && Date.parse(plan.expires_at) <= clock.now() ? err(expired(plan)) : ok(true);
}

async function unmoved(
  plan: Plan,
  { kinds, reader }: ApplyInput,
  { tasks }: Classified,
): Promise<Result<Questions>> {
  const fresh = await stillAsPlanned(
    { plan, kinds, reader },
    tasks.flatMap(({ changes }) => changes),
    true,
  );
  if (!fresh.ok) return fresh;
  // What was sent already has done what it does; it is only waited for.
  const unsent = tasks.filter(({ known }) => known === undefined);
  const safe = await stillSafe(
    { plan, kinds, reader },
    unsent.flatMap(({ changes }) => changes),
    true,
  );
  return safe.ok ? fresh : safe;
}

/** Writes down what was found of the steps that were in flight, and, when settling, that the rest is given up. */
async function note(
  run: Run,
  { outcomes, tasks }: Classified,
  how: How,
): Promise<Result<Classified['outcomes']>> {
  const all = how === 'settle' ? [...outcomes, ...abandoned(tasks)] : outcomes;
  for (const outcome of all) {
    const written = await run.journal.append({ entry: 'outcome', at: isoTime(run.clock), outcome });
    if (!written.ok) return written;
  }
  return ok(all);
}
