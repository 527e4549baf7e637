// id360_devices: the devices that a filter selects, each with some of its attributes. The filter is read as a device
// set reads it, so that both mean the same devices.

import { attributes } from '../../kinds/device/attributes.ts';
import { decodeDevice } from '../../kinds/device/decode.ts';
import { deviceTest } from '../../kinds/device/filter.ts';
import { kind } from '../../kinds/device/kind.ts';
import { listing } from '../../kinds/device/observe.ts';
import { deviceName } from '../../model/device-name.ts';
import type { JsonObject } from '../../model/json.ts';
import { err, ok } from '../../model/result.ts';
import type { FilterRule } from '../../reconcile/known-filter.ts';
import type { Filter } from '../../scim/filter.ts';
import { isRow, memberOf, type Row } from '../../scim/read.ts';
import { faultsOf, takeFields, takeFilter } from './arguments.ts';
import { textOf } from './flat.ts';
import { look } from './look.ts';
import { argument, dataType, looked, shown } from './types.ts';

interface Wanted {
  readonly filter: Filter | null;
  readonly fields: readonly string[];
}

const known = [...attributes].sort();
const usual = ['name', 'os_type', 'serial_number', 'agent_status', 'is_deactivated', 'join_type', 'domain'];

const rule: FilterRule = {
  what: 'the filter',
  lacks: 'devices do not have',
  row: 'device',
  attributes,
};

export const devices = dataType<Wanted>({
  name: 'id360_devices',
  description:
    'The devices of the tenant, or those that a filter selects. All data sources and device sets of a configuration share one listing of the devices.',
  attributes: [
    argument(
      'filter',
      'string',
      'A SCIM filter over the attributes of devices, such as `os_type eq "Windows" and not (name sw "TEST-")`. It selects the same devices as in `select` of an `id360_device_set`. Absent: all devices.',
    ),
    argument(
      'fields',
      ['list', 'string'],
      `Names of the attributes to show of each device: ${known.map((name) => `\`${name}\``).join(', ')}. Default: ${usual.map((name) => `\`${name}\``).join(', ')}.`,
    ),
    shown(
      'devices',
      ['map', ['map', 'string']],
      'The devices by id, each with its fields as texts. A field that the API does not show of a device is null; objects and lists are JSON.',
    ),
    shown('ids', ['list', 'string'], 'The ids of the devices, sorted.'),
  ],
  take: (given, body) => {
    const filter = takeFilter(given, body, rule);
    const fields = takeFields(given, body, known, usual);
    return filter.ok && fields.ok
      ? ok({ filter: filter.value, fields: fields.value })
      : err(faultsOf(filter, fields));
  },
  look: async ({ filter, fields }, { reader }) => {
    const matches = filter === null ? () => true : deviceTest(filter);
    const readers = fields.map((name) => [name, readerOf(name)] as const);
    const found = new Map<string, JsonObject>();
    const read = await look(kind, listing, reader, (raw) => {
      const device = decodeDevice(raw);
      if (!device.ok) return device;
      const { id } = device.value;
      if (isRow(raw) && matches(raw))
        found.set(id, Object.fromEntries(readers.map(([name, of]) => [name, name === 'id' ? id : of(raw)])));
      return ok(undefined);
    });
    return read.ok ? looked({ devices: Object.fromEntries(found), ids: [...found.keys()].sort() }) : read;
  },
});

/** How a field is read, under the name that a filter has for it. */
function readerOf(field: string): (row: Row) => string | null {
  if (field === 'name') return (row) => deviceName(row) ?? null;
  const steps = field.split('.').map(memberOf);
  return (row) => textOf(steps.reduce<unknown>((value, step) => (isRow(value) ? step(value) : null), row));
}
