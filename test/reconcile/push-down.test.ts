// Verify by push-down: a large fleet is not listed again where the server proves by counts that nothing is unlike what was
// applied. Whatever it says wrong, or not at all, and whatever else happens meanwhile, a listing is what is believed.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reader, Writer } from '../../src/api/port.ts';
import type { Failure } from '../../src/model/failure.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Plan } from '../../src/model/plan.ts';
import { err, ok } from '../../src/model/result.ts';
import type { RunReport } from '../../src/model/run.ts';
import type { Faults } from '../../src/simulator/options.ts';
import { type Tenant, type TenantOptions, tenant } from './kit.ts';
import { must, setsOnly, worldOf } from './tenant.ts';

/** Six pages of fifty, and two hundred to approve. */
const approvals: TenantOptions = {
  world: worldOf({ deactivate: 0, deny: 0, activate: 0, approve: 200, keep: 80 }),
  desired: setsOnly,
  maxLimit: 50,
};

type Query = Readonly<Record<string, string>>;

/** Reads of devices after `from` requests: listings that were begun, and filters that were asked. */
function readsOf({ simulator: { requests } }: Tenant, from: number) {
  const reads = requests
    .slice(from)
    .filter(({ method, path }) => method === 'GET' && path.endsWith('/devices'));
  const first = reads.map(({ query }): Query => query).filter(({ cursor }) => cursor === undefined);
  const filters = first.flatMap(({ filter }) => filter ?? []);
  return { listings: first.length - filters.length, filters };
}

const unlike = 'not (agent_status eq "active" or agent_status eq "inactive")';
const alike = 'agent_status eq "active" or agent_status eq "inactive"';

interface Applied {
  readonly plan: Plan;
  readonly report: RunReport;
  readonly reads: ReturnType<typeof readsOf>;
}

async function applied(t: Tenant, more: Parameters<Tenant['apply']>[1] = {}): Promise<Applied> {
  const plan = await t.plan();
  const from = t.simulator.requests.length;
  const report = must(await t.apply(plan, more));
  return { plan, report, reads: readsOf(t, from) };
}

/** Does something once the last write was answered. */
function onceAllSent(t: Tenant, calls: number, work: () => void): Writer {
  let sent = 0;
  return {
    send: async (request, options) => {
      const answer = await t.client.writer.send(request, options);
      if (++sent === calls) work();
      return answer;
    },
  };
}

const how = ({ verified }: RunReport) => verified.map((one) => one.how);

it('lists once, before anything is sent, and asks for what is unlike', async () => {
  const { plan, report, reads } = await applied(await tenant(approvals));
  expect(report).toMatchObject({ reason: 'done', residual: [], requests: plan.cost.requests });
  expect(report.verified).toEqual([{ kind: 'device', how: 'push-down', objects: 200 }]);
  expect(reads.listings).toBe(1);
  expect([...reads.filters].sort()).toEqual([alike, alike, unlike]);
});

it('asks for one row where it counts', async () => {
  const t = await tenant(approvals);
  await applied(t);
  const counts = t.simulator.requests.filter(({ query }) => query['filter'] === alike);
  expect(counts.map(({ query }) => query['limit'])).toEqual(['1', '1']);
});

it('lists again where an apply is resumed: of what was applied before it was cut off, its listing proves nothing', async () => {
  const t = await tenant(approvals);
  const stop = new AbortController();
  const writer = onceAllSent(t, 1, () => stop.abort());
  const cut = must(await t.apply(await t.plan(), { writer, stop: stop.signal, concurrency: 1 }));
  expect(cut.reason).toBe('interrupted');
  const { world } = t.simulator;
  const id = world.deviceIds().find((one) => world.device(one)?.['description'] === 'approve') ?? '';
  world.removeDevice(id);
  const report = must(await t.resume());
  expect(report).toMatchObject({ reason: 'partial', verified: [{ how: 'whole', objects: 200 }] });
  expect(report?.residual).toEqual([{ address: `device/${id}`, why: 'it is gone' }]);
});

describe('lists again where', () => {
  const world = (t: Tenant) => t.simulator.world;
  const idOf = (t: Tenant, role: string): string =>
    world(t)
      .deviceIds()
      .find((id) => world(t).device(id)?.['description'] === role) ?? '';

  it.each<[string, (t: Tenant) => void, string | null]>([
    [
      'a device goes back',
      (t) => world(t).setDevice(idOf(t, 'approve'), { agent_status: 'pending' }),
      'agent is "pending", wanted "approved"',
    ],
    [
      'a device shows what nobody knows',
      (t) => world(t).setDevice(idOf(t, 'approve'), { agent_status: 'retired' }),
      'agent is "retired", wanted "approved"',
    ],
    ['a device goes away', (t) => world(t).removeDevice(idOf(t, 'approve')), 'it is gone'],
    ['another device goes away', (t) => world(t).removeDevice(idOf(t, 'keep')), null],
    ['a device enrols', (t) => world(t).addDevice({ id: '99', agent_status: 'active' }), null],
  ])('%s', async (_, move, why) => {
    const t = await tenant(approvals);
    const id = idOf(t, 'approve');
    const { report, reads } = await applied(t, { writer: onceAllSent(t, 2, () => move(t)) });
    expect(how(report)).toEqual(['whole']);
    expect(reads.listings).toBe(2);
    expect(report.residual).toEqual(why === null ? [] : [{ address: `device/${id}`, why }]);
  });

  it.each<[string, TenantOptions]>([
    ['totals are wrong', { totals: 'wrong' }],
    ['totals are missing', { totals: 'absent' }],
    ['a listing takes as few calls', { maxLimit: 100 }],
  ])('%s', async (_, options) => {
    const { report, reads } = await applied(await tenant({ ...approvals, ...options }));
    expect(report).toMatchObject({ reason: 'done', residual: [] });
    expect(how(report)).toEqual(['whole']);
    expect(reads.listings).toBe(2);
  });

  it('most rows would come anyway', async () => {
    const many = worldOf({ deactivate: 0, deny: 260, activate: 0, approve: 20, keep: 0 });
    const desired = setsOnly.replace(/ {2}deny: .*\n/, '');
    const { report, reads } = await applied(await tenant({ ...approvals, world: many, desired }));
    expect(report).toMatchObject({ reason: 'done', residual: [] });
    expect(how(report)).toEqual(['whole']);
    expect(reads.filters).toEqual([alike]);
  });

  it('anything but an approval is applied, and asks nothing', async () => {
    const mixed = worldOf({ deactivate: 0, deny: 3, activate: 0, approve: 200, keep: 80 });
    const { report, reads } = await applied(await tenant({ ...approvals, world: mixed }));
    expect(report).toMatchObject({ reason: 'done', residual: [] });
    expect(how(report)).toEqual(['whole']);
    expect(reads).toEqual({ listings: 2, filters: [] });
  });

  it('a row that comes twice makes up for a device that has gone', async () => {
    const world = worldOf({ deactivate: 0, deny: 1, activate: 0, approve: 200, keep: 80 });
    const t = await tenant({ ...approvals, world, desired: setsOnly.replace(/ {2}deny: .*\n/, '') });
    const { reader } = t.client;
    const twice: Reader['pages'] = async function* (read, options) {
      for await (const page of reader.pages(read, options))
        yield page.ok && 'filter' in read.request.query ? ok([...page.value, ...page.value]) : page;
    };
    const id = idOf(t, 'approve');
    const writer = onceAllSent(t, 2, () => t.simulator.world.removeDevice(id));
    const { report } = await applied(t, { writer, reader: { ...reader, pages: twice } });
    expect(report.residual).toEqual([{ address: `device/${id}`, why: 'it is gone' }]);
  });
});

it('lists again where what comes is no device, or does not come, and asks for that once', async () => {
  for (const value of [[{}], null]) {
    const t = await tenant(approvals);
    const { reader } = t.client;
    let asked = 0;
    const pages: Reader['pages'] = async function* (read, options) {
      if (!('filter' in read.request.query)) return yield* reader.pages(read, options);
      asked += 1;
      expect(options).toEqual({ once: true });
      yield value === null ? err(lost) : ok(value);
    };
    const { report } = await applied(t, { reader: { ...reader, pages } });
    expect(report).toMatchObject({ reason: 'done', verified: [{ how: 'whole' }] });
    expect(asked).toBe(1);
  }
});

const lost: Failure = { code: 'api.broken', reason: 'unreadable', summary: 'lost', why: '', next: '' };

describe('a count that does not come', () => {
  it.each<[string, Faults, number]>([
    ['as it is refused', { error: 1 }, 2_000],
    // Whoever is asked to wait waits, with all that comes after it.
    ['as it is one too many', { rateLimit: 1, retryAfterSeconds: 10 }, 20_000],
    ['as it is cut off', { reset: 1 }, 2_000],
  ])('%s is asked for once, and holds nothing up', async (_, fault, mostMs) => {
    const t = await tenant(approvals);
    const { reader } = t.client;
    const read: Reader['read'] = async (request, options) => {
      t.simulator.set({ faults: fault });
      const answer = await reader.read(request, options);
      t.simulator.set({ faults: [] });
      return answer;
    };
    const at = t.clock.now();
    const { report, reads } = await applied(t, { reader: { ...reader, read } });
    expect(report).toMatchObject({ reason: 'done', residual: [] });
    expect(how(report)).toEqual(['whole']);
    expect(reads).toEqual({ listings: 2, filters: [alike] });
    expect(t.clock.now() - at).toBeLessThan(mostMs);
  });
});

/** A reader whose server takes filters for others. */
function misled(reader: Reader, by: (filter: string) => string | undefined): Reader {
  const request = (given: Parameters<Reader['read']>[0]): typeof given => {
    const { filter, ...rest } = given.query;
    const other = filter === undefined ? undefined : by(filter);
    return { ...given, query: { ...rest, ...(other !== undefined && { filter: other }) } };
  };
  return {
    ...reader,
    read: (given, options) => reader.read(request(given), options),
    pages: (read) => reader.pages({ ...read, request: request(read.request) }),
  };
}

const nobody = 'id eq "nobody"';

const positive = (filter: string): string => filter.replace(/^not \((.*)\)$/, '$1');

describe('a difference is found though the server', () => {
  it.each<[string, (filter: string) => string | undefined]>([
    ['takes no filter', () => undefined],
    ['finds nothing', () => nobody],
    ['finds everything', () => 'id pr'],
    ['does not know not', positive],
    ['does not know or', (filter) => filter.replace(/ or [^)]*/, '')],
    ['takes or for and', (filter) => filter.replace(' or ', ' and ')],
    ['does not know the attribute', (filter) => filter.replaceAll('agent_status', 'agent_condition')],
    ['finds nothing, and says that it is everything', (filter) => (filter === unlike ? nobody : 'id pr')],
    ['finds nothing that is unlike', (filter) => (filter === unlike ? nobody : filter)],
    ['finds another in its place', (filter) => (filter === unlike ? 'name eq "approve-5"' : filter)],
  ])('%s', async (_, by) => {
    const t = await tenant(approvals);
    const { world } = t.simulator;
    const id = world.deviceIds().find((one) => world.device(one)?.['agent_status'] === 'pending') ?? '';
    const writer = onceAllSent(t, 2, () => world.setDevice(id, { agent_status: 'denied' }));
    const { report } = await applied(t, { writer, reader: misled(t.client.reader, by) });
    expect(report.residual).toEqual([
      { address: `device/${id}`, why: 'agent is "denied", wanted "approved"' },
    ]);
    expect(how(report)).toEqual(['whole']);
  });
});

describe('a server that counts without filters, and finds nothing, proves nothing', () => {
  async function unheard(t: Tenant, calls: number) {
    const { reader } = t.client;
    const [all, none] = [misled(reader, () => undefined), misled(reader, () => nobody)];
    const pages: Reader['pages'] = (read) => ('filter' in read.request.query ? none : reader).pages(read);
    const id = t.simulator.world.deviceIds()[0] ?? '';
    const writer = onceAllSent(t, calls, () => t.simulator.world.setDevice(id, { agent_status: 'denied' }));
    const { report } = await applied(t, { writer, reader: { ...reader, read: all.read, pages } });
    expect(report.residual).toEqual([
      { address: `device/${id}`, why: 'agent is "denied", wanted "approved"' },
    ]);
  }

  it('where a whole fleet waits for approval', async () => {
    const world = worldOf({ deactivate: 0, deny: 0, activate: 0, approve: 280, keep: 0 });
    await unheard(await tenant({ ...approvals, world }), 3);
  });

  it('where all look approved, but some were denied by trueup', async () => {
    const world = worldOf({ deactivate: 0, deny: 20, activate: 0, approve: 0, keep: 260 });
    const t = await tenant({ ...approvals, world, denied: 'inactive' });
    must(await t.apply(await t.plan()));
    t.want(setsOnly.replace('agent: denied', 'agent: approved'));
    await unheard(t, 1);
  });
});

it('says of any moves what a listing would say, but where another comes in for one that has gone', async () => {
  const move = fc.record({
    device: fc.nat({ max: 279 }),
    to: fc.constantFrom<JsonObject | null>(
      { agent_status: 'pending' },
      { agent_status: 'inactive' },
      { agent_status: 'retired' },
      { agent_status: null },
      null,
    ),
  });
  const enrolled = fc.array(fc.constantFrom('pending', 'retired'), { maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 3 }), enrolled, async (moves, statuses) => {
      const t = await tenant(approvals);
      const { world } = t.simulator;
      const ids = world.deviceIds();
      const moved = (): void => {
        for (const { device, to } of moves) {
          const id = ids[device] ?? '';
          if (to === null) world.removeDevice(id);
          else world.setDevice(id, to);
        }
        for (const [i, agent_status] of statuses.entries()) world.addDevice({ id: `9${i}`, agent_status });
      };
      const { report } = await applied(t, { writer: onceAllSent(t, 2, moved) });
      const wanted = ids.slice(0, 200).filter((id) => {
        const status = world.device(id)?.['agent_status'];
        return status !== 'active' && status !== 'inactive';
      });
      expect(report.residual.map(({ address }) => address).sort()).toEqual(
        wanted.map((id) => `device/${id}`).sort(),
      );
    }),
    { numRuns: 60 },
  );
});
