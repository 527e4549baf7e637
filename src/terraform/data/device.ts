// id360_device: one device, by its id or by its serial number.

import { type Device, decodeDevice } from '../../kinds/device/decode.ts';
import { kind } from '../../kinds/device/kind.ts';
import { listing } from '../../kinds/device/observe.ts';
import { serialKey } from '../../kinds/device/select.ts';
import { Bug, type Failure, type Place } from '../../model/failure.ts';
import { idOf } from '../../model/id.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Decoded } from '../../model/kind.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { wrongShape } from '../../reconcile/failures.ts';
import type { Row } from '../../scim/read.ts';
import type { Attribute } from '../schema/types.ts';
import type { Tenant } from '../session/tenant.ts';
import { placeIn, textIn, wrongArgument } from './arguments.ts';
import { flatOf, textOf } from './flat.ts';
import { look } from './look.ts';
import { argument, dataType, looked, shown, type Taken } from './types.ts';

interface Wanted {
  readonly by: 'id' | 'serial_number';
  readonly value: string;
  readonly place: Place;
}

/** A device, and all that the API shows of it. */
interface Found extends Device {
  readonly row: Row;
}

/** Given, or else found. */
const either = (attribute: Attribute): Attribute => ({ ...attribute, computed: true });

export const device = dataType<Wanted>({
  name: 'id360_device',
  description: 'One device, by its id or by its serial number. That there is no such device is an error.',
  attributes: [
    either(argument('id', 'string', 'The id of the device. Exactly one of it and `serial_number` is set.')),
    either(
      argument(
        'serial_number',
        'string',
        'The serial number of the device, compared without case and outer white space. Two devices that report the same one are an error.',
      ),
    ),
    shown('name', 'string', 'What the API calls the device; its id where it has no name.'),
    shown('os_type', 'string', 'The operating system: Windows, macOS or Linux.'),
    shown(
      'join_type',
      'string',
      'How the device joined: ADJoined, EntraJoined, ADEntraHybridJoined, ID360Joined.',
    ),
    shown('agent_status', 'string', 'The status of the agent, such as pending, active or inactive.'),
    shown(
      'is_deactivated',
      'bool',
      'Whether access to the device is deactivated; null where the API does not show it.',
    ),
    shown(
      'attributes',
      ['map', 'string'],
      'All that the API shows of the device, as texts. Members of members have dotted names, such as `device_accounts.total_local_accounts`; lists are JSON.',
    ),
  ],
  take: (given, body) => {
    const [id, serial] = [textIn(given, 'id'), textIn(given, 'serial_number')];
    if (id !== undefined && serial !== undefined) return err([both(placeIn(body, 'serial_number'))]);
    if (id !== undefined)
      return taken({ by: 'id', value: id, place: placeIn(body, 'id') }, idOf(id) !== undefined);
    if (serial === undefined) return err([neither]);
    const place = placeIn(body, 'serial_number');
    return taken({ by: 'serial_number', value: serial, place }, serialKey(serial) !== '');
  },
  look: async (wanted, { reader }) => {
    const found = await (wanted.by === 'id' ? byId : bySerial)(wanted, reader);
    return found.ok ? looked(valuesOf(found.value)) : found;
  },
});

const taken = (wanted: Wanted, isFit: boolean): Taken<Wanted> => (isFit ? ok(wanted) : err([unfit(wanted)]));

async function byId(wanted: Wanted, reader: Tenant['reader']): Promise<Result<Found>> {
  const request = kind.readOne?.(wanted.value);
  if (request === undefined) throw new Bug('a device cannot be read by itself');
  const answer = await reader.read(request, { missing: 'answer' });
  if (!answer.ok) return answer;
  if (answer.value.status === 404) return err(missing(wanted));
  const found = decode(answer.value.body);
  return found.ok ? found : err(wrongShape(request, found.error));
}

async function bySerial(wanted: Wanted, reader: Tenant['reader']): Promise<Result<Found>> {
  const key = serialKey(wanted.value);
  // By id: pages that shift while they are read may show a device twice.
  const found = new Map<string, Found>();
  const read = await look(kind, listing, reader, (raw) => {
    const one = decode(raw);
    if (!one.ok) return one;
    if (one.value.serial !== undefined && serialKey(one.value.serial) === key)
      found.set(one.value.id, one.value);
    return ok(undefined);
  });
  if (!read.ok) return read;
  const [first, ...others] = found.values();
  if (first === undefined) return err(missing(wanted));
  return others.length === 0 ? ok(first) : err(several(wanted, [first, ...others]));
}

function decode(raw: unknown): Decoded<Found> {
  const found = decodeDevice(raw);
  // decodeDevice has just found that it is an object.
  return found.ok ? ok({ ...found.value, row: raw as Row }) : found;
}

function valuesOf({ id, name, serial, row }: Found): JsonObject {
  const { os_type, join_type, agent_status, is_deactivated } = row;
  return {
    id,
    serial_number: serial ?? null,
    name,
    os_type: textOf(os_type),
    join_type: textOf(join_type),
    agent_status: textOf(agent_status),
    is_deactivated: typeof is_deactivated === 'boolean' ? is_deactivated : null,
    attributes: flatOf(row),
  };
}

const neither = wrongArgument({
  summary: 'neither id nor serial_number is set',
  why: 'one of them says which device is meant',
  next: 'set id or serial_number; id360_devices shows several devices',
});

const both = (where: Place) =>
  wrongArgument(
    {
      summary: 'both id and serial_number are set',
      why: 'they may mean two devices',
      next: 'keep one of them',
    },
    where,
  );

const unfit = ({ by, value, place }: Wanted) =>
  wrongArgument(
    {
      summary: `${by} cannot be ${JSON.stringify(value)}`,
      why:
        by === 'id'
          ? 'an id is made of letters, digits, - and _'
          : 'it is empty, and no device is known by that',
      next: 'correct it, or ask id360_devices for the devices that there are',
    },
    place,
  );

const missing = ({ by, value, place }: Wanted): Failure => ({
  code: 'data.no-device',
  reason: 'error',
  summary: `there is no device with the ${wordOf(by)} ${JSON.stringify(value)}`,
  why: 'the tenant does not show one; a device that was denied or removed may be gone',
  next: `check the ${wordOf(by)}, or wait until the device has enrolled; id360_devices gives an empty result instead of an error`,
  where: place,
});

const several = ({ by, value, place }: Wanted, found: readonly Device[]): Failure => ({
  code: 'data.shared-serial',
  reason: 'error',
  summary: `${found.length} devices have the ${wordOf(by)} ${JSON.stringify(value)}`,
  why: `it does not say which is meant: ${found.map(({ id, name }) => `${id} (${name})`).join(', ')}`,
  next: 'name the device by its id',
  where: place,
});

const wordOf = (by: Wanted['by']): string => (by === 'id' ? 'id' : 'serial number');
