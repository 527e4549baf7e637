// Request bodies: read whole within a limit, and JSON parsed without throwing.

import type { IncomingMessage } from 'node:http';
import type { Json } from '../model/json.ts';
import { err, ok, type Result } from '../model/result.ts';

const maxBytes = 1_048_576;

/** The body as text; `too-large` past a megabyte, the rest is read and dropped. */
export async function readBody(request: IncomingMessage): Promise<Result<string, 'too-large'>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
  }
  return size > maxBytes ? err('too-large') : ok(Buffer.concat(chunks).toString());
}

export function parseJson(text: string): Result<Json, 'not-json'> {
  try {
    // JSON.parse gives JSON.
    return ok(JSON.parse(text) as Json);
  } catch {
    return err('not-json');
  }
}
