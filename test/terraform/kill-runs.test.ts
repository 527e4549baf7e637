// Work that runs once, and an apply that is cut off in the middle of it: what was begun is followed to its end by the next
// apply, what may have been begun is in doubt and is not begun again.

import { expect, test } from 'vitest';
import { spoiltTenant } from '../cli/between.ts';
import { action, envOf, envTo, expectOnce, linking, move, world } from './faults-support.ts';
import { gone } from './kill-support.ts';
import { type Running, signal, until } from './kit/process.ts';
import { acceptance } from './kit/suite.ts';
import { tenant } from './kit/tenant.ts';
import { type Workspace, workspace } from './kit/terraform.ts';

const results = /\/executions\/\d+\//;

acceptance('an apply that is cut off while an execution goes on', () => {
  test.each<[string, (tf: Workspace, applying: Running) => void]>([
    ['by Ctrl-C', (_, applying) => applying.killAll('SIGINT')],
    ['by a signal that kills terraform', (_, applying) => applying.kill('SIGKILL')],
    ['by a signal that kills the provider', (tf) => killProviders(tf)],
    [
      'by a signal that kills both',
      (tf, applying) => {
        applying.killAll('SIGKILL');
        killProviders(tf);
      },
    ],
  ])('%s: the next one reads how it ends', async (_, cut) => {
    const acme = await tenant({ world, executionReads: 20 });
    const tf = await workspace(action, { env: envOf(acme) });
    const applying = tf.spawn(['apply', '-input=false', '-auto-approve']);
    await acme.met('POST', /execute$/);
    await acme.met('GET', results);
    cut(tf, applying);
    await applying.ended;
    await gone(tf);
    acme.simulator.set({ executionReads: 0 });
    const { writes } = await acme.during(() => tf.apply());
    expect(writes).toEqual([]);
    expectOnce(acme);
    await tf.plan([], { expect: 0 });
    expect(await membersOf(tf)).toEqual({
      '2000000174051': 'success',
      '2000000174052': 'success',
      '2000000174053': 'success',
    });
  });
});

acceptance('an apply that is cut off while a call is under way', () => {
  test.each([
    ['an execution', action, /execute$/],
    ['a workflow request', move, /CreateWorkFlowRequest/],
    ['a sync', linking, /sync-now$/],
  ])('%s is in doubt, and not sent again', async (_, resource, path) => {
    let isUnderWay = false;
    const between = await spoiltTenant(
      (asked) => {
        isUnderWay ||= path.test(asked.path);
        return undefined;
      },
      { world, faults: { only: { path }, latency: 1000 } },
    );
    const { simulator, env } = between;
    const url = env['ID360_BASE_URL'] ?? '';
    const tf = await workspace(resource, { env: envTo(url) });
    const applying = tf.spawn(['apply', '-input=false', '-auto-approve']);
    await until(() => isUnderWay);
    applying.killAll('SIGKILL');
    killProviders(tf);
    await applying.ended;
    await until(() => simulator.requests.some((asked) => path.test(asked.path)));
    simulator.set({ faults: [] });
    const since = simulator.requests.length;
    const { said } = await tf.apply([], { expect: [0, 1] });
    expect(said).toMatch(/(in doubt|not known what became).*trueup resolve/);
    await tf.apply([], { expect: [0, 1] });
    await tf.plan([], { expect: 0 });
    expect(
      simulator.requests.slice(since).filter((asked) => asked.method !== 'GET' && path.test(asked.path)),
    ).toHaveLength(0);
    expectOnce(simulator);
  });
});

function killProviders(tf: Workspace): void {
  for (const pid of tf.providers()) signal(pid, 'SIGKILL');
}

async function membersOf(tf: Workspace): Promise<unknown> {
  const { resources } = await tf.state();
  return resources[0]?.instances[0]?.attributes['members'];
}
