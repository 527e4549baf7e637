// User moves as resources of Terraform: one for each request to ADManager Plus.

import type { ResourceRule } from '../../model/resource.ts';

export const resource: ResourceRule = {
  type: 'user_move',
  description:
    'A request to ADManager Plus to move users to a container, once for each account. A person approves it there; destroying it withdraws nothing.',
  of: 'entries',
  section: 'user_moves',
  key: 'name',
  keyRequired: true,
  listed: false,
  members: 'The accounts that it is for, each with what came of it.',
  once: true,
  importId: [],
};
