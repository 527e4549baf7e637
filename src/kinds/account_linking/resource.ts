// Account linking as a resource of Terraform: one for the tenant; the restricted accounts are one of its arguments.

import type { ResourceRule } from '../../model/resource.ts';

export const resource: ResourceRule = {
  type: 'account_linking',
  description:
    'Settings for linking local accounts on devices with Identity360 accounts, and the local accounts that are never linked. There is one of it in a tenant.',
  of: 'sections',
  section: 'account_linking',
  parts: { restricted_accounts: 'restricted_accounts' },
  fields: { link_restricted_local_accounts: 'restricted_accounts.names' },
  hurts: { sync: ['on_change'] },
  importId: [],
};
