// The types of build.mjs, for the tests that build providers with it.

/** One CommonJS file without a suffix, executable. */
export function bundle(entry: string, file: string): Promise<void>;

/** Builds `entry` as provider `address` (host/namespace/name) into a mirror below `dir`. */
export function layMirror(
  dir: string,
  entry: string,
  address: string,
  version?: string,
): Promise<{ readonly binary: string; readonly config: string }>;

export const floor: { readonly entry: string; readonly address: string };
