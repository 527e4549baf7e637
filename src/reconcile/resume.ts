// What an unfinished run left: settled by reading alone, or, to resume, carried out to its end.

import type { Lock } from '../ledger/port.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { RunReport } from '../model/run.ts';
import type { ApplyInput } from './apply.ts';
import type { Run } from './context.ts';
import { type Executed, execute } from './execute.ts';
import { otherTenant } from './failures.ts';
import { finish } from './finish.ts';
import { abandoned, type Classified, classify } from './settle.ts';
import { isoTime } from './shapes.ts';
import { stillAsPlanned } from './stale.ts';

/** Null where there is no unfinished run. */
export async function carryOn(
  input: ApplyInput,
  lock: Lock,
  how: 'settle' | 'resume',
): Promise<Result<RunReport | null>> {
  const { ledger, kinds, reader, baseUrl, onEvent } = input;
  const unfinished = await ledger.unfinished();
  if (!unfinished.ok) return unfinished;
  if (unfinished.value === null) return ok(null);
  const { plan, startedAt, outcomes } = unfinished.value;
  if (plan.base_url !== baseUrl) return err(otherTenant(plan, baseUrl));
  const classified = await classify({ plan, kinds, reader }, unfinished.value);
  if (!classified.ok) return classified;
  onEvent({ event: 'settled', outcomes: classified.value.outcomes, startedAt });
  const fresh =
    how === 'settle'
      ? ok(true)
      : await stillAsPlanned(
          { plan, kinds, reader },
          classified.value.tasks.flatMap(({ changes }) => changes),
          true,
        );
  if (!fresh.ok) return fresh;
  const journal = await ledger.reopen();
  if (!journal.ok) return err(journal.error);
  const run: Run = { ...input, plan, lock, journal: journal.value };
  const known = await note(run, classified.value, how);
  if (!known.ok) return known;
  const earlier = [...outcomes, ...known.value];
  const executed: Executed =
    how === 'settle'
      ? { outcomes: earlier, halt: null, broken: null }
      : await execute(run, classified.value.tasks, earlier);
  return ok(await finish(run, ledger, executed, startedAt));
}

/** Writes down what was found of the steps that were in flight, and, when settling, that the rest is given up. */
async function note(
  run: Run,
  { outcomes, tasks }: Classified,
  how: 'settle' | 'resume',
): Promise<Result<Classified['outcomes']>> {
  const all = how === 'settle' ? [...outcomes, ...abandoned(tasks)] : outcomes;
  for (const outcome of all) {
    const written = await run.journal.append({ entry: 'outcome', at: isoTime(run.clock), outcome });
    if (!written.ok) return written;
  }
  return ok(all);
}
