// A plan file is taken for a plan only where every member has its shape.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asPlan } from '../../src/config/plan-shape.ts';
import type { Plan } from '../../src/model/plan.ts';

const plan: Plan = {
  format: 'trueup.plan/1',
  id: 'x',
  tenant: 'acme',
  base_url: 'https://id360.example/api/v1',
  created_at: '2024-01-01T00:00:00.000Z',
  expires_at: '2024-01-02T00:00:00.000Z',
  reason: 'changes',
  summary: { add: 0, change: 1, remove: 0, run: 0 },
  changes: [
    {
      address: 'device/1',
      action: 'change',
      before: { agent: 'pending' },
      after: { agent: 'approved' },
      why: 'w',
      source: { file: 'a.yaml', line: 1 },
      group: 'g',
      name: 'n',
      origin: 'pending',
      last: null,
      context: {},
      probe: { verdict: 'safe', detail: '' },
    },
  ],
  steps: [
    {
      id: '1',
      kind: 'device',
      operation: 'approve',
      phase: 0,
      repeatable: true,
      requests: [{ method: 'POST', path: '/device/approve-agent', query: { ids: '1' }, body: null }],
      changes: ['device/1'],
      fields: ['agent'],
      depends_on: [],
      hazards: [{ hazard: 'denies', why: 'w', addresses: ['device/1'], acknowledged: null }],
    },
  ],
  settled: [{ address: 'device/2', before: null, after: null, why: 'w' }],
  unlisted: [{ address: 'device/3', name: 'n', state: { agent: 'pending' } }],
  agreed: [{ kind: 'device', after: { agent: 'approved' }, keys: ['4'] }],
  diagnostics: [
    { code: 'a.b', severity: 'info', summary: 's', why: 'w', next: 'n', where: { file: 'a', line: 1 } },
  ],
  reads: [{ kind: 'device', how: 'whole', rows: 1, requests: 1 }],
  cost: { requests: 1, seconds: 0.5 },
};

test('a whole plan is one', async () => {
  expect(await asPlan(structuredClone(plan), 'plan.json')).toEqual({ ok: true, value: plan });
});

test.each<[string, unknown, string]>([
  ['another format', { ...plan, format: 'trueup.plan/2' }, 'plan.other-format'],
  ['no format', [], 'plan.other-format'],
  ['a member of its own', { ...plan, extra: 1 }, 'plan.wrong-shape'],
  [
    'a step that sends elsewhere',
    {
      ...plan,
      steps: plan.steps.map((step) => ({
        ...step,
        requests: [{ method: 'PURGE', path: 'x', query: {}, body: null }],
      })),
    },
    'plan.wrong-shape',
  ],
])('%s is none', async (_name, value, code) => {
  const result = await asPlan(value, 'plan.json');
  expect(!result.ok && result.error).toMatchObject({ code, where: { file: 'plan.json' } });
});

test('no member can be left out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(plan)), async (key) => {
      const { [key]: _gone, ...rest }: Record<string, unknown> = { ...plan };
      expect((await asPlan(rest, 'plan.json')).ok).toBe(false);
    }),
  );
});
