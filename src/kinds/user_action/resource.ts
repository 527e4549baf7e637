// User actions as resources of Terraform: one for each action and selection of users.

import type { ResourceRule } from '../../model/resource.ts';

export const resource: ResourceRule = {
  type: 'user_action',
  description:
    'A management action to run, once for each user that is selected. Destroying it undoes nothing.',
  of: 'entries',
  section: 'user_actions',
  key: 'name',
  keyRequired: true,
  listed: false,
  members: 'The users that it is for, by id, each with what came of it.',
  once: true,
  importId: [],
  absent: ['user-action.unknown-user', 'user-action.selects-nobody'],
};
