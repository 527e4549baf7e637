// A state that a newer trueup has written is refused by the provider itself, whatever Terraform does about it: what the newer
// schema means is not known, and a state read as the present one could lose what it says.

import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resourceTypes } from '../../../src/terraform/schema/resources.ts';
import { type Connection, connect, me, type Plugin, startFor } from './plugin.ts';

const provider = join(import.meta.dirname, '../../../dist/terraform-provider-id360');
const known = resourceTypes.map(({ name, schema }) => [name, schema.version] as const);

let plugin: Plugin;
let to: Connection;

beforeAll(async () => {
  plugin = startFor(me, {}, [process.execPath, provider]);
  to = connect(await plugin.line);
});

afterAll(() => {
  to.close();
  plugin.child.kill('SIGKILL');
});

const upgrade = (type_name: string, version: number) =>
  to.call('UpgradeResourceState', { type_name, version, raw_state: { json: Buffer.from('{"name":"a"}') } });

test.each(known)('%s: its own version %i is read, and the next one is refused', async (name, version) => {
  const own = await upgrade(name, version);
  expect(own.diagnostics ?? []).toEqual([]);
  expect(own.upgraded_state.msgpack.length).toBeGreaterThan(0);
  const { upgraded_state, diagnostics } = await upgrade(name, version + 1);
  expect(upgraded_state ?? null).toBeNull();
  expect(diagnostics).toEqual([
    {
      severity: 1,
      summary: expect.stringMatching(new RegExp(`state of an? ${name} was written by a newer trueup`)),
      detail: expect.stringMatching(
        new RegExp(
          `version ${version + 1}, .* up to ${version}\nTo go on: use that version of the provider, or a newer one\\.\n\\(terraform\\.newer-state\\)`,
        ),
      ),
    },
  ]);
});
