// The one codec of addresses: `kind` for a singleton, `kind/key` or `kind/key/key` for others. A key part is
// percent-encoded where it holds `/`, `%`, white space or a control character, so parse(format(x)) = x.

import type { Failure } from './failure.ts';
import { err, ok, type Result } from './result.ts';

/** An address in its text form, as it stands in plans, ledgers and on the command line. */
export type Address = string;

export interface AddressParts {
  readonly kind: string;
  readonly keys: readonly string[];
}

const encodePart = (part: string): string => part.replace(/[/%\s\p{Cc}*?]/gu, encodeURIComponentFully);

function encodeURIComponentFully(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((b) => `%${b.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** Most keys are plain, and a fleet has a million of them. */
const plain = /^[\w.-]+$/;

export function formatAddress(kind: string, ...keys: readonly string[]): Address {
  const [key] = keys;
  if (keys.length === 1 && key !== undefined && plain.test(key)) return `${kind}/${key}`;
  return [kind, ...keys.map(encodePart)].join('/');
}

export function parseAddress(text: string): Result<AddressParts> {
  const [kind = '', ...keys] = text.split('/');
  if (!/^[a-z][a-z0-9_]*$/.test(kind) || keys.some((key) => key === '')) return err(notAnAddress(text));
  try {
    return ok({ kind, keys: keys.map(decodeURIComponent) });
  } catch {
    return err(notAnAddress(text));
  }
}

/** The kind of a well-formed address. */
export function kindOf(address: Address): string {
  const slash = address.indexOf('/');
  return slash < 0 ? address : address.slice(0, slash);
}

/** The key of a well-formed address, decoded; several parts stay joined by `/`; empty for a singleton. */
export function keyOf(address: Address): string {
  const slash = address.indexOf('/');
  const key = slash < 0 ? '' : address.slice(slash + 1);
  return key.includes('%') ? decodeURIComponent(key) : key;
}

/** The address of a kind and a key as `keyOf` gives it. No part of a key may hold a `/`. */
export function addressOf(kind: string, key: string): Address {
  if (key === '') return kind;
  return plain.test(key) ? `${kind}/${key}` : formatAddress(kind, ...key.split('/'));
}

/** True where the glob (`*` any run of characters, `?` one) matches the whole address. */
export function matchesGlob(glob: string, address: Address): boolean {
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${pattern}$`, 'u').test(address);
}

function notAnAddress(text: string): Failure {
  return {
    code: 'address.malformed',
    reason: 'error',
    summary: `"${text}" is not an address`,
    why: 'an address is a kind, or a kind and its keys: account_linking, device/2000000000006',
    next: 'write it as the plan prints it',
  };
}
