// The attributes a device filter may name: the documented ones, and those that only the samples show (devices
// page). A filter over an unknown attribute is refused: `not (os_typ eq "Linux")` would select every device.

const documented = [
  'id',
  'name',
  'os_type',
  'os_major_version',
  'os_release_name',
  'os_build_version',
  'serial_number',
  'ip_address',
  'agent_status',
  'agent_version',
  'is_agent_outdated',
  'agent_installed_time',
  'join_type',
  'domain',
  'tenant',
  'dns_hostname',
  'container',
  'managed_by',
  'owner',
  'mdm',
  'description',
  'last_contact_time',
];

const onlyInSamples = ['hostname', 'os_distribution', 'is_deactivated', 'device_accounts', 'date_added'];

const inDeviceAccounts = ['device_accounts.total_local_accounts', 'device_accounts.linked_local_accounts'];

/** Names that a device filter may use, in lower case. */
export const attributes: ReadonlySet<string> = new Set([
  ...documented,
  ...onlyInSamples,
  ...inDeviceAccounts,
]);
