// How bodies go on the wire: as JSON, or as a form.

import type { Json, JsonObject } from '../model/json.ts';
import type { WireRequest } from './transport.ts';

type Content = Pick<WireRequest, 'headers' | 'body'>;

/** A null sends no body. */
export function asJson(body: Json, userAgent: string): Content {
  return body === null ? content(null, null, userAgent) : content('json', JSON.stringify(body), userAgent);
}

/** Texts as they are, anything else as JSON text. */
export function asForm(fields: JsonObject, userAgent: string): Content {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    form.append(name, typeof value === 'string' ? value : asciiJson(value));
  return content('x-www-form-urlencoded', form.toString(), userAgent);
}

function content(type: string | null, body: string | null, userAgent: string): Content {
  return {
    headers: {
      accept: 'application/json',
      'user-agent': userAgent,
      ...(type !== null && { 'content-type': `application/${type}` }),
    },
    body,
  };
}

/** Escaped beyond ASCII: a form does not say its character set, and servers differ in what they suppose. */
function asciiJson(value: Json): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
