// The plan's JSON form as a JSON Schema (2020-12). Each table of properties is held to the keys of its type, so a
// field that a type gains or loses does not compile here.

import type { ApiRequest } from './call.ts';
import type { Change, Probe, Source } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Place } from './failure.ts';
import type { JsonObject } from './json.ts';
import type { PlannedChange, Step, Summary, Unlisted } from './plan.ts';
import { type Agreed, type Hazard, type Plan, planFormat, type ReadReport, type Settled } from './plan.ts';

type Properties<T> = Readonly<Record<keyof T & string, JsonObject>>;

/** An object with exactly these members, all of them required but the optional ones. */
function closed<T>(properties: Properties<T>, optional: readonly (keyof T & string)[] = []): JsonObject {
  const names: readonly string[] = optional;
  const required = Object.keys(properties).filter((name) => !names.includes(name));
  return { type: 'object', additionalProperties: false, required, properties };
}

const text: JsonObject = { type: 'string' };
const texts: JsonObject = { type: 'array', items: text };
const count: JsonObject = { type: 'integer', minimum: 0 };
const fields: JsonObject = { type: 'object', description: 'Fields by name; the values are any JSON.' };
const state: JsonObject = { ...fields, type: ['object', 'null'] };
const listOf = (items: JsonObject, description: string): JsonObject => ({
  type: 'array',
  items,
  description,
});
const nullable = (schema: JsonObject): JsonObject => ({ ...schema, type: ['object', 'null'] });
const choice = (...values: readonly string[]): JsonObject => ({ enum: values });

const source = closed<Source>({ file: text, line: count, column: count }, ['column']);
const probe = closed<Probe>(
  {
    verdict: choice('safe', 'unsafe', 'unknown'),
    detail: text,
    reached: { ...count, description: 'Objects that the change reaches beside its own.' },
    unread: { ...count, description: 'Those of them that were not read.' },
    objects: { ...texts, description: 'Names of those that are not safe.' },
  },
  ['reached', 'unread', 'objects'],
);

const place = closed<Place>({ file: text, line: count, column: count, call: text, field: text }, [
  'file',
  'line',
  'column',
  'call',
  'field',
]);

const change: Properties<Change> = {
  address: { ...text, description: 'kind, or kind/key.' },
  before: {
    ...state,
    description: 'Live values of the fields that differ; null: no such object, or a one-shot.',
  },
  after: { ...state, description: 'Desired values of the same fields; null: the object goes.' },
  why: text,
  source: nullable(source),
  group: text,
  name: text,
  origin: choice('drift', 'pending', 'both'),
  last: state,
  context: fields,
  relies_on: { ...text, description: 'The object whose live state context is of, for a one-shot.' },
  part_of: { ...text, description: 'Carried out with the change at this address, and not without.' },
  probe,
  acknowledge: text,
};

const request = closed<ApiRequest>(
  {
    method: choice('GET', 'POST', 'PATCH', 'PUT', 'DELETE'),
    path: { type: 'string', pattern: '^/', description: 'Below the API root, segments encoded.' },
    query: { type: 'object', additionalProperties: text },
    body: { description: 'Any JSON; null for none.' },
    service: { ...choice('admanager'), description: 'The server it is meant for; absent: Identity360.' },
  },
  ['service'],
);

const hazard = closed<Hazard>(
  {
    hazard: choice(
      'denies',
      'deactivates',
      'removes',
      'deletes',
      'locks-out',
      'widens-access',
      'unprotects',
      'irreversible',
    ),
    why: text,
    addresses: texts,
    acknowledged: { type: ['string', 'null'] },
  },
  ['acknowledged'],
);

const step = closed<Step>(
  {
    id: text,
    kind: text,
    operation: text,
    phase: { type: 'integer' },
    repeatable: { type: 'boolean', description: 'False: never sent twice, whatever happens.' },
    requests: listOf(request, 'In this order.'),
    changes: { ...texts, description: 'Addresses of the changes it carries out.' },
    fields: { type: ['array', 'null'], items: text, description: 'Fields it brings about; null: all.' },
    depends_on: { ...texts, description: 'Ids of steps that must have been applied before.' },
    hazards: listOf(hazard, 'What could hurt.'),
    follows: { ...texts, description: 'What is done after the request, in words.' },
  },
  ['follows'],
);

const diagnostic = closed<Diagnostic>(
  {
    code: text,
    severity: choice('error', 'refusal', 'warning', 'info'),
    summary: text,
    why: text,
    next: text,
    where: place,
    also: place,
    addresses: texts,
  },
  ['where', 'also', 'addresses'],
);

const moment: JsonObject = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT',
  description: 'ISO 8601, UTC.',
};
const seconds: JsonObject = { type: 'number', minimum: 0 };

/** The schema of a plan file. */
export const planSchema: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:trueup:plan:1',
  title: 'trueup: a plan',
  description: 'What apply will do, and why. `id` is the hash of everything else.',
  ...closed<Plan>(
    {
      format: { const: planFormat },
      id: text,
      tenant: text,
      base_url: { ...text, description: 'The API root that was read; apply refuses another.' },
      services: {
        type: 'object',
        additionalProperties: text,
        description: 'Where other servers are that it calls.',
      },
      created_at: moment,
      expires_at: moment,
      reason: choice('done', 'changes', 'refused', 'error'),
      summary: closed<Summary>({ add: count, change: count, remove: count, run: count }),
      changes: listOf(
        closed<PlannedChange>({ ...change, action: choice('add', 'change', 'remove', 'run', 'none') }, [
          'relies_on',
          'part_of',
          'probe',
          'acknowledge',
        ]),
        'Every difference that apply brings about.',
      ),
      steps: listOf(step, 'The API requests, with what they depend on.'),
      settled: listOf(
        closed<Settled>({ address: text, before: state, after: state, why: text }),
        'Differences that ask for nothing.',
      ),
      unlisted: listOf(
        closed<Unlisted>({ address: text, name: text, state: fields }),
        'Objects nothing selects.',
      ),
      agreed: listOf(
        closed<Agreed>({ kind: text, after: fields, keys: texts }),
        'Objects that are as desired.',
      ),
      diagnostics: listOf(diagnostic, 'Findings; an error or a refusal stops apply.'),
      reads: listOf(
        closed<ReadReport>({ kind: text, how: choice('whole', 'push-down'), rows: count, requests: count }),
        'How the live state was read.',
      ),
      cost: closed<Plan['cost']>({ requests: count, seconds }),
    },
    ['services'],
  ),
};
