// The data sources, in the order of the pages.

import type { DataType } from './types.ts';

export const dataTypes: readonly DataType[] = [];
