// One desired state in three spellings: as YAML, as Terraform JSON through trueup, and the same file through the real
// terraform. Each against a tenant of its own that is like the others: the same changes, and the same calls.

import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Options } from '../../src/simulator/index.ts';
import { changeText } from '../../src/terraform/session/words.ts';
import { documentOf, type Room, room } from '../cli/harness.ts';
import type { Shown } from './kit/shown.ts';
import { acceptance } from './kit/suite.ts';
import { type Tenant, tenant, type Write } from './kit/tenant.ts';
import { type Workspace, workspace } from './kit/terraform.ts';

const examples = join(import.meta.dirname, '../../examples');

const spellings: readonly (readonly [string, Options])[] = [
  ['small/desired.yaml', { devices: 60 }],
  ['windows.yaml', { devices: 60, seed: 7 }],
  ['actions/leavers.yaml', { devices: 20 }],
  ['actions/moves.yaml', { devices: 20 }],
  ['finance/tenants/finance', { devices: 60 }],
];

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

/** Calls that do not stand in an order of their own, sorted. */
const callsOf = (writes: readonly Write[]): string[] =>
  writes.map(({ call, query, body }) => JSON.stringify([call, query, body ?? null])).toSorted();

interface Outcome {
  readonly deeds: Deeds;
  readonly calls: readonly string[];
  readonly refused: readonly string[];
}

const refusalsIn = (diagnostics: readonly { readonly code: string; readonly severity: string }[]): string[] =>
  diagnostics.filter(({ severity }) => severity === 'refusal').map(({ code }) => code);

async function throughTrueup(own: Room, live: Tenant, file: string): Promise<Outcome> {
  const planned = await own.runWith(live.env, 'plan', '-f', file, '--json', '--out', 'plan.json');
  // The command prints what it documents.
  const plan = documentOf(planned) as unknown as Plan;
  const refused = refusalsIn(plan.diagnostics);
  if (refused.length === 0) {
    const applied = await own.runWith(live.env, 'apply', 'plan.json');
    expect([applied.code, applied.stderr]).toEqual([0, expect.any(String)]);
  }
  return { deeds: deedsOf(plan), calls: callsOf(live.traffic().writes), refused };
}

async function throughTerraform(tf: Workspace, live: Tenant): Promise<Outcome> {
  const planned = await tf.plan([], { expect: [0, 1, 2] });
  if (planned.code === 1) {
    const codes = [...planned.stderr.matchAll(/\((guard\.[a-z-]+|guards\.[a-z-]+)\)/g)];
    return {
      deeds: {},
      calls: callsOf(live.traffic().writes),
      refused: codes.flatMap(([, code]) => code ?? []),
    };
  }
  const deeds = deedsShown(await tf.showPlan());
  await tf.apply(['tfplan']);
  const calls = callsOf(live.traffic().writes);
  expect((await tf.plan([])).code).toBe(0);
  return { deeds, calls, refused: [] };
}

async function like(options: Options): Promise<Tenant> {
  const live = await tenant(options);
  const admanager = { ADMANAGER_BASE_URL: new URL(live.simulator.url).origin, ADMANAGER_AUTH_TOKEN: 'a-token' };
  return { ...live, env: { ...live.env, ...admanager } };
}

acceptance('three spellings', () => {
  test.each(spellings)('%s', async (path, options) => {
    const [first, second, third] = [await like(options), await like(options), await like(options)];
    const yaml = await room();
    await cp(examples, join(yaml.dir, 'examples'), { recursive: true });
    const converted = await yaml.run('convert', '-f', join('examples', path), '--out', 'main.tf.json');
    expect([converted.code, converted.stdout]).toEqual([0, '']);
    const text = await readFile(join(yaml.dir, 'main.tf.json'), 'utf8');
    const json = await room();
    await json.write('main.tf.json', text);

    const asYaml = await throughTrueup(yaml, first, join('examples', path));
    const asJson = await throughTrueup(json, second, 'main.tf.json');
    const tf = await workspace({ 'main.tf.json': text }, { env: third.env });
    const asTerraform = await throughTerraform(tf, third);

    expect(Object.keys(asYaml.deeds).length).toBeGreaterThan(0);
    expect(asJson).toEqual(asYaml);
    expect(asTerraform.calls).toEqual(asYaml.calls);
    expect(new Set(asTerraform.refused)).toEqual(new Set(asYaml.refused));
    if (asYaml.refused.length === 0) expect(asTerraform.deeds).toEqual(asYaml.deeds);
  });
});
