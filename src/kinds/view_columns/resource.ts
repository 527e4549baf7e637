// View columns as resources of Terraform: one for each view.

import type { ResourceRule } from '../../model/resource.ts';

export const resource: ResourceRule = {
  type: 'view_columns',
  description: 'The columns that lists of a management action show. Their order counts.',
  of: 'entries',
  section: 'view_columns',
  key: 'action',
  keyRequired: true,
  listed: true,
  ordered: ['columns'],
  importId: ['action', 'app_config_id'],
};
