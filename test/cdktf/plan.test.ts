// The example of CDKTF, planned and applied by trueup and by the real terraform, each against a tenant of its own that is
// like the other: the same changes, and the same calls.

import { expect, test } from 'vitest';
import { room } from '../cli/harness.ts';
import { throughTerraform, throughTrueup } from '../terraform/kit/spell.ts';
import { acceptance } from '../terraform/kit/suite.ts';
import { tenant } from '../terraform/kit/tenant.ts';
import { workspace } from '../terraform/kit/terraform.ts';
import { ci, type Flavour, stranger, synthesise } from './stranger.ts';

/** The synthesised stack, for a simulated tenant in the place of a data centre. */
function stackFor(stack: Readonly<Record<string, unknown>>, baseUrl: string): string {
  // What the example synthesises: one provider block.
  const { id360 } = stack['provider'] as { id360: readonly [Readonly<Record<string, unknown>>] };
  const { data_center: _, ...block } = id360[0];
  return JSON.stringify({ ...stack, provider: { id360: [{ ...block, base_url: baseUrl }] } }, null, 2);
}

acceptance('the example of CDKTF', () => {
  test.each<Flavour>(ci.flavours)('%s: the same plan and the same calls', async (flavour) => {
    const here = await stranger();
    try {
      const stack = await synthesise(here.folder, flavour);
      const [first, second] = [await tenant({ devices: 60 }), await tenant({ devices: 60 })];
      const own = await room();
      await own.write('cdk.tf.json', stackFor(stack, first.simulator.url));
      const asJson = await throughTrueup(own, first, 'cdk.tf.json');
      const tf = await workspace(
        { 'cdk.tf.json': stackFor(stack, second.simulator.url) },
        { env: second.env },
      );
      const asTerraform = await throughTerraform(tf, second);
      expect(asJson.refused).toEqual([]);
      expect(asTerraform).toEqual(asJson);
      expect(Object.keys(asJson.deeds).length).toBeGreaterThan(2);
      expect(asJson.turns.map(({ sort }) => sort)).toEqual([
        'PATCH device-account-linking',
        'POST approve-agent',
        'POST activate',
      ]);
    } finally {
      await here.close();
    }
  });
});
