// The synthesised example under the real terraform, with the provider out of a mirror folder and no network.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acceptance, missing } from '../terraform/kit/suite.ts';
import { workspace } from '../terraform/kit/terraform.ts';
import { ci, type Flavour, root, stranger, synthesise } from './stranger.ts';

const built = existsSync(join(root, 'dist/terraform-provider-id360'));
const why = missing() ?? (built ? undefined : 'dist/terraform-provider-id360 is not built');

acceptance(
  'the example of CDKTF',
  () => {
    test.each<Flavour>(ci.flavours)('terraform accepts what it synthesises with %s', async (flavour) => {
      const here = await stranger();
      try {
        const stack = await synthesise(here.folder, flavour);
        const { run } = await workspace({ 'cdk.tf.json': stack });
        const { stdout } = await run(['validate', '-json']);
        expect(JSON.parse(stdout)).toMatchObject({ valid: true, diagnostics: [] });
      } finally {
        await here.close();
      }
    });
  },
  why,
);
