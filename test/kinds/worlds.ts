// Arbitrary small tenants, valid desired files for them, and what somebody may do behind the files. Every hazard has
// its reason, so that most plans may be applied; some are refused (floor, empty selection), and that is a case too.

import fc from 'fast-check';
import type { JsonObject } from '../../src/model/json.ts';
import type { GivenWorld, Switches } from '../../src/simulator/index.ts';
import type { Switched } from './switches.ts';

export interface Wish {
  readonly agent?: 'approved' | 'denied' | 'removed';
  readonly access?: 'activated' | 'deactivated';
}

/** A desired file, and what it wants of each device by id. */
export interface Desired {
  readonly file: JsonObject;
  readonly wishes: ReadonlyMap<string, Wish>;
}

/** One turn: somebody changes devices, then a new desired file is applied. */
export interface Turn {
  readonly meddled: readonly (readonly [string, JsonObject])[];
  readonly desired: Desired;
}

const count = 6;
export const ids = Array.from({ length: count }, (_, i) => String(2000000000001 + i));
const systems = ['Windows', 'macOS'] as const;
const acknowledge = 'it is only a test';

const status = fc.constantFrom('active', 'inactive', 'pending', 'pending', 'denied', 'quarantined');
const joinType = fc.constantFrom('IDPJoined', 'ID360Joined', 'EntraJoined', 'ADJoined');
const fields = fc.record({ agent_status: status, is_deactivated: fc.boolean() }, { requiredKeys: [] });
const names = fc.uniqueArray(fc.constantFrom('scanner', 'kiosk', 'breakglass', 'Kiosk2', 'root'), {
  maxLength: 3,
});

/** The operating systems take turns, so that a filter over them selects every other device. */
const osOf = (index: number): string => systems[index % 2] ?? '';

const devices = fc.tuple(
  ...ids.map((id, i) =>
    fc.tuple(fields, joinType).map(
      ([shown, join_type]): JsonObject => ({
        id,
        name: `LAPTOP-${i}`,
        serial_number: `SER${i}`,
        os_type: osOf(i),
        join_type,
        ...shown,
      }),
    ),
  ),
);

const settings = {
  is_enabled: fc.boolean(),
  attribute_type: fc.constantFrom('attribute', 'naming_format'),
  attribute_value: fc.constantFrom('mail', 'localAccountName'),
};
const onDemand = { is_enabled: fc.boolean(), default_permission_level: fc.constantFrom('standard', 'admin') };

const linking = fc.record({
  ...settings,
  link_restricted_local_accounts: names,
  ondemand_provisioning_settings: fc.record(onDemand),
  grace_days: fc.nat(3),
});

export const world: fc.Arbitrary<GivenWorld> = fc.record({ devices, linking });

const wish: fc.Arbitrary<Wish> = fc
  .record(
    {
      agent: fc.constantFrom('approved' as const, 'approved' as const, 'denied' as const, 'removed' as const),
      access: fc.constantFrom('activated' as const, 'deactivated' as const),
    },
    { requiredKeys: [] },
  )
  .filter(({ agent, access }) => agent !== undefined || access !== undefined);

/** Some devices by id or serial number, one set for each wish. */
const listed = fc
  .tuple(fc.array(fc.option(wish, { nil: undefined }), { minLength: count, maxLength: count }), fc.boolean())
  .map(([wanted, bySerial]) => {
    const wishes = new Map(wanted.flatMap((one, i) => (one ? [[ids[i] ?? '', one] as const] : [])));
    const sets = [...wishes].map(([id, one]): [string, JsonObject] => [
      `set-${id}`,
      {
        ...one,
        acknowledge,
        select: bySerial ? { serial_numbers: [` ser${ids.indexOf(id)}`] } : { ids: [id] },
      },
    ]);
    return { wishes, sets };
  });

/** Devices by what they run. */
const filtered = fc.tuple(wish, wish).map((wanted) => ({
  wishes: new Map(ids.map((id, i) => [id, wanted[i % 2] ?? {}])),
  sets: wanted.map((one, i): [string, JsonObject] => [
    `set-${i}`,
    { ...one, acknowledge, select: { filter: `os_type eq "${osOf(i)}"` } },
  ]),
}));

const sections = fc.record(
  {
    account_linking: fc.record(
      {
        ...settings,
        ondemand_provisioning_settings: fc.record(onDemand, { requiredKeys: [] }),
        sync: fc.constantFrom('never', 'on_change'),
        acknowledge: fc.constant(acknowledge),
      },
      { requiredKeys: ['acknowledge'] },
    ),
    restricted_accounts: fc.record({ mode: fc.constantFrom('exact', 'at_least'), names }),
    unlisted_devices: fc.constantFrom('ignore', 'report', 'deny'),
  },
  { requiredKeys: [] },
);

const desired: fc.Arbitrary<Desired> = fc
  .tuple(fc.oneof(listed, filtered), sections)
  .map(([{ wishes, sets }, others]) => ({
    wishes,
    file: { version: 1, device_sets: Object.fromEntries(sets), ...others },
  }));

const meddled = fc.array(fc.tuple(fc.constantFrom(...ids), fields), { maxLength: 2 });

export const turns: fc.Arbitrary<readonly Turn[]> = fc.array(fc.record({ meddled, desired }), {
  minLength: 1,
  maxLength: 4,
});

const switchValues: { readonly [K in keyof Switches]?: fc.Arbitrary<Switches[K]> } = {
  denied: fc.constantFrom('denied', 'inactive', 'pending', 'gone'),
  ids: fc.constantFrom('string', 'number'),
  name: fc.constantFrom('name', 'hostname', 'dns'),
  envelope: fc.constantFrom(200, 207),
  totals: fc.constantFrom('right', 'wrong', 'absent'),
  bulkMax: fc.constantFrom(1, 2, 3),
  urlMax: fc.constantFrom(100, 8000),
  maxLimit: fc.constantFrom(1, 2, 5),
  lastPage: fc.constantFrom('is_last', 'no_cursor', 'repeated_cursor', 'empty_page'),
  missingResults: fc.constantFrom(0, 2, 3),
  errorCodes: fc.constantFrom('plain', 'masked', 'number'),
  access: fc.constantFrom('shown', 'hidden'),
};

/** Any of the switches together. */
export const switches = fc.record(switchValues, { requiredKeys: [] }) as fc.Arbitrary<Switched>; // members as named
