// Desired files that the tests of the command share. They fit the simulator's seed 1.

/** One change of account linking: breakglass becomes restricted. */
export const restricts = `version: 1
restricted_accounts: { mode: at_least, names: [administrator, breakglass, recovery] }
`;

/** Approves what is pending of Linux and macOS, and activates every Mac: several steps. */
export const approves = `version: 1
device_sets:
  linux: { agent: approved, select: { filter: 'os_type eq "Linux"' } }
  mac: { agent: approved, access: activated, select: { filter: 'os_type eq "macOS"' } }
`;

/** Denies most of the fleet: more than a guard allows. */
export const deniesAll = `version: 1
device_sets:
  all: { agent: denied, select: { filter: 'id pr' } }
`;

/** What the sample simulators hold already. */
export const nothing = `version: 1
restricted_accounts: { mode: at_least, names: [administrator, recovery] }
`;
