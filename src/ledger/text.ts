// Bytes to text to JSON without exceptions; the error is what is wrong, in words.

import { err, ok, type Result } from '../model/result.ts';

export function decodeText(bytes: Uint8Array): Result<string, string> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return err('it is not UTF-8 text');
  }
}

export function decodeJson(text: string): Result<unknown, string> {
  try {
    const value: unknown = JSON.parse(text);
    return ok(value);
  } catch {
    return err(text.trim() === '' ? 'it is empty' : 'it is not JSON');
  }
}
