// One seeded device: fields and proportions as in the samples of the devices page. Only a device enrolled through
// Identity360 shows is_deactivated and device_accounts; only one joined to a directory shows domain or tenant.

import type { JsonObject } from '../../model/json.ts';
import { randomFrom } from '../../model/server.ts';

interface System {
  readonly tag: string;
  readonly fields: JsonObject;
}

const win11: System = {
  tag: 'WIN11',
  fields: {
    os_type: 'Windows',
    os_major_version: '11',
    os_release_name: '22H2',
    os_build_version: '22621.2428',
  },
};
const win10: System = {
  tag: 'WIN10',
  fields: {
    os_type: 'Windows',
    os_major_version: '10',
    os_release_name: '19H2',
    os_build_version: '18363.2274',
  },
};
const mac: System = {
  tag: 'MAC',
  fields: { os_type: 'macOS', os_major_version: '14', os_build_version: '14.1.2 (23B92)' },
};
const linux: System = {
  tag: 'LINUX',
  fields: {
    os_type: 'Linux',
    os_distribution: 'Ubuntu',
    os_major_version: '22.04',
    os_build_version: '5.19.0-76-generic',
  },
};
const systems = [win11, win11, win11, win10, win10, mac, mac, mac, linux, linux];
const joins = [
  ...['IDPJoined', 'IDPJoined', 'IDPJoined', 'IDPJoined', 'ID360Joined'],
  ...['EntraJoined', 'EntraJoined', 'EntraJoined', 'ADEntraHybridJoined', 'ADJoined'],
];
const owners = ['Admin wamsubdom', 'John Doe', 'Jane Smith', 'Priya Raman', 'Omar Haddad', 'Mei Lin'];
const teams = ['Finance', 'Marketing', 'Engineering', 'Support', 'Sales'];
const tenants = ['contoso.onmicrosoft.com', 'contoso.onmicrosoft.com', 'fabrikam.onmicrosoft.com'];
const shapes = ['DESKTOP', 'LAPTOP', 'LAPTOP', 'WORKSTATION'];

/** The row of a device; `serial` is the number behind its serial number: equal numbers, equal serials. */
export function seededRow(seed: number, index: number, id: string, serial: number): JsonObject {
  const random = randomFrom(seed + Math.imul(index + 1, 0x9e3779b1));
  const pick = <T>(items: readonly [T, ...T[]] | readonly T[]): T =>
    items[Math.floor(random() * items.length)] as T; // never empty
  const system = pick(systems);
  const name = `${pick(shapes)}-${system.tag}-${String(index + 1).padStart(3, '0')}`;
  const team = pick(teams);
  return {
    id,
    name,
    ...system.fields,
    serial_number: serialNumber(seed, serial),
    ip_address: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
    ...agent(random),
    ...joined(pick(joins), { name, team, tenant: pick(tenants), random }),
    owner: pick(owners),
    description: `${team} team ${system.fields['os_type']} machine`,
    date_added: time(30 + Math.floor(random() * 400), index),
    last_contact_time: time(Math.floor(random() * 10), index),
  };
}

function agent(random: () => number): JsonObject {
  const draw = random();
  const agent_status = draw < 0.8 ? 'active' : draw < 0.95 ? 'pending' : 'inactive';
  const old = random() < 0.3;
  return { agent_status, agent_version: old ? '1.4' : '1.5', is_agent_outdated: old };
}

interface Place {
  readonly name: string;
  readonly team: string;
  readonly tenant: string;
  readonly random: () => number;
}

function joined(join_type: string, { name, team, tenant, random }: Place): JsonObject {
  if (join_type === 'IDPJoined' || join_type === 'ID360Joined') return { join_type, ...enrolled(random) };
  const entra = { join_type, tenant, mdm: 'Microsoft Intune' };
  if (join_type === 'EntraJoined') return entra;
  const domain = 'corp.contoso.com';
  const directory = {
    domain,
    dns_hostname: `${name.toLowerCase()}.${domain}`,
    container: `OU=${team},DC=corp,DC=contoso,DC=com`,
    managed_by: 'CN=Domain Admins,OU=Groups,DC=corp,DC=contoso,DC=com',
  };
  return join_type === 'ADJoined' ? { join_type, ...directory } : { ...entra, ...directory };
}

function enrolled(random: () => number): JsonObject {
  const total = 2 + Math.floor(random() * 3);
  const device_accounts = {
    total_local_accounts: total,
    linked_local_accounts: Math.floor(random() * total),
  };
  return { is_deactivated: random() < 0.03, device_accounts };
}

/** Numbers are shuffled one to one below 36^6 (the factor shares no divisor with it), so serials look random and never meet. */
function serialNumber(seed: number, serial: number): string {
  const shuffled = (serial * 1_500_000_001 + (seed % 1000) * 7919) % 36 ** 6;
  return `PF${shuffled.toString(36).toUpperCase().padStart(6, '0')}`;
}

const newest = Date.UTC(2024, 6, 26);
const days = Array.from({ length: 430 }, (_, ago) =>
  new Date(newest - ago * 86_400_000).toISOString().slice(0, 11),
);

function time(daysAgo: number, index: number): string {
  const [hour, minute] = [index % 24, index % 60];
  return `${days[daysAgo]}${hour < 10 ? '0' : ''}${hour}:${minute < 10 ? '0' : ''}${minute}:00Z`;
}
