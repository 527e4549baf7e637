// What the codes of this kind's findings mean, for `trueup explain` and the reference docs.

import type { Codes } from '../../model/codes.ts';

export const codes: Codes = {
  'device.sets-disagree': {
    as: ['error'],
    when: 'Two device sets select the same device and want different things of it. The message names both sets and what each wants.',
    next: 'Narrow one of the two selections so that each device is wanted one way.',
    example: `select: { filter: 'os_type eq "Windows" and not (name sw "LOAN-")' }`,
  },
  'device.shared-serial': {
    as: ['error'],
    when: 'A serial number that a set names is reported by two devices, so that it does not say which one is meant.',
    next: 'Name the device by its id in `select.ids`.',
  },
  'device.unknown-serial': {
    as: ['warning'],
    when: 'A set names a serial number that no live device has. Inventories often list devices before they enrol, so this is no error.',
    next: 'Check the spelling. A device that is not enrolled yet is picked up by the next plan after it is.',
  },
  'device.unknown-id': {
    as: ['warning'],
    when: 'A set names an id that no live device has.',
    next: 'Check the spelling. A device that is not enrolled yet is picked up by the next plan after it is.',
  },
  'device.empty-set': {
    as: ['warning'],
    when: 'A device set selects no device.',
    next: 'Check its selection against the device list.',
  },
  'guard.empty-selection': {
    as: ['refusal'],
    when: 'With `unlisted_devices: deny`, devices would be denied as unlisted while a set that approves selects nothing. A selection that has become empty must not turn into a denial of the devices it meant.',
    next: 'Correct or delete the empty set, or set `unlisted_devices: report`.',
  },
};
