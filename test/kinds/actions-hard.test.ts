// User actions against what servers and people are not expected to do: ids that every object has as members, results
// that disagree, execution ids that two actions share, names of actions that delete, blanks where words are needed.

import { describe, expect, it } from 'vitest';
import { resultsFact } from '../../src/kinds/user_action/calls.ts';
import { outcomeOf } from '../../src/kinds/user_action/entity.ts';
import { knownExecutions, type Wish, wished } from '../../src/kinds/user_action/imperative.ts';
import { kind } from '../../src/kinds/user_action/kind.ts';
import { endings } from '../../src/kinds/user_action/leg.ts';
import { keep } from '../../src/kinds/user_action/memory.ts';
import { taskOf } from '../../src/kinds/user_action/prepare.ts';
import type { State } from '../../src/model/change.ts';
import type { Json } from '../../src/model/json.ts';
import type { Observer } from '../../src/model/kind.ts';
import { actionIdOf, isRemoving } from '../../src/model/management.ts';
import { emptyMemory, type Memory } from '../../src/model/memory.ts';
import { ok } from '../../src/model/result.ts';
import { value, withTenant } from './tenant.ts';

const raw = { action: 'move-users', app_config_id: '1', template: { id: '1', data: [] } };
const task = taskOf(raw);
const select = { user_ids: ['7', '8'] };
const inherited = ['constructor', 'toString', 'hasOwnProperty', '__proto__'];

const memoryOf = (applied: Readonly<Record<string, State>>, tried: Readonly<Record<string, State>> = {}) => {
  const memory: Memory = {
    ...emptyMemory,
    applied: (address) => applied[address],
    known: () => Object.keys(applied),
    inDoubt: new Set(Object.keys(tried)),
    tried: (address) => tried[address],
  };
  return memory;
};
const kept = (more: Partial<Parameters<typeof keep>[0]> = {}): State =>
  keep({ task, status: 'success', message: '', execution: '5', attempts: 1, ...more });

function observerOf(actions: Readonly<Record<string, Json>>, memory: Memory): Observer {
  const sections = { user_actions: { value: actions, place: () => ({}) } };
  return kind
    .prepare({ sections, policy: { protectedAccounts: [] }, inventories: new Map() })
    .observe(memory);
}

const result = (id: unknown, status: string, message = '') => ({ user: { id }, status, message });

describe('results of an execution', () => {
  const endingsOf = (users: readonly string[], rows: readonly unknown[]) => {
    const known = new Map<string, State | null>([
      ['status:1', { status: 'completed' }],
      ['results:1', resultsFact(ok(rows))],
    ]);
    const fact = { execution: '5' };
    const need = endings(known, { wait: false, send: false }, { spot: '1', task, users, fact });
    return 'have' in need ? need.have : new Map();
  };

  it('are found by ids that every object has as members, and missed where there are none', () => {
    const missed = endingsOf(inherited, [result('7', 'success')]);
    expect(inherited.map((id) => missed.get(id)?.status)).toEqual(inherited.map(() => 'unknown'));
    const found = endingsOf(
      inherited,
      inherited.map((id) => result(id, 'failure', id)),
    );
    expect(inherited.map((id) => found.get(id)?.message)).toEqual(inherited);
  });

  it('that disagree on a user tell nothing of it, whichever comes last', () => {
    const rows = [result('7', 'failure'), result(7, 'success'), result('8', 'success'), result(8, 'success')];
    for (const some of [rows, [...rows].reverse(), [...rows, result('7', 'success')]]) {
      const found = endingsOf(['7', '8'], some);
      expect(found.get('7')).toMatchObject({ status: 'unknown', execution: '5' });
      expect(found.get('8')).toMatchObject({ status: 'success' });
    }
  });

  it('have messages of 500 characters at most', () => {
    expect(outcomeOf(result('7', 'failure', 'x'.repeat(600)))?.message).toHaveLength(500);
  });
});

describe('an execution that had not ended', () => {
  const pending = { status: 'pending' } as const;
  const second = taskOf({ ...raw, action: 'wake-users' });

  it('is read for each action that has its id, and told from the other', () => {
    const memory = memoryOf({
      'user_action/park/7': kept(pending),
      'user_action/wake/7': kept({ ...pending, task: second }),
    });
    const observer = observerOf({}, memory);
    expect(observer.reads.map(({ request }) => request.path)).toEqual([
      '/management/actions/move-users/executions/5/status',
      '/management/actions/move-users/executions/5/data',
      '/management/actions/wake-users/executions/5/status',
      '/management/actions/wake-users/executions/5/data',
    ]);
    const rows = [
      { data: 'completed' },
      result('7', 'failure'),
      { data: 'completed' },
      result('7', 'success'),
    ];
    rows.forEach((row, i) => {
      observer.row(row, i);
    });
    expect(observer.finish().agreed?.map(({ keys, after }) => [keys, after['status']])).toEqual([
      [['park/7'], 'failure'],
      [['wake/7'], 'success'],
    ]);
    expect(knownExecutions(memory).map(({ id, task: of, users }) => [id, of.action, users])).toEqual([
      ['5', 'move-users', 1],
      ['5', 'wake-users', 1],
    ]);
  });

  it('stays in doubt for a user of whom its results disagree', () => {
    const observer = observerOf({}, memoryOf({ 'user_action/park/7': kept(pending) }));
    observer.row({ data: 'completed' }, 0);
    for (const status of ['failure', 'success']) observer.row(result('7', status), 1);
    expect(observer.finish().agreed).toEqual([]);
  });
});

describe('names of actions', () => {
  it.each([
    ...['delete-users', 'delete_users', 'deleteUsers', 'bulk-delete-users', 'user-delete', 'Delete-User'],
    ...['removeUsers', 'users_purge', 'eraseUser', 'terminate-users'],
  ])('%s takes users away for good', (action) => {
    expect(isRemoving(action)).toBe(true);
  });

  it('may be those of members that every object has', () => {
    expect(inherited.map(actionIdOf)).toEqual(inherited);
    expect(isRemoving('move-users')).toBe(false);
  });
});

describe('each user runs once for each action and template', () => {
  const users = [{ id: '7' }, { id: '8' }];
  function planned(actions: Readonly<Record<string, Json>>, memory: Memory) {
    const observer = observerOf(actions, memory);
    observer.reads.forEach(({ request: { path } }, i) => {
      if (path.endsWith('-users/data')) for (const user of users) observer.row(user, i);
    });
    const { runs, diagnostics } = observer.finish();
    return {
      runs: runs?.([]).map(({ address, after }) => `${address} ${after?.['run']}`),
      told: diagnostics,
    };
  }

  it('whatever the section was called, and wherever it was forwarded from', () => {
    const { runs, told } = planned(
      { park: { ...raw, select } },
      memoryOf({ 'user_action/old/7': kept(), 'user_action/older/8/move-users': kept() }),
    );
    expect(runs).toEqual([]);
    expect(told).toMatchObject([
      { code: 'user-action.done', why: expect.stringContaining('2 users as user action "old", "older"') },
    ]);
  });

  it('in doubt or under way under another name is not run', () => {
    const memory = memoryOf(
      { 'user_action/old/8': kept({ status: 'pending' }) },
      { 'user_action/old/7': { run: 'execute', ...kept() } },
    );
    expect(planned({ park: { ...raw, select } }, memory).runs).toEqual([]);
  });

  it('failed under another name is told, or retried from there', () => {
    const memory = memoryOf({
      'user_action/old/7': kept({ status: 'failure', message: 'no' }),
      'user_action/old/8': kept(),
    });
    const { runs, told } = planned({ park: { ...raw, select } }, memory);
    expect(runs).toEqual([]);
    expect(told.map(({ code }) => code)).toEqual(['user-action.done', 'user-action.failed']);
    expect(planned({ park: { ...raw, select, retries: 1 } }, memory).runs).toEqual([
      'user_action/park/7 retry',
    ]);
  });

  it('what another section ran with another template does not count', () => {
    const other = taskOf({ ...raw, template: { id: '2', data: [] } });
    const memory = memoryOf(
      { 'user_action/old/7': kept({ task: other }) },
      { 'user_action/old/8': { run: 'execute', ...kept({ task: other }) } },
    );
    expect(planned({ park: { ...raw, select } }, memory).runs).toEqual([
      'user_action/park/7 execute',
      'user_action/park/8 execute',
    ]);
  });

  it('a forward that is the task of an earlier section is not run for users of both', () => {
    const second = { ...raw, action: 'wake-users' };
    const actions = {
      wake: { ...second, select: { user_ids: ['7'] } },
      park: { ...raw, select, forward_to: 'wake-users' },
    };
    const { runs, told } = planned(actions, emptyMemory);
    expect(runs).toEqual([
      'user_action/wake/7 execute',
      'user_action/park/7 execute',
      'user_action/park/8 execute',
      'user_action/park/8/wake-users forward',
    ]);
    expect(told.map(({ code }) => code)).toEqual(['user-action.same-task', 'user-action.several-actions']);
  });
});

describe('executions that people retry and forward', () => {
  const forward = taskOf({ ...raw, action: 'wake-users' });
  const wish: Wish = { execution: '5', name: 'park', task, forward, acknowledge: undefined };
  const wishedFor = (rows: readonly unknown[], memory: Memory, more: Partial<Wish> = {}) => {
    const observer = wished({ ...wish, ...more }).observe(memory);
    observer.row({ data: 'completed' }, 0);
    for (const row of rows) observer.row(row, 1);
    return observer
      .finish()
      .runs?.([])
      .map(({ address }) => address);
  };
  const rows = ['7', '8', '9'].map((id) => result(id, 'success'));

  it('leave out users that an action has deleted, or that have been through it under another name', () => {
    const deletes = taskOf({ ...raw, action: 'delete-users' });
    const memory = memoryOf({
      'user_action/leavers/7': kept({ task: deletes }),
      'user_action/other/8': kept({ task: forward }),
    });
    expect(wishedFor(rows, memory)).toEqual(['user_action/park/9/wake-users']);
  });

  it('leave out users of whom the results disagree, and have each user once', () => {
    const more = [result('7', 'failure'), result(8, 'success')];
    expect(wishedFor([...rows, ...more], emptyMemory)).toEqual([
      'user_action/park/8/wake-users',
      'user_action/park/9/wake-users',
    ]);
  });

  it('retry at the place of their own action, where another action has an execution of the same id', () => {
    const memory = memoryOf({ 'user_action/wake/7': kept({ task: forward, status: 'failure' }) });
    expect(wishedFor([result('7', 'failure')], memory, { forward: null })).toEqual(['user_action/park/7']);
  });
});

describe('blanks are no words', () => {
  it.each([
    ['user_actions', { park: { ...raw, select, acknowledge: '    ' } }],
    ['account_linking', { is_enabled: true, acknowledge: '    ' }],
    ['device_sets', { all: { agent: 'approved', select: { ids: ['1'] }, acknowledge: '    ' } }],
  ])('in the reason of %s', async (section, part) => {
    await withTenant({ simulator: {} }, async ({ findings }) => {
      const text = JSON.stringify({ version: 1, [section]: part });
      expect((await findings({ 'desired.yaml': text })).map(({ severity }) => severity)).toEqual(['error']);
    });
  });

  const move = { domain: 'a', container: 'OU=a', subject: 'Move', accounts: [' john '] };
  const fileOf = (all: Json) => ({ 'desired.yaml': JSON.stringify({ version: 1, user_moves: { all } }) });

  it.each([{ domain: ' ' }, { container: '\t' }, { subject: '  ' }, { accounts: ['  '] }])(
    'in a move: %j',
    async (more) => {
      await withTenant({ simulator: {} }, async ({ findings }) => {
        expect(await findings(fileOf({ ...move, ...more }))).toMatchObject([{ severity: 'error' }]);
      });
    },
  );

  it('an account is trimmed', async () => {
    await withTenant({ simulator: {} }, async ({ plan, apply, simulator }) => {
      expect(value(await apply(await plan(fileOf(move)))).reason).toBe('done');
      expect(simulator.world.workflowRequests()).toMatchObject([{ accounts: [{ sAMAccountName: 'john' }] }]);
    });
  });
});
