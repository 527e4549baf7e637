// Device sets as resources of Terraform: one for each set.

import type { ResourceRule } from '../../model/resource.ts';

export const resource: ResourceRule = {
  type: 'device_set',
  description:
    'Devices, chosen by a filter, ids or serial numbers, and what is wanted of their agents and of access to them.',
  of: 'entries',
  section: 'device_sets',
  key: 'name',
  keyRequired: false,
  listed: false,
  omits: ['select.file'],
  members: 'The devices that are selected, by id, each with what it is: in a plan, what it will be.',
  hurts: { agent: ['denied', 'removed'], access: ['deactivated'] },
  importId: [],
  importAs: [{ agent: 'approved' }, { agent: 'denied' }],
  absent: ['device.unknown-id', 'device.unknown-serial', 'device.empty-set'],
};
