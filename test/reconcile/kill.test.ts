// An apply that is killed at each entry of its journal, before and after the entry reached the disk, and after each
// call before its outcome was written. Resumed, it ends where an undisturbed run ends, and sends nothing that is done.

import { describe, expect, it } from 'vitest';
import type { Writer } from '../../src/api/port.ts';
import type { ApiRequest } from '../../src/model/call.ts';
import { children, type Moment } from './children.ts';
import { isSync, liveOf, memoryOf, type Tenant, tenant } from './kit.ts';
import { must, sync } from './tenant.ts';

const applyAndDie = children();

async function runUndisturbed() {
  const t = await tenant();
  const plan = await t.plan();
  must(await t.apply(plan));
  return { live: liveOf(t.simulator), memory: await memoryOf(t), steps: plan.steps.length };
}

let made: ReturnType<typeof runUndisturbed> | undefined;
/** The run that nothing disturbs, made once. */
function undisturbed(): ReturnType<typeof runUndisturbed> {
  made ??= runUndisturbed();
  return made;
}

const steps = 10;
const upTo = (word: Moment, last: number) => Array.from({ length: last }, (_, i) => [word, i + 1] as const);
/** Intent and outcome of each step, what the sync's answer told, and the end. */
const entries = 2 * steps + 2;
const moments = [...upTo('before', entries), ...upTo('after', entries), ...upTo('sent', steps)];

/** Objects of a write that already are as it would make them. */
function doneAlready({ simulator: { world } }: Tenant, { method, path, query }: ApiRequest): string[] {
  if (method === 'PATCH') return world.linking()['is_enabled'] === true ? ['linking'] : [];
  const ids = query['ids']?.split(',') ?? path.split('/').slice(2, 3);
  return ids.filter((id) => {
    const { agent_status: agent, is_deactivated: off } = world.device(id) ?? {};
    if (path.endsWith('-agent')) return agent === (path.endsWith('deny-agent') ? 'denied' : 'active');
    return path.endsWith('activate') && off === path.endsWith('/deactivate');
  });
}

/** The writer of a tenant, noting what it is asked to do again. */
function watching(t: Tenant, again: string[]): Writer {
  return {
    send: (request, options) => {
      again.push(...doneAlready(t, request));
      return t.client.writer.send(request, options);
    },
  };
}

describe('an apply that is killed', () => {
  it.each(moments)('%s %i: resumed, it ends as if undisturbed', async (when, nth) => {
    const same = await undisturbed();
    expect(same.steps).toBe(steps);
    const t = await tenant();
    expect(await applyAndDie(t, await t.plan(), when, nth)).toBe('SIGKILL');
    const again: string[] = [];
    const report = must(await t.resume({ writer: watching(t, again) }));
    expect(again).toEqual([]);
    expect(must(await t.ledger.unfinished())).toBeNull();
    expect(await t.plan()).toMatchObject({ steps: [] });
    const [live, memory] = [liveOf(t.simulator), await memoryOf(t)];
    const sent = t.simulator.requests.filter(isSync).length;
    expect(live).toEqual(sent === 1 ? same.live : { ...same.live, linked: live.linked });
    if (memory.inDoubt.length === 0) {
      expect(sent).toBe(1);
      expect(memory).toEqual(same.memory);
      expect(report?.reason ?? 'done').toBe('done');
    } else {
      expect(sent).toBeLessThanOrEqual(1);
      expect(report).toMatchObject({ reason: 'partial', residual: [] });
      expect(memory).toEqual({
        applied: same.memory.applied.filter((line) => !line.startsWith(sync)),
        owed: [],
        inDoubt: [sync],
      });
    }
  });

  it('is in doubt of the sync only where it was killed between its intent and its outcome', async () => {
    for (const [when, nth, doubt] of [
      ['before', entries - 3, false],
      ['after', entries - 3, true],
      ['sent', steps, true],
      ['before', entries - 2, true],
      ['before', entries - 1, true],
      ['after', entries - 1, false],
    ] as const) {
      const t = await tenant();
      await applyAndDie(t, await t.plan(), when, nth);
      expect([when, nth, (await memoryOf(t)).inDoubt.length > 0]).toEqual([when, nth, doubt]);
    }
  });
});
