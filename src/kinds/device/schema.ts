// The desired-file sections of devices, as JSON Schema (devices page).

import type { JsonObject } from '../../model/json.ts';

const select: JsonObject = {
  type: 'object',
  description:
    'Which devices: all that any of these keys selects. Resolved while planning; apply touches no other.',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    filter: {
      type: 'string',
      minLength: 1,
      description: 'A SCIM filter (RFC 7644) over the attributes of the device list.',
      examples: ['os_type eq "Windows" and tenant eq "contoso.onmicrosoft.com"'],
    },
    ids: {
      type: 'array',
      items: { type: 'string', pattern: '^[0-9A-Za-z_-]+$' },
      description: 'Device ids, quoted: they are longer than a number keeps.',
      examples: [['2000000000004']],
    },
    serial_numbers: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      description: 'Serial numbers, compared without case.',
      examples: [['C02YX1234GHV']],
    },
    file: {
      type: 'string',
      minLength: 1,
      description: 'A CSV inventory with a header that has id or serial_number; relative to this file.',
      examples: ['inventory/loaners.csv'],
    },
  },
};

const set: JsonObject = {
  type: 'object',
  description: 'Devices, and what is wanted of them.',
  additionalProperties: false,
  required: ['select'],
  anyOf: [{ required: ['agent'] }, { required: ['access'] }],
  properties: {
    agent: {
      enum: ['approved', 'denied', 'removed'],
      description: 'The agent: approved, denied, or removed from the device. Absent: unmanaged.',
    },
    access: {
      enum: ['activated', 'deactivated'],
      description:
        'Whether people who are linked through the identity provider may sign in. Absent: unmanaged.',
    },
    select,
    acknowledge: {
      type: 'string',
      minLength: 3,
      pattern: '\\S',
      description: 'The reason why a hazard of this set is accepted. Kept in the plan and the ledger.',
    },
  },
};

export const sections = {
  device_sets: {
    type: 'object',
    title: 'Device sets',
    description: 'Named sets of devices. A device that two sets select must be wanted the same by both.',
    propertyNames: { pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' },
    additionalProperties: set,
  },
  unlisted_devices: {
    enum: ['ignore', 'report', 'deny'],
    default: 'report',
    description: 'Pending agents that no set selects: ignored, reported in the plan, or denied.',
  },
} satisfies Record<string, JsonObject>;
