// What only the whole device list tells: sets that select nothing or disagree, ids and serial numbers that no
// device has, serial numbers that two devices share.

import { formatAddress } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Place } from '../../model/failure.ts';
import type { Subject } from '../../model/kind.ts';
import type { Memory } from '../../model/memory.ts';
import type { Device } from './decode.ts';
import type { Desired, DeviceSet, Serial } from './select.ts';

interface Conflict {
  readonly sets: readonly [DeviceSet, DeviceSet];
  readonly field: string;
  readonly addresses: string[];
}

const wantedOf = (set: DeviceSet, field: 'agent' | 'access'): string | undefined =>
  field === 'agent'
    ? set.agent
    : set.wanted === null
      ? undefined
      : (set.wanted['access'] as string | undefined);

export class Findings {
  readonly #desired: Desired;
  readonly #memory: Memory;
  readonly #seenIds = new Set<string>();
  readonly #serials = new Map<string, Set<string>>();
  readonly #counts: number[];
  readonly #conflicts = new Map<string, Conflict>();
  #unlistedDenials = 0;

  constructor(desired: Desired, memory: Memory) {
    this.#desired = desired;
    this.#memory = memory;
    this.#counts = desired.sets.map(() => 0);
  }

  sawId(id: string): void {
    this.#seenIds.add(id);
  }

  sawSerial(serial: string, id: string): void {
    const ids = this.#serials.get(serial);
    if (ids === undefined) this.#serials.set(serial, new Set([id]));
    else ids.add(id);
  }

  matched(set: number): void {
    this.#counts[set] = (this.#counts[set] ?? 0) + 1;
  }

  deniesUnlisted(): void {
    this.#unlistedDenials += 1;
  }

  /** True, and remembered, where two of the sets want different things of the device. */
  disagree(matches: readonly number[], device: Device): boolean {
    if (matches.length < 2) return false;
    const sets = matches.flatMap((i) => this.#desired.sets[i] ?? []);
    let found = false;
    for (const field of ['agent', 'access'] as const) {
      const [first, ...others] = sets.filter((set) => wantedOf(set, field) !== undefined);
      for (const other of others) if (first && this.#conflict(first, other, field, device)) found = true;
    }
    return found;
  }

  #conflict(a: DeviceSet, b: DeviceSet, field: 'agent' | 'access', device: Device): boolean {
    const [x, y] = [wantedOf(a, field), wantedOf(b, field)];
    if (x === y) return false;
    const key = `${a.name}\n${b.name}\n${field}`;
    const conflict = this.#conflicts.get(key) ?? { sets: [a, b] as const, field, addresses: [] };
    this.#conflicts.set(key, conflict);
    conflict.addresses.push(formatAddress('device', device.id));
    return true;
  }

  finish(gone: (id: string, set: DeviceSet) => Subject): { subjects: Subject[]; diagnostics: Diagnostic[] } {
    const subjects: Subject[] = [];
    const diagnostics = [...[...this.#conflicts.values()].map(conflictDiagnostic), ...this.#sharedSerials()];
    for (const set of this.#desired.sets) {
      const missing = [...set.ids].filter(([id]) => !this.#seenIds.has(id));
      const unexpected = missing.filter(([id]) => !this.#goneAsWanted(set, id));
      const serials = [...set.serials].flatMap(([key, { text, place }]) =>
        this.#serials.has(key) ? [] : [[text, place] as const],
      );
      subjects.push(...missing.map(([id]) => gone(id, set)));
      diagnostics.push(...unknown('id', set, unexpected), ...unknown('serial number', set, serials));
    }
    return { subjects, diagnostics: [...diagnostics, ...this.#emptySets()] };
  }

  /** Whether the device is gone because trueup denied or removed it, and the set does not want it back. */
  #goneAsWanted(set: DeviceSet, id: string): boolean {
    const last = this.#memory.applied(formatAddress('device', id));
    return set.agent !== 'approved' && (last?.['agent'] === 'denied' || last?.['removed'] === true);
  }

  #sharedSerials(): Diagnostic[] {
    const named = new Map(this.#desired.sets.flatMap(({ serials }) => [...serials]));
    return [...this.#serials].flatMap(([key, ids]) => {
      const serial = named.get(key);
      return serial !== undefined && ids.size > 1 ? [sharedSerial(serial, [...ids])] : [];
    });
  }

  #emptySets(): Diagnostic[] {
    const goneAsWanted = (set: DeviceSet): boolean =>
      [...set.ids.keys()].some((id) => !this.#seenIds.has(id) && this.#goneAsWanted(set, id));
    const empty = this.#desired.sets.filter((set, i) => this.#counts[i] === 0 && !goneAsWanted(set));
    const approving = empty.filter(({ agent }) => agent === 'approved');
    const denying = this.#unlistedDenials > 0 && approving.length > 0;
    return [...empty.map(emptySet), ...(denying ? [massDenial(approving, this.#unlistedDenials)] : [])];
  }
}

function conflictDiagnostic({ sets: [a, b], field, addresses }: Conflict): Diagnostic {
  const [x, y] = [a, b].map((set) => wantedOf(set, field as 'agent' | 'access'));
  return {
    code: 'device.sets-disagree',
    severity: 'error',
    summary: `device sets "${a.name}" and "${b.name}" disagree on ${addresses.length === 1 ? (addresses[0] ?? '') : `${addresses.length} devices`}`,
    why: `"${a.name}" wants ${field}: ${x}, "${b.name}" wants ${field}: ${y}`,
    next: 'narrow one of the two selections so that each device is wanted one way',
    where: a.place,
    also: b.place,
    addresses,
  };
}

function sharedSerial({ text, place }: Serial, ids: readonly string[]): Diagnostic {
  return {
    code: 'device.shared-serial',
    severity: 'error',
    summary: `serial number "${text}" is shared by ${ids.length} devices: ${ids.join(', ')}`,
    why: 'a serial number that two devices report does not say which one is meant',
    next: 'name the device by its id in select.ids',
    where: place,
    addresses: ids.map((id) => formatAddress('device', id)),
  };
}

function unknown(
  what: 'id' | 'serial number',
  set: DeviceSet,
  missing: readonly (readonly [string, Place])[],
): Diagnostic[] {
  const first = missing[0];
  if (first === undefined) return [];
  const sample = missing
    .slice(0, 5)
    .map(([key]) => key)
    .join(', ');
  return [
    {
      code: what === 'id' ? 'device.unknown-id' : 'device.unknown-serial',
      severity: 'warning',
      summary: `device set "${set.name}" names ${missing.length === 1 ? `${what} ${sample}` : `${missing.length} ${what}s`} that no live device has`,
      why: `not among the devices of the tenant: ${sample}${missing.length > 5 ? `, and ${missing.length - 5} more` : ''}`,
      next: 'check the spelling; a device that is not enrolled yet is picked up by the next plan after it is',
      where: first[1],
    },
  ];
}

function emptySet(set: DeviceSet): Diagnostic {
  return {
    code: 'device.empty-set',
    severity: 'warning',
    summary: `device set "${set.name}" selects no device`,
    why: 'no live device matches its selection',
    next: 'check the selection against the device list',
    where: set.place,
  };
}

function massDenial(empty: readonly DeviceSet[], denials: number): Diagnostic {
  const names = empty.map(({ name }) => `"${name}"`).join(', ');
  return {
    code: 'guard.empty-selection',
    severity: 'refusal',
    summary: `${denials} ${denials === 1 ? 'device' : 'devices'} would be denied as unlisted while ${names} selects none`,
    why: 'an approving selection that has become empty must not turn into a denial of the devices it meant',
    next: 'correct or delete the empty set, or set unlisted_devices: report',
    where: empty[0]?.place ?? {},
  };
}
