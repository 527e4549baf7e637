// reasons.jsonl: with which reason people accepted a hazard, one line each, kept for good. A run is written down once,
// also where a crash makes its end happen twice.

import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hazard } from '../model/plan.ts';
import { fileMode, readIfThere } from './disk.ts';
import type { Run } from './run.ts';

const reasonsName = 'reasons.jsonl';

/** Adds what was accepted in the steps of the run that were begun. */
export async function keepReasons(folder: string, run: Run): Promise<void> {
  const accepted = acceptedIn(run);
  if (accepted.length === 0) return;
  const path = join(folder, reasonsName);
  const known = (await readIfThere(path))?.toString('utf8') ?? '';
  if (known.includes(`"plan":${JSON.stringify(run.plan.id)}`)) return;
  const head = { at: run.startedAt, plan: run.plan.id, owner: run.owner };
  const lines = accepted.map(({ hazard, why, addresses, acknowledged: reason }) =>
    JSON.stringify({ ...head, hazard, why, reason, addresses }),
  );
  const torn = known !== '' && !known.endsWith('\n') ? '\n' : '';
  await appendFile(path, `${torn}${lines.join('\n')}\n`, { mode: fileMode, flush: true });
}

function acceptedIn({ plan, last }: Run): readonly Hazard[] {
  const begun = plan.steps.filter(({ id }) => {
    const word = last.get(id);
    return word === 'sent' || (word !== undefined && word.state !== 'not_attempted');
  });
  return begun.flatMap(({ hazards }) =>
    hazards.filter(({ acknowledged }) => typeof acknowledged === 'string'),
  );
}
