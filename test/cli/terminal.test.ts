// On a terminal: colours, the question before an apply, the progress bar, and Ctrl-C in the middle.

import { describe, expect, test } from 'vitest';
import { documentOf, tenant, writesOf } from './harness.ts';
import { approves } from './samples.ts';
import { ctrlC, hasTerminal, onTerminal } from './terminal.ts';

const esc = '\u001b';
const question = 'Apply this plan? Only "yes" does: ';

describe.skipIf(!hasTerminal)('on a terminal', () => {
  test('a plan is coloured, and plain under NO_COLOR and on a dumb terminal', async () => {
    const given = await tenant();
    await given.write('a.yaml', approves);
    const screen = async (env: Readonly<Record<string, string>>, columns = 100) => {
      const seen = onTerminal({ ...given, env: { ...given.env, ...env } }, ['plan', '-f', 'a.yaml'], columns);
      expect(await seen.ended).toBe(0);
      return seen.screen();
    };
    expect(await screen({})).toContain(`${esc}[`);
    expect(await screen({ NO_COLOR: '1' })).not.toContain(esc);
    const piped = await given.run('plan', '-f', 'a.yaml');
    const sizeless = await screen({ NO_COLOR: '1' }, 0);
    expect(sizeless.split('\n').length).toBe(piped.stdout.split('\n').length);
  });

  test.each(['no', 'y', 'YES please', '', '\u0004'])('%j is not "yes": nothing is changed', async (typed) => {
    const given = await tenant();
    await given.write('a.yaml', approves);
    const seen = onTerminal(given, ['apply', '-f', 'a.yaml']);
    await seen.shows(question);
    expect(seen.screen()).toContain('5 to change');
    seen.type(`${typed}\r`);
    expect(await seen.ended).toBe(1);
    expect(seen.screen()).toContain('Not applied. Nothing was changed.');
    expect(writesOf(given.simulator)).toEqual([]);
  });

  test('"yes" applies exactly what was shown, under a bar that is gone at the end', async () => {
    const given = await tenant();
    await given.write('a.yaml', approves);
    const seen = onTerminal(given, ['apply', '-f', 'a.yaml']);
    await seen.shows(question);
    seen.type('yes\r');
    expect(await seen.ended).toBe(0);
    expect(seen.screen()).toContain(`\r${esc}[K[####`);
    expect(seen.screen().slice(seen.screen().lastIndexOf(`\r${esc}[K`))).toContain('Applied: 5 of 5');
    expect(writesOf(given.simulator)).toHaveLength(3);
  });

  test('Ctrl-C at the question ends with 130 and changes nothing', async () => {
    const given = await tenant();
    await given.write('a.yaml', approves);
    const seen = onTerminal(given, ['apply', '-f', 'a.yaml']);
    await seen.shows(question);
    seen.type(ctrlC);
    expect(await seen.ended).toBe(130);
    expect(writesOf(given.simulator)).toEqual([]);
  });

  test('a plan with nothing to do, or that a guard refuses, is not asked about', async () => {
    const given = await tenant();
    await given.write('a.yaml', approves);
    expect((await given.run('apply', '-f', 'a.yaml', '--auto-approve')).code).toBe(0);
    const nothing = onTerminal(given, ['apply', '-f', 'a.yaml']);
    expect(await nothing.ended).toBe(0);
    expect(nothing.screen()).not.toContain(question);
    await given.write('deny.yaml', approves.replaceAll('approved', 'denied'));
    const refused = onTerminal(given, ['apply', '-f', 'deny.yaml']);
    expect(await refused.ended).toBe(3);
    expect(refused.screen()).not.toContain(question);
  });

  test('Ctrl-C in the middle finishes the call under way, says how to resume, and --resume does the rest', async () => {
    const given = await tenant({ devices: 60 });
    await given.write('a.yaml', approves);
    await given.write(
      'trueup.yaml',
      `version: 1
defaults: { limits: { concurrency: 1 } }
tenants: { t: { base_url: "${given.simulator.url}" } }
`,
    );
    given.simulator.set({ faults: { only: { method: 'POST' }, latency: 1500 } });
    const seen = onTerminal(given, ['apply', '-f', 'a.yaml', '--auto-approve']);
    await expect
      .poll(() => given.simulator.requests.some(({ method }) => method === 'POST'), { timeout: 20_000 })
      .toBe(true);
    seen.type(ctrlC);
    await seen.shows('Stopping');
    expect(await seen.ended).toBe(130);
    expect(seen.screen()).toContain('trueup apply --resume');
    const before = writesOf(given.simulator);
    given.simulator.set({ faults: [] });
    const resumed = await given.run('apply', '--resume', '--json');
    expect([resumed.code, documentOf(resumed)['reason']]).toEqual([0, 'done']);
    const all = writesOf(given.simulator);
    expect(all.length).toBeGreaterThan(before.length);
    expect(new Set(all).size).toBe(all.length);
    expect((await given.run('plan', '-f', 'a.yaml', '--detailed-exitcode')).code).toBe(0);
  });
});
