// What a run adds to what is remembered, rule by rule.

import { describe, expect, it } from 'vitest';
import { fold } from '../../src/ledger/fold.ts';
import { asMemory, nothing, type Remembered } from '../../src/ledger/state.ts';
import type { Entry } from '../../src/model/journal.ts';
import type { Plan } from '../../src/model/plan.ts';
import { begin, changeOf, device, intent, outcome, planOf, stepOf } from './plans.ts';

const one = device(1);
const two = device(2);
const approved = { agent: 'approved' };
const plan = planOf([changeOf(one, approved), changeOf(two, approved)], [stepOf('s', [one, two])]);

function folded(entries: readonly Entry[], before: Remembered = nothing, of: Plan = plan): Remembered {
  return fold(before, [begin(of), ...entries]);
}
const applied = (remembered: Remembered, address: string) => asMemory(remembered).applied(address);

describe('objects', () => {
  it('remembers what a step applied, shared between equal objects', () => {
    const memory = folded([intent('s'), outcome('s', 'applied')]);
    expect(applied(memory, one)).toEqual(approved);
    expect(applied(memory, two)).toBe(applied(memory, one));
  });

  it('remembers what the plan found to agree, singletons too', () => {
    const agreed = [
      { kind: 'device', after: approved, keys: ['1', '2'] },
      { kind: 'account_linking', after: { is_enabled: true }, keys: [''] },
    ];
    const memory = asMemory(folded([], nothing, planOf([], [], agreed)));
    expect([...memory.known('device')]).toEqual([one, two]);
    expect([...memory.known('account_linking')]).toEqual(['account_linking']);
    expect(memory.applied('account_linking')).toEqual({ is_enabled: true });
  });

  it.each([
    ['not_attempted', {}, []],
    ['failed', {}, []],
    ['in_doubt', {}, []],
    ['failed', { failed: [one] }, [two]],
    ['in_doubt', { unknown: [two] }, [one]],
    ['failed', { failed: [one], unknown: [two] }, []],
    ['applied', { failed: [one] }, [two]],
    ['not_attempted', { unknown: [one] }, []],
  ] as const)('a step that is %s with %o credits %o', (state, lists, credited) => {
    const memory = folded([intent('s'), outcome('s', state, lists)]);
    expect([...asMemory(memory).known('device')]).toEqual(credited);
  });

  it('takes only the fields that the step brings about, over what was remembered', () => {
    const both = { agent: 'approved', access: 'activated' };
    const steps = [
      stepOf('agent', [one], { fields: ['agent'] }),
      stepOf('access', [one], { fields: ['access'] }),
    ];
    const half = folded([outcome('access', 'applied')], nothing, planOf([changeOf(one, both)], steps));
    expect(applied(half, one)).toEqual({ access: 'activated' });
    const denied = planOf([changeOf(one, { agent: 'denied' })], [stepOf('s', [one])]);
    expect(applied(folded([outcome('s', 'applied')], half, denied), one)).toEqual({
      agent: 'denied',
      access: 'activated',
    });
  });

  it('remembers a removal until something is applied there again', () => {
    const gone = planOf([changeOf(one, null)], [stepOf('s', [one])]);
    const remembered = folded([outcome('s', 'applied')], folded([outcome('s', 'applied')]), gone);
    expect(applied(remembered, one)).toEqual({ removed: true });
    expect(applied(folded([outcome('s', 'applied')], remembered), one)).toEqual(approved);
  });

  it('leaves the value it started from as it was', () => {
    const first = folded([outcome('s', 'applied')]);
    folded([outcome('s', 'applied')], first, planOf([changeOf(one, null)], [stepOf('s', [one])]));
    expect(applied(first, one)).toEqual(approved);
  });

  it('knows nothing before the begin entry', () => {
    expect(fold(nothing, [])).toBe(nothing);
  });
});
