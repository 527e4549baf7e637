// What terraform prints as JSON, as far as tests look at it, and the changes of it as one object for an assertion.

import type { JsonObject } from '../../../src/model/json.ts';

export interface ResourceChange {
  readonly address: string;
  readonly change: {
    /** `['no-op']`, `['create']`, `['update']`, `['delete', 'create']`, … */
    readonly actions: readonly string[];
    readonly before: JsonObject | null;
    readonly after: JsonObject | null;
    /** True at what is known after the apply alone. */
    readonly after_unknown: JsonObject;
    readonly after_sensitive: JsonObject;
    readonly importing?: { readonly id: string };
  };
}

export interface Resource {
  readonly address: string;
  readonly values: JsonObject;
}

/** `show -json` of a plan or a state. */
export interface Shown {
  readonly resource_changes?: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
  readonly values?: { readonly root_module: { readonly resources?: readonly Resource[] } };
}

/** `state pull`. */
export interface State {
  readonly serial: number;
  readonly lineage: string;
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly schema_version: number;
      readonly attributes: JsonObject;
      readonly private?: string;
    }[];
  }[];
}

/** What would be done, by address: `{ 'id360_device_set.a': 'create' }`; reads and what stays are left out. */
export function changesOf(list: readonly ResourceChange[] = []): Readonly<Record<string, string>> {
  const done = list.map(({ address, change }) => [address, change.actions.join('+')] as const);
  return Object.fromEntries(done.filter(([, action]) => action !== 'no-op' && action !== 'read'));
}

/** The attributes of a resource in the state; undefined where it is not there. */
export const valuesOf = ({ values }: Shown, address: string): JsonObject | undefined =>
  values?.root_module.resources?.find((resource) => resource.address === address)?.values;
