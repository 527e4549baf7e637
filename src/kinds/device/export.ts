// The live devices as device sets that plan to nothing: one set for each agent and access that occurs. A denial that
// the ledger remembers is a denial, whatever the API shows of it. Pending agents are left out: whether to approve them
// is for a person to say.

import { formatAddress } from '../../model/address.ts';
import type { State } from '../../model/change.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import type { ExportedSection, Exporter } from '../../model/kind.ts';
import type { Memory } from '../../model/memory.ts';
import { ok } from '../../model/result.ts';
import { type Device, decodeDevice } from './decode.ts';

interface ExportedSet {
  /** What the set wants: agent, access, or both. */
  readonly wanted: State;
  readonly ids: string[];
  readonly labels: string[];
}

const agents: Readonly<Record<string, string>> = {
  active: 'approved',
  inactive: 'approved',
  denied: 'denied',
};

export function exporter(memory: Memory): Exporter {
  const sets = new Map<string, ExportedSet>();
  let pending = 0;
  return {
    row: (raw) => {
      const decoded = decodeDevice(raw);
      if (!decoded.ok) return decoded;
      const wanted = wantedOf(decoded.value, memory);
      if (wanted['agent'] === undefined) pending += 1;
      if (Object.keys(wanted).length > 0) add(sets, wanted, decoded.value, raw);
      return ok(undefined);
    },
    finish: () => sectionsOf(sets, pending),
  };
}

function wantedOf({ id, live }: Device, memory: Memory): State {
  const weDenied =
    memory.applied(formatAddress('device', id))?.['agent'] === 'denied' && live['agent'] !== 'active';
  const agent = weDenied ? 'denied' : agents[String(live['agent'])];
  return {
    ...(agent !== undefined && { agent }),
    ...(live['access'] !== undefined && { access: live['access'] }),
  };
}

function add(sets: Map<string, ExportedSet>, wanted: State, device: Device, raw: unknown): void {
  const name = Object.values(wanted).join('-');
  const set = sets.get(name) ?? { wanted, ids: [], labels: [] };
  sets.set(name, set);
  set.ids.push(device.id);
  set.labels.push(labelOf(device, raw));
}

function labelOf(device: Device, raw: unknown): string {
  const os = isObject(raw) && typeof raw['os_type'] === 'string' ? raw['os_type'] : undefined;
  const status = device.live['agent'] === 'inactive' ? 'agent inactive' : undefined;
  return [device.name === device.id ? undefined : device.name, os, device.serial, status]
    .filter(Boolean)
    .join(', ');
}

function sectionsOf(sets: ReadonlyMap<string, ExportedSet>, pending: number): ExportedSection[] {
  const comments = new Map<string, string>([
    ['', 'One set for each state that occurs. Move devices into sets with names and filters of your own.'],
  ]);
  const value: Record<string, JsonObject> = {};
  for (const [name, { wanted, ids, labels }] of [...sets].sort(([a], [b]) => (a < b ? -1 : 1))) {
    value[name] = { ...wanted, select: { ids } };
    for (const [i, label] of labels.entries()) comments.set(`/${name}/select/ids/${i}`, label);
  }
  const left =
    pending === 0
      ? 'No agent is pending now.'
      : `${pending} pending or unknown agents have no agent: line above; a person decides.`;
  return [
    ...(sets.size === 0 ? [] : [{ section: 'device_sets', value, comments }]),
    { section: 'unlisted_devices', value: 'report', comments: new Map([['', left]]) },
  ];
}
