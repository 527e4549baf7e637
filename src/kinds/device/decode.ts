// A device as the API sends it, checked and reduced to what is needed. An id may come as a number; one that a
// number cannot hold exactly is an error, never a rounded id. `agent_status` is an open enum.

import type { State } from '../../model/change.ts';
import { deviceName } from '../../model/device-name.ts';
import { idOf } from '../../model/id.ts';
import { isObject } from '../../model/json.ts';
import type { Decoded } from '../../model/kind.ts';
import { asBefore } from '../../model/once-per.ts';
import { err, ok } from '../../model/result.ts';
import { joinField } from './join.ts';

export interface Device {
  readonly id: string;
  readonly name: string;
  readonly serial: string | undefined;
  /** Agent and access. */
  readonly live: State;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Decodes one row of the device list, or the device itself (devices page). */
export function decodeDevice(raw: unknown): Decoded<Device> {
  if (!isObject(raw)) return err({ field: '', expected: 'an object' });
  const id = idOf(raw['id']);
  if (id === undefined)
    return err({ field: 'id', expected: 'an id: a string, or an integer that JSON keeps exactly' });
  const { agent_status: agent, is_deactivated: deactivated, serial_number: serial } = raw;
  if (agent !== undefined && agent !== null && typeof agent !== 'string')
    return err({ field: 'agent_status', expected: 'a string' });
  if (deactivated !== undefined && deactivated !== null && typeof deactivated !== 'boolean')
    return err({ field: 'is_deactivated', expected: 'true or false' });
  if (serial !== undefined && serial !== null && typeof serial !== 'string')
    return err({ field: 'serial_number', expected: 'a string' });
  return ok({ id, name: deviceName(raw) ?? id, serial: text(serial), live: stateOf(agent, deactivated) });
}

/** One object for devices like the one before: what is then worked out for that one need not be for these. */
const stateOf = asBefore(
  (agent: string | null | undefined, deactivated: boolean | null | undefined): State => {
    const known: Record<string, string> = {};
    if (typeof agent === 'string') known['agent'] = agent;
    if (typeof deactivated === 'boolean') known['access'] = deactivated ? 'deactivated' : 'activated';
    return known;
  },
);

/** The live state with the join type, which says what a removal does; only there it is worth its cost in a large fleet. */
export function withJoinType({ live }: Device, raw: unknown): State {
  const join = isObject(raw) ? text(raw[joinField]) : undefined;
  return join === undefined ? live : joined(live, join);
}

const joined = asBefore((live: State, join: string): State => ({ ...live, [joinField]: join }));
