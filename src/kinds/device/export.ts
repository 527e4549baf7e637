// The live devices as device sets that plan to nothing: one set for each agent and access that occurs. Pending
// agents are left out: whether to approve them is for a person to say.

import { isObject, type JsonObject } from '../../model/json.ts';
import type { ExportedSection, Exporter } from '../../model/kind.ts';
import { ok } from '../../model/result.ts';
import { type Device, decodeDevice } from './decode.ts';

const agents: Readonly<Record<string, string>> = {
  active: 'approved',
  inactive: 'approved',
  denied: 'denied',
};

export function exporter(): Exporter {
  const sets = new Map<string, Device[]>();
  const labels = new Map<string, string>();
  let pending = 0;
  return {
    row: (raw) => {
      const decoded = decodeDevice(raw);
      if (!decoded.ok) return decoded;
      const device = decoded.value;
      const agent = agents[String(device.live['agent'])];
      if (agent === undefined) pending += 1;
      const key = [agent, device.live['access']].filter((part) => part !== undefined).join('-');
      if (key !== '') push(sets, key, device);
      labels.set(device.id, labelOf(device, raw));
      return ok(undefined);
    },
    finish: () => sectionsOf(sets, labels, pending),
  };
}

function push(sets: Map<string, Device[]>, key: string, device: Device): void {
  const list = sets.get(key);
  if (list === undefined) sets.set(key, [device]);
  else list.push(device);
}

function labelOf(device: Device, raw: unknown): string {
  const os = isObject(raw) && typeof raw['os_type'] === 'string' ? raw['os_type'] : undefined;
  const status = device.live['agent'] === 'inactive' ? 'agent inactive' : undefined;
  return [device.name === device.id ? undefined : device.name, os, device.serial, status]
    .filter(Boolean)
    .join(', ');
}

function sectionsOf(
  sets: Map<string, Device[]>,
  labels: Map<string, string>,
  pending: number,
): ExportedSection[] {
  const comments = new Map<string, string>([
    ['', 'One set for each state that occurs. Move devices into sets with names and filters of your own.'],
  ]);
  const value: Record<string, JsonObject> = {};
  for (const [name, devices] of [...sets].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [agent, access] = [agents[String(devices[0]?.live['agent'])], devices[0]?.live['access']];
    value[name] = {
      ...(agent && { agent }),
      ...(access && { access }),
      select: { ids: devices.map(({ id }) => id) },
    };
    for (const [i, { id }] of devices.entries())
      comments.set(`/${name}/select/ids/${i}`, labels.get(id) ?? '');
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
