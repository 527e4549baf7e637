// Takes the device list in, row by row, and says what is wanted of each device. A device that two sets want
// differently is an error naming both; one serial number on two devices is an error naming both devices.

import { formatAddress } from '../../model/address.ts';
import type { Read } from '../../model/call.ts';
import type { Source, State } from '../../model/change.ts';
import { groupOf } from '../../model/group.ts';
import type { Decoded, Observed, Observer, Subject } from '../../model/kind.ts';
import type { Memory } from '../../model/memory.ts';
import type { Unlisted } from '../../model/plan.ts';
import { ok } from '../../model/result.ts';
import { type Device, decodeDevice, withJoinType } from './decode.ts';
import { Findings } from './findings.ts';
import { type Desired, type DeviceSet, serialKey } from './select.ts';

export const listing: Read = {
  request: { method: 'GET', path: '/devices', query: {}, body: null },
  paging: 'cursor',
};

/** What a combination of sets wants; made once for each combination that occurs. */
interface Wish {
  readonly wanted: State | null;
  readonly group: string;
  readonly why: string;
  readonly source: Source | null;
  readonly acknowledge: string | undefined;
}

export function observe(desired: Desired, memory: Memory): Observer {
  const { sets } = desired;
  const findings = new Findings(desired, memory);
  const matchesOf = matcher(sets, findings);
  const wishes = new Map<string, Wish>();
  const unlisted: Unlisted[] = [];

  const row = (raw: unknown): Decoded<Subject | undefined> => {
    const decoded = decodeDevice(raw);
    if (!decoded.ok) return decoded;
    const device = decoded.value;
    // decodeDevice has just found that it is an object.
    const matches = matchesOf(raw as Readonly<Record<string, unknown>>, device);
    if (matches.length === 0) return ok(unselected(device));
    for (const i of matches) findings.matched(i);
    const key = matches.join();
    const wish = wishes.get(key) ?? wishOf(matches.flatMap((i) => sets[i] ?? []));
    if (!wishes.has(key)) wishes.set(key, wish);
    if (findings.disagree(matches, device)) return ok(undefined);
    const live = wish.wanted === null ? withJoinType(device, raw) : device.live;
    return ok(subjectOf(device, wish, live));
  };

  const unselected = (device: Device): Subject | undefined => {
    if (desired.unlisted === 'ignore' || device.live['agent'] !== 'pending') return undefined;
    if (desired.unlisted === 'deny') {
      const deniedBefore = memory.applied(formatAddress('device', device.id))?.['agent'] === 'denied';
      if (!deniedBefore) findings.deniesUnlisted();
      return subjectOf(device, { ...unlistedWish, source: desired.unlistedSource });
    }
    unlisted.push({ address: formatAddress('device', device.id), name: device.name, state: device.live });
    return undefined;
  };

  return { reads: [listing], row, finish: (): Observed => ({ ...findings.finish(subjectGone), unlisted }) };
}

/** Gives the indexes of the sets that select a device, ascending. */
function matcher(sets: readonly DeviceSet[], findings: Findings) {
  const byId = indexOf(sets, ({ ids }) => ids);
  const bySerial = indexOf(sets, ({ serials }) => serials);
  const filtering = [...sets.keys()].filter((i) => sets[i]?.matches);
  return (raw: Readonly<Record<string, unknown>>, device: Device): readonly number[] => {
    const listed = byId.get(device.id);
    const serial = bySerial.size > 0 && device.serial !== undefined ? serialKey(device.serial) : undefined;
    const named = serial === undefined ? undefined : bySerial.get(serial);
    if (listed) findings.sawId(device.id);
    if (named && serial !== undefined) findings.sawSerial(serial, device.id);
    const chosen = filtering.filter((i) => sets[i]?.matches?.(raw));
    const all = [listed, named, chosen].filter((some) => some !== undefined && some.length > 0);
    if (all.length <= 1) return all[0] ?? none;
    return [...new Set(all.flatMap((some) => some ?? []))].sort((a, b) => a - b);
  };
}

const none: readonly number[] = [];

const unlistedWish: Wish = {
  wanted: { agent: 'denied' },
  group: 'unlisted_devices',
  why: 'pending, and no device set selects it (unlisted_devices: deny)',
  source: null,
  acknowledge: undefined,
};

function subjectOf({ id, name, live: shown }: Device, wish: Wish, live: State = shown): Subject {
  const { wanted, group, why, source, acknowledge } = wish;
  const subject = { key: id, live, wanted, group, why, source, name };
  return acknowledge === undefined ? subject : { ...subject, acknowledge };
}

function subjectGone(id: string, set: DeviceSet): Subject {
  return { key: id, live: null, wanted: set.wanted, group: set.name, why: '', source: set.source, name: id };
}

function wishOf(sets: readonly DeviceSet[]): Wish {
  const removes = sets.some(({ wanted }) => wanted === null);
  const names = sets.map(({ name }) => name);
  return {
    wanted: removes ? null : Object.assign({}, ...sets.map(({ wanted }) => wanted)),
    group: groupOf(names),
    why: names.length === 1 ? `device set ${names[0]}` : `device sets ${names.join(', ')}`,
    source: sets[0]?.source ?? null,
    acknowledge: reasonOf(sets),
  };
}

/** Whether a set wants it of a device, by what could hurt: each needs a reason from a set that wants that very thing. */
const hurts: readonly ((wanted: State | null) => boolean)[] = [
  (wanted) => wanted === null,
  (wanted) => wanted?.['agent'] === 'denied',
  (wanted) => wanted?.['access'] === 'deactivated',
];

/** The reasons of the sets whose wish could hurt; undefined where one of these wishes has none. */
function reasonOf(sets: readonly DeviceSet[]): string | undefined {
  const hurting = hurts
    .map((hurt) => sets.filter(({ wanted }) => hurt(wanted)))
    .filter((some) => some.length > 0);
  const asking = hurting.length === 0 ? [sets] : hurting;
  const reasons = asking.map((some) => some.flatMap(({ acknowledge }) => acknowledge ?? []));
  return reasons.some(({ length }) => length === 0) ? undefined : [...new Set(reasons.flat())].join('; ');
}

function indexOf(
  sets: readonly DeviceSet[],
  part: (set: DeviceSet) => ReadonlyMap<string, unknown>,
): Map<string, number[]> {
  const index = new Map<string, number[]>();
  sets.forEach((set, i) => {
    for (const key of part(set).keys()) index.set(key, [...(index.get(key) ?? []), i]);
  });
  return index;
}
