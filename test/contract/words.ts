// The validator's errors in words.

import type { ErrorObject } from 'ajv';

export const words = (errors: readonly ErrorObject[] | null | undefined): readonly string[] =>
  (errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  );
