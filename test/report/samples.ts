// The plans that several printers are shown with: a small one with everything in it, and one of 10 000 changes.

import type { Change } from '../../src/model/change.ts';
import type { Plan } from '../../src/model/plan.ts';
import {
  agent,
  agents,
  approved,
  batches,
  denied,
  denies,
  diagnostic,
  pending,
  plan,
  step,
} from './plans.ts';

export const linking = agent(
  0,
  { is_enabled: false, names: ['admin', 'Root', 'guest'], settings: { level: 'standard', on: true } },
  { is_enabled: true, names: ['admin', 'root', 'recovery'], settings: { level: 'admin', on: true } },
  {
    address: 'account_linking',
    group: 'account_linking',
    name: 'account_linking',
    origin: 'both',
    last: { is_enabled: true, settings: { level: 'standard' } },
    why: 'account_linking.is_enabled',
    acknowledge: 'first enabling, reviewed in #12',
    source: { file: 'tenants/acme/linking.yaml', line: 3 },
  },
);

export const sync = agent(
  0,
  null,
  { run: 'sync-now' },
  {
    address: 'account_linking/sync',
    group: 'account_linking',
    name: 'sync',
    why: 'sync: on_change, and the settings change',
  },
);

/** One of everything: a removal, denials, a patch that widens access, approvals, a run. */
export function mixedPlan(): Plan {
  const gone = [agent(90, approved, null, { group: 'old-macs', origin: 'drift' })];
  const refused = agents(7, pending, denied, { group: 'loaners', acknowledge: 'stolen, see #31' }, 50);
  const fine = [
    agent(1, pending, approved),
    agent(2, { agent: 'inactive', access: 'off' }, { agent: 'approved', access: 'on' }),
  ];
  const steps = [
    step('approve', fine, { phase: 3, id: 's4' }),
    step('deny', refused, { ...denies(refused), phase: 2, id: 's3' }),
    step('patch', [linking], {
      kind: 'account_linking',
      id: 's2',
      hazards: [hazard('widens-access', linking)],
    }),
    step('sync', [sync], {
      kind: 'account_linking',
      id: 's5',
      phase: 4,
      repeatable: false,
      depends_on: ['s2'],
    }),
    step('remove', gone, { id: 's6', phase: 5, hazards: gone.map((each) => hazard('removes', each)) }),
  ];
  return plan([linking, ...fine, ...refused, sync, ...gone], steps, {
    settled: [
      {
        address: 'device/2000000000070',
        before: pending,
        after: denied,
        why: 'denied already; the API still shows it as pending',
      },
    ],
    unlisted: [{ address: 'device/2000000000071', name: 'KIOSK-1', state: pending }],
    agreed: [{ kind: 'device', after: approved, keys: ['1', '2', '3'] }],
    diagnostics: [
      diagnostic('warning', {
        code: 'device.unknown-serial',
        summary: 'no live device has serial C02',
        where: { file: 'tenants/acme/sets.yaml', line: 14, column: 9 },
      }),
    ],
  });
}

function hazard(name: 'removes' | 'widens-access', { address }: Change) {
  return {
    hazard: name,
    why: `it ${name} what people have now`,
    addresses: [address],
    acknowledged: null,
  } as const;
}

/** 9 688 approvals in three sets, 312 denials, refused by a guard. */
export function hugePlan(): Plan {
  const refused = agents(312, pending, denied, { group: 'loaners' }, 20_001);
  const sets = ['finance-laptops', 'kiosks', 'sales'].map((group, i) =>
    agents(3230 - (i === 2 ? 2 : 0), pending, approved, { group }, i * 4000 + 1),
  );
  const all = [...sets.flat(), ...refused];
  const steps = [
    ...sets.flatMap((set) => batches('approve', set)),
    ...batches('deny', refused, denies(refused)),
  ];
  const guard = diagnostic('refusal', { addresses: refused.map(({ address }) => address) });
  return plan(all, steps, { reason: 'refused', diagnostics: [guard] });
}
