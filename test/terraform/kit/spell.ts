// One desired state through trueup and through the real terraform: what each would do, and what it then calls.

import { expect } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { LoggedRequest } from '../../../src/simulator/index.ts';
import { changeText } from '../../../src/terraform/session/words.ts';
import { documentOf, type Room } from '../../cli/harness.ts';
import type { Shown } from './shown.ts';
import type { Tenant, Write } from './tenant.ts';
import type { Workspace } from './terraform.ts';

/** What is done to whom: by address, the text of the change; of what runs once, only that it runs. */
type Deeds = Readonly<Record<string, string | null>>;

const deedsOf = ({ changes }: Plan): Deeds =>
  Object.fromEntries(
    changes.map((change) => [change.address, change.action === 'run' ? null : changeText(change)]),
  );

/** Of what terraform shows: the texts of `changes`, and the members of one-shots that are known after apply alone. */
function deedsShown({ resource_changes: all = [] }: Shown): Deeds {
  const deeds: Record<string, string | null> = {};
  for (const { address, change } of all) {
    const { changes = {}, name } = (change.after ?? {}) as { changes?: Deeds; name?: string };
    const before = (change.before?.['changes'] ?? {}) as Deeds;
    const unknown = change.after_unknown as { changes?: JsonObject; members?: JsonObject };
    if (JSON.stringify(changes) !== JSON.stringify(before)) Object.assign(deeds, changes);
    for (const key of Object.keys(unknown.changes ?? {})) deeds[key] = null;
    for (const key of Object.keys(unknown.members ?? {}))
      deeds[`${address.replace(/^id360_/, '').replace(/\..*/, '')}/${String(name)}/${key}`] = null;
  }
  return deeds;
}

/** Writes of one sort in a row. */
interface Turn {
  /** `POST approve-agent`: without what it names. */
  readonly sort: string;
  /** Each of them whole, sorted: within one turn they may pass each other. */
  readonly calls: readonly string[];
}

/** The turns in the order in which they were taken: a denial that comes after an approval is a turn of its own. */
function turnsOf(writes: readonly Write[]): readonly Turn[] {
  const turns: { readonly sort: string; readonly calls: string[] }[] = [];
  for (const { call, query, body } of writes) {
    const sort = call.replace(/\/(?:.*\/)?([^/\d]+)(?:\/\d+)?$/, '$1');
    if (turns.at(-1)?.sort !== sort) turns.push({ sort, calls: [] });
    turns.at(-1)?.calls.push(JSON.stringify([call, query, body ?? null]));
  }
  return turns.map(({ sort, calls }) => ({ sort, calls: calls.toSorted() }));
}

/** What was read, each once: how often is the affair of whoever reads. */
const readsOf = (requests: readonly LoggedRequest[]): readonly string[] =>
  [
    ...new Set(
      requests
        .filter(({ method }) => method === 'GET')
        .map(({ path, query }) => `${path}?${new URLSearchParams(query)}`),
    ),
  ].sort();

export interface Outcome {
  readonly deeds: Deeds;
  readonly turns: readonly Turn[];
  readonly reads: readonly string[];
  readonly refused: readonly string[];
}

function calledAt(live: Tenant): Pick<Outcome, 'turns' | 'reads'> {
  const { writes, requests } = live.traffic();
  return { turns: turnsOf(writes), reads: readsOf(requests) };
}

const refusalsIn = (diagnostics: readonly { readonly code: string; readonly severity: string }[]): string[] =>
  diagnostics.filter(({ severity }) => severity === 'refusal').map(({ code }) => code);

export async function throughTrueup(own: Room, live: Tenant, file: string): Promise<Outcome> {
  const planned = await own.runWith(live.env, 'plan', '-f', file, '--json', '--out', 'plan.json');
  // The command prints what it documents.
  const plan = documentOf(planned) as unknown as Plan;
  const refused = refusalsIn(plan.diagnostics);
  if (refused.length === 0) {
    const applied = await own.runWith(live.env, 'apply', 'plan.json');
    expect([applied.code, applied.stderr]).toEqual([0, expect.any(String)]);
  }
  return { deeds: deedsOf(plan), ...calledAt(live), refused };
}

export async function throughTerraform(tf: Workspace, live: Tenant): Promise<Outcome> {
  const planned = await tf.plan([], { expect: [0, 1, 2] });
  if (planned.code === 1) {
    const codes = [...planned.stderr.matchAll(/\((guard\.[a-z-]+|guards\.[a-z-]+)\)/g)];
    return { deeds: {}, ...calledAt(live), refused: codes.flatMap(([, code]) => code ?? []) };
  }
  const deeds = deedsShown(await tf.showPlan());
  await tf.apply(['tfplan']);
  const called = calledAt(live);
  expect((await tf.plan([])).code).toBe(0);
  return { deeds, ...called, refused: [] };
}
