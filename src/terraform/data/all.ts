// The data sources, in the order of the pages.

import { accountLinking } from './account-linking.ts';
import { accountLinkingHistory } from './account-linking-history.ts';
import { actionEntities } from './action-entities.ts';
import { device } from './device.ts';
import { devices } from './devices.ts';
import type { DataType } from './types.ts';

export const dataTypes: readonly DataType[] = [
  accountLinking,
  accountLinkingHistory,
  actionEntities,
  device,
  devices,
];
