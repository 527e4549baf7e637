// What people call a device, wherever the API has put it (contract, "Devices"): name, hostname, or the first label of
// dns_hostname.

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The name of a row of the device list, or of the device itself; undefined where it shows none. */
export function deviceName(raw: Readonly<Record<string, unknown>>): string | undefined {
  return text(raw['name']) ?? text(raw['hostname']) ?? text(text(raw['dns_hostname'])?.split('.')[0]);
}
