// Safety readings before a plan: for each change that a kind wants probed, one read, within a budget of calls.
// What was not read, or could not be, counts as unknown, and unknown blocks until it is acknowledged.

import type { Reader } from '../api/port.ts';
import type { Change, Probe } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind, ProbeRule } from '../model/kind.ts';

export interface Probed {
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
}

export async function probe(
  kind: Kind,
  changes: readonly Change[],
  reader: Reader,
  budget: number,
): Promise<Probed> {
  const rule = kind.probe;
  if (rule === null) return { changes, diagnostics: [] };
  const wanted = changes.filter(rule.needed);
  if (wanted.length === 0) return { changes, diagnostics: [] };
  const read = new Set(wanted.slice(0, budget));
  const probed = await Promise.all(
    changes.map(async (change) => {
      if (read.has(change)) return { ...change, probe: await judge(rule, change, reader) };
      return rule.needed(change) ? { ...change, probe: unread(budget) } : change;
    }),
  );
  return { changes: probed, diagnostics: [spent(read.size, wanted.length)] };
}

async function judge(rule: ProbeRule, change: Change, reader: Reader): Promise<Probe> {
  const answer = await reader.read(rule.request(change));
  if (!answer.ok) return { verdict: 'unknown', detail: 'its local accounts could not be read' };
  const verdict = rule.judge(answer.value);
  return verdict.ok
    ? verdict.value
    : { verdict: 'unknown', detail: `its local accounts have an unexpected shape (${verdict.error.field})` };
}

const unread = (budget: number): Probe => ({
  verdict: 'unknown',
  detail: `its local accounts were not read: guards.lockout_calls allows ${budget} calls`,
});

function spent(calls: number, wanted: number): Diagnostic {
  return {
    code: 'guard.lockout-read',
    severity: 'info',
    summary: `${calls} ${calls === 1 ? 'call' : 'calls'} read the local accounts of ${wanted} ${wanted === 1 ? 'object' : 'objects'} that could lock people out`,
    why: 'each must keep an Administrator account that is not linked',
    next: 'nothing; guards.lockout_calls bounds these calls',
  };
}
