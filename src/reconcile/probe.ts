// Safety readings: for each object that a change would reach, one read, within a budget of calls. What
// was not read, or could not be, counts as unknown, and unknown blocks until it is acknowledged. The budget goes to the
// changes' own objects first, then to those that a listing gives, in the order of their paths: the same plan every time.

import type { Reader } from '../api/port.ts';
import type { Address } from '../model/address.ts';
import type { Change, Probe } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind, ProbeRule, ProbeTarget, Reach } from '../model/kind.ts';
import { ok, type Result } from '../model/result.ts';
import { wrongShape } from './failures.ts';
import {
  byGuard,
  type Spent,
  spentText,
  unlistedProbe,
  unreadable,
  unreadProbe,
  unspent,
  verdictOf,
} from './verdict.ts';

/** The changes of one kind, its one-shots included. */
export interface Planned {
  readonly kind: Kind;
  readonly changes: readonly Change[];
}

export interface Probed {
  readonly planned: readonly Planned[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A change that wants a reading. */
interface Wanting {
  readonly rule: ProbeRule;
  readonly change: Change;
  readonly reach: Reach;
  readonly background: unknown;
}

/** What changes are judged with. */
export interface Reading {
  readonly reader: Reader;
  /** Every change of the plan. */
  readonly changes: readonly Change[];
  readonly spent: Spent;
}

export async function probe(planned: readonly Planned[], reader: Reader, allowed: number): Promise<Probed> {
  const changes = planned.flatMap((part) => part.changes);
  const spent = unspent(allowed, byGuard(allowed));
  const verdicts = await verdictsOf({ reader, changes, spent }, planned);
  return { planned: planned.map((part) => withVerdicts(part, verdicts)), diagnostics: spentText(spent) };
}

/** The verdicts of those of `planned` that want a reading, some or all of the changes of the plan. */
export async function verdictsOf(
  reading: Reading,
  planned: readonly Planned[],
): Promise<ReadonlyMap<Address, Probe>> {
  const wanting: Wanting[] = [];
  for (const part of planned) for (const one of await wantingOf(reading, part)) wanting.push(one);
  return new Map([
    ...(await readThemselves(reading, wanting)),
    ...(await readListings(reading, wanting)),
    ...wanting.flatMap(({ change, reach }) =>
      reach.of === 'nothing' ? [[change.address, untouching(reach.why)] as const] : [],
    ),
  ]);
}

const untouching = (why: string): Probe => ({ verdict: 'safe', detail: why, reached: 0 });

type Verdict = readonly [Address, Probe];

function withVerdicts({ kind, changes }: Planned, verdicts: ReadonlyMap<Address, Probe>): Planned {
  const judged = changes.map((change) => {
    const found = verdicts.get(change.address);
    return found === undefined ? change : { ...change, probe: found };
  });
  return { kind, changes: judged };
}

/** The changes of a kind that want a reading. What they share is read once, where any of them reaches something. */
async function wantingOf(reading: Reading, { kind: { probe: rule }, changes }: Planned): Promise<Wanting[]> {
  if (rule === null) return [];
  const reaching = changes
    .filter(rule.needed)
    .map((change) => ({ rule, change, reach: rule.reach(change, reading.changes) }));
  const reads = reaching.some(({ reach }) => reach.of !== 'nothing');
  const background = reads ? await readBackground(reading, rule) : undefined;
  return reaching.map((one) => ({ ...one, background }));
}

async function readBackground({ reader, spent }: Reading, { background }: ProbeRule): Promise<unknown> {
  if (background === null) return undefined;
  spent.others += 1;
  const answer = await reader.read(background);
  if (answer.ok) return answer.value.body;
  spent.failure ??= answer.error;
  return undefined;
}

async function readThemselves(reading: Reading, wanting: readonly Wanting[]): Promise<Verdict[]> {
  const own = wanting.flatMap((one) =>
    one.reach.of === 'itself' ? [{ ...one, target: one.reach.target }] : [],
  );
  const allowed = grant(reading, own.length, own.length);
  const read = await sideBySide(own.slice(0, allowed), async (one): Promise<Verdict> => {
    return [one.change.address, await judge(reading, one, one.target)];
  });
  const unread = unreadProbe(reading.spent);
  return [...read, ...own.slice(allowed).map(({ change }): Verdict => [change.address, unread])];
}

async function readListings(reading: Reading, wanting: readonly Wanting[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const one of wanting)
    if (one.reach.of === 'listing')
      verdicts.push([one.change.address, await readListing(reading, one, one.reach)]);
  return verdicts;
}

type Listing = Extract<Reach, { of: 'listing' }>;

async function readListing(reading: Reading, wanting: Wanting, listing: Listing): Promise<Probe> {
  const { spent } = reading;
  const listed = await targetsOf(reading, listing, spent.allowed - spent.accounts);
  if (!listed.ok) {
    spent.failure ??= listed.error;
    return unlistedProbe(listed.error);
  }
  const { first, reached } = listed.value;
  grant(reading, first.length, reached);
  const found = await sideBySide(first, async (target) => ({
    name: target.name,
    probe: await judge(reading, wanting, target),
  }));
  return verdictOf(found, reached - found.length, spent);
}

/** Takes calls for so many of the objects reached from the budget; how many there are. */
function grant({ spent }: Reading, wanted: number, reached: number): number {
  const granted = Math.min(wanted, spent.allowed - spent.accounts);
  spent.accounts += granted;
  spent.reached += reached;
  return granted;
}

interface Listed {
  /** At most as many as may be read. */
  readonly first: readonly ProbeTarget[];
  /** How many there are in all. */
  readonly reached: number;
}

/** Of a listing of any length, no more than `room` objects are kept, beside a page or so. */
async function targetsOf(
  { reader, spent }: Reading,
  { read, select }: Listing,
  room: number,
): Promise<Result<Listed>> {
  let kept: ProbeTarget[] = [];
  let reached = 0;
  for await (const page of reader.pages(read)) {
    spent.others += 1;
    if (!page.ok) return page;
    for (const raw of page.value) {
      const target = select(raw);
      if (!target.ok) return { ok: false, error: wrongShape(read.request, target.error) };
      if (target.value === undefined) continue;
      reached += 1;
      kept.push(target.value);
    }
    if (kept.length > room) kept = kept.sort(byPath).slice(0, room);
  }
  return ok({ first: kept.sort(byPath), reached });
}

const byPath = (a: ProbeTarget, b: ProbeTarget): number => (a.request.path < b.request.path ? -1 : 1);

async function judge(
  { reader, changes, spent }: Reading,
  { rule, change, background }: Wanting,
  { request }: ProbeTarget,
): Promise<Probe> {
  spent.read.add(request.path);
  const answer = await reader.read(request);
  if (!answer.ok) {
    spent.failure ??= answer.error;
    return unreadable(answer.error);
  }
  const verdict = rule.judge({ answer: answer.value, background, change, changes });
  return verdict.ok ? verdict.value : unreadable(verdict.error);
}

/** Reads that wait at once; how many of them are under way is the reader's to say. */
const waiting = 64;

async function sideBySide<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [i, item] of queue) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(waiting, items.length) }, worker));
  return results;
}
