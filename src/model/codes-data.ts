// Codes of the data sources of the Terraform provider.

import type { Codes } from './codes.ts';

export const dataCodes: Codes = {
  'data.argument': {
    as: ['error'],
    when: 'An argument of a data source has a value that it does not take, or arguments do not go together: none or both of two of which one says what is meant, or a selection that would be everybody.',
    next: 'Do what the message says: it stands at the argument.',
  },
  'data.unknown-field': {
    as: ['error'],
    when: '`fields` of `id360_devices` names an attribute that devices do not have.',
    next: 'Take the name that the message proposes, or one of its list.',
  },
  'data.field-not-shown': {
    as: ['warning'],
    when: '`fields` of `id360_action_entities` names an attribute that no user of the action shows. It is null for all of them.',
    next: 'Correct it, or add it to the columns of the action with `id360_view_columns`.',
  },
  'data.no-device': {
    as: ['error'],
    when: '`id360_device` asks for a device that the tenant does not show: it has not enrolled, or it was denied or removed.',
    next: 'Check the id or the serial number. `id360_devices` gives an empty result where there is no device.',
  },
  'data.shared-serial': {
    as: ['error'],
    when: 'The serial number that `id360_device` asks for is reported by several devices. The message names them.',
    next: 'Name the device by its `id`.',
  },
};
