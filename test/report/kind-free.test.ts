// Reports take their labels from the data: no source of theirs names a kind.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../src/report/', import.meta.url));

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

test.each(files)('%s names no kind', (file) => {
  expect(readFileSync(folder + file, 'utf8')).not.toMatch(
    /device|account_linking|user_action|user_move|view_column/i,
  );
});
