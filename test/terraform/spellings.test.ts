// One desired state in three spellings: as YAML, as Terraform JSON through trueup, and the same file through the real
// terraform. Each against a tenant of its own that is like the others: the same changes, and the same calls.

import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Options } from '../../src/simulator/index.ts';
import { room } from '../cli/harness.ts';
import { throughTerraform, throughTrueup } from './kit/spell.ts';
import { acceptance } from './kit/suite.ts';
import { type Tenant, tenant } from './kit/tenant.ts';
import { workspace } from './kit/terraform.ts';

const examples = join(import.meta.dirname, '../../examples');

const spellings: readonly (readonly [string, Options])[] = [
  ['small/desired.yaml', { devices: 60 }],
  ['windows.yaml', { devices: 60, seed: 7 }],
  ['actions/leavers.yaml', { devices: 20 }],
  ['actions/moves.yaml', { devices: 20 }],
  ['finance/tenants/finance', { devices: 60 }],
];

async function like(options: Options): Promise<Tenant> {
  const live = await tenant(options);
  const admanager = {
    ADMANAGER_BASE_URL: new URL(live.simulator.url).origin,
    ADMANAGER_AUTH_TOKEN: 'a-token',
  };
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
