// The devices of a CSV inventory, approved. An inventory with a mistake selects no device and stops the synthesis.

import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { type Named, namedIn } from '../config/inventory.ts';
import { DeviceSet, type DeviceSetSelect } from './bindings/device-set.gen.ts';
import { tell } from './findings.ts';
import { readInventory } from './inventory.ts';

export interface ApprovedFleetConfig {
  /**
   * A CSV file whose header has `id` and/or `serial_number`: relative to the working directory, or a URL such as
   * `new URL('loaners.csv', import.meta.url)`.
   */
  readonly inventory: string | URL;
  /** What plans and messages call the set. Absent: the id of this construct. */
  readonly name?: string;
  /** Whether people who are linked through the identity provider may sign in. Absent: unmanaged. */
  readonly access?: 'activated' | 'deactivated';
  /** The reason why a hazard of this set is accepted. */
  readonly acknowledge?: string;
  readonly provider?: TerraformProvider;
}

/** Approves the agents of the devices that a CSV inventory lists. */
export class ApprovedFleet extends Construct {
  readonly set: DeviceSet;

  constructor(scope: Construct, id: string, config: ApprovedFleetConfig) {
    super(scope, id);
    const { inventory: file, name = id, ...others } = config;
    const { inventory, diagnostics } = readInventory(file);
    tell(this, diagnostics);
    const select = selectOf(namedIn(inventory?.rows ?? []));
    this.set = new DeviceSet(this, 'Default', { ...others, name, agent: 'approved', select });
  }
}

const selectOf = ({ ids, serials }: Named): DeviceSetSelect => ({
  ...(ids.length > 0 && { ids: [...ids] }),
  ...(serials.length > 0 && { serialNumbers: [...serials] }),
});
