// Terraform stopped in the middle of many calls: with Ctrl-C, by a signal to it, to the provider, or to both. The provider
// begins nothing new, finishes and writes down what is under way where it lives on, and leaves; the next apply does the rest.

import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  approvedIn,
  approvedInState,
  askedOf,
  begun,
  calls,
  expectFinish,
  goneInGoodOrder,
  savedBegun,
} from './kill-support.ts';
import { signal, until } from './kit/process.ts';
import { acceptance } from './kit/suite.ts';

acceptance('an apply that is stopped', () => {
  test('Ctrl-C: it ends in good order, and the state has what was done', async () => {
    const { acme, tf, applying } = await begun();
    applying.killAll('SIGINT');
    const { code, said } = await applying.ended;
    expect(code).toBe(1);
    expect(said).toContain('Interrupt received');
    expect(said).toMatch(/\d+ of 1200 changes not (attempted|begun)/);
    expect(said).not.toContain('in doubt');
    await goneInGoodOrder(tf);
    const done = approvedIn(acme);
    expect(done.length).toBeLessThan(calls * 100);
    expect([...askedOf(acme)].sort()).toEqual([...done].sort());
    expect([...(await approvedInState(tf))].sort()).toEqual([...done].sort());
    await expectFinish(tf, acme);
  });

  test('Ctrl-C while the server only answers 429: nothing more is sent, and nothing is in doubt', async () => {
    const { acme, tf, applying } = await begun();
    const faults = { only: { path: /approve-agent$/ }, rateLimit: 1, retryAfterSeconds: 10 };
    acme.simulator.set({ faults });
    const since = acme.simulator.requests.length;
    await until(() => acme.simulator.requests.slice(since).some(({ method }) => method === 'POST'));
    // What was on its way arrives; the server has asked for ten seconds of silence.
    for (let seen = -1; seen !== askedOf(acme).length; await wait(300)) seen = askedOf(acme).length;
    applying.killAll('SIGINT');
    const sent = askedOf(acme).length;
    const { code, said } = await applying.ended;
    expect([code, askedOf(acme).length]).toEqual([1, sent]);
    expect(said).toMatch(/\d+ of 1200 changes not attempted/);
    expect(said).not.toMatch(/in doubt|changes failed/);
    await goneInGoodOrder(tf);
    acme.simulator.set({ faults: [] });
    await tf.apply();
    await tf.plan([], { expect: 0 });
    expect(approvedIn(acme)).toHaveLength(calls * 100);
  });

  test('Ctrl-C twice: terraform leaves at once, the provider when its call is answered', async () => {
    const { acme, tf, applying } = await begun();
    acme.simulator.set({ faults: { latency: 1500 } });
    applying.killAll('SIGINT');
    await until(() => applying.said().includes('Interrupt received'));
    applying.killAll('SIGINT');
    const { code, said } = await applying.ended;
    expect(code).toBe(1);
    expect(said).toContain('Two interrupts received');
    await goneInGoodOrder(tf);
    expect([...askedOf(acme)].sort()).toEqual([...approvedIn(acme)].sort());
    expect(approvedIn(acme).length).toBeLessThan(calls * 100);
    await expectFinish(tf, acme);
  });

  test('terraform is killed: the provider finishes its call and goes', async () => {
    const { acme, tf, applying } = await begun();
    applying.kill('SIGKILL');
    expect((await applying.ended).signal).toBe('SIGKILL');
    await goneInGoodOrder(tf);
    expect([...askedOf(acme)].sort()).toEqual([...approvedIn(acme)].sort());
    expect(approvedIn(acme).length).toBeLessThan(calls * 100);
    await expectFinish(tf, acme);
  });

  test('the provider is killed: terraform says so, and the next apply does the rest', async () => {
    const { acme, tf, applying } = await begun();
    for (const pid of tf.providers()) signal(pid, 'SIGKILL');
    const { code, said } = await applying.ended;
    expect(code).toBe(1);
    expect(said).toMatch(/plugin|provider/i);
    await expectFinish(tf, acme);
  });

  test('both are killed: a saved plan that comes next is told so, where what was done has moved', async () => {
    const { acme, tf, plan, applying } = await savedBegun();
    applying.killAll('SIGKILL');
    for (const pid of tf.providers()) signal(pid, 'SIGKILL');
    await applying.ended;
    acme.simulator.set({ faults: [] });
    const { said } = await tf.apply([plan], { expect: 1 });
    expect(said).toMatch(/objects? ha(s|ve) moved since the plan was made/);
    expect(said).toMatch(/an apply that .+ began at \S+\s+was cut off, and is settled now/i);
    await expectFinish(tf, acme);
  });

  test('both are killed', async () => {
    const { acme, tf, applying } = await begun();
    applying.killAll('SIGKILL');
    for (const pid of tf.providers()) signal(pid, 'SIGKILL');
    await applying.ended;
    await expectFinish(tf, acme);
  });
});
