// All schemas of the provider, by name.

import { dataTypes } from '../data/all.ts';
import type { Schemas } from './json.ts';
import { providerSchema } from './provider.ts';
import { resourceTypes } from './resources.ts';

export const schemas: Schemas = {
  provider: providerSchema,
  resources: new Map(resourceTypes.map(({ name, schema }) => [name, schema])),
  dataSources: new Map(dataTypes.map(({ name, schema }) => [name, schema])),
};
