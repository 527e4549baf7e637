// The provider's file answers with its schemas without working them out: the answer is the one that it would work out.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaAnswer } from '../../../src/terraform/schema/answer.ts';
import { connect, me, startFor } from './plugin.ts';

const provider = join(import.meta.dirname, '../../../dist/terraform-provider-id360');

test('the schemas that the file holds are those of its sources, to the byte', async () => {
  const plugin = startFor(me, {}, [process.execPath, provider]);
  const to = connect(await plugin.line);
  const answer = await to.bytes('GetProviderSchema');
  to.close();
  plugin.child.kill('SIGKILL');
  expect(answer.length).toBeGreaterThan(1000);
  expect(Buffer.compare(answer, schemaAnswer)).toBe(0);
});
