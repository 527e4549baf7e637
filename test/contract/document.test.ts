// Redocly's linter judges the document: the structure of OpenAPI 3.1, every schema in it, references, parameters of
// paths, scopes, examples against their schemas.

import { join } from 'node:path';
import { lintFromString, loadConfig } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { type Document, document, operationsOf } from './document.ts';

const configPath = join(import.meta.dirname, 'linter.yaml');

async function problemsIn(data: Document): Promise<readonly string[]> {
  const config = await loadConfig({ configPath });
  const problems = await lintFromString({ source: JSON.stringify(data), config });
  return problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`);
}

test('the document is valid OpenAPI 3.1, without a warning', async () => {
  const data = document();
  expect(data.openapi).toMatch(/^3\.1\./);
  expect(await problemsIn(data)).toEqual([]);
});

const spoilt: Readonly<Record<string, readonly [search: string, replacement: string]>> = {
  'a type that there is not': ['"type":"boolean"', '"type":"bool"'],
  'a reference to nothing': ['#/components/schemas/Device"', '#/components/schemas/Nothing"'],
  'a key that OpenAPI does not know': ['"summary":"List devices"', '"sumary":"List devices"'],
  'a scope that is not declared': ['["id360.device.READ"]', '["id360.device.LOOK"]'],
  'an operation named twice': ['"operationId":"getDevice"', '"operationId":"listDevices"'],
  'an example that its schema refuses': ['"is_last":true,"limit":100', '"is_last":"yes","limit":100'],
};

test.each(Object.entries(spoilt))('the linter finds %s', async (_, [search, replacement]) => {
  const good = JSON.stringify(document());
  expect(good).toContain(search);
  expect(await problemsIn(JSON.parse(good.replace(search, replacement)))).not.toEqual([]);
});

test('what is on no page says so', () => {
  const strangers = operationsOf(document()).filter(({ source }) => source !== 'pages');
  expect(strangers.map(({ id, source }) => `${id}: ${source}`).sort()).toEqual([
    'listExecutions: inferred',
    'listJobs: contract',
    'listLocalAccounts: contract',
    'refreshAccessToken: contract',
  ]);
});
