// Where each data centre of Identity360 is. Only `us` is verified; every other row is inferred from Zoho's naming,
// and this table is the one place that holds the guess.

interface Hosts {
  readonly api: string;
  readonly accounts: string;
}

const zone = (suffix: string, accounts: string): Hosts => ({
  api: `https://id360.manageengine.${suffix}/api/v1`,
  accounts: `https://accounts.${accounts}`,
});

/** API root and accounts host of each data centre. */
export const dataCenters = {
  us: zone('com', 'zoho.com'),
  eu: zone('eu', 'zoho.eu'), // inferred, as are all below
  in: zone('in', 'zoho.in'),
  au: zone('com.au', 'zoho.com.au'),
  cn: zone('cn', 'zoho.com.cn'),
  jp: zone('jp', 'zoho.jp'),
  ca: zone('ca', 'zohocloud.ca'),
  uk: zone('uk', 'zoho.uk'),
  sa: zone('sa', 'zoho.sa'),
};

/** The name of a data centre. */
export type DataCenter = keyof typeof dataCenters;

/** The API root of a data centre; undefined for a name that is none. */
export function apiRootOf(dataCenter: string): string | undefined {
  return Object.entries(dataCenters).find(([name]) => name === dataCenter)?.[1].api;
}

/** The accounts host that goes with an API root; undefined where the root is no known data centre's. */
export function accountsUrlOf(baseUrl: string): string | undefined {
  const origin = URL.canParse(baseUrl) ? new URL(baseUrl).origin : '';
  return Object.values(dataCenters).find(({ api }) => new URL(api).origin === origin)?.accounts;
}
