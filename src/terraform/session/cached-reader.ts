// A reader that asks the server for each thing once: whoever wants a collection again, or at the same time, is given the
// pages of the first, until it is told to forget. For what looks at one moment; never for polling.

import type { Reader } from '../../api/port.ts';
import type { ApiRequest } from '../../model/call.ts';
import type { Result } from '../../model/result.ts';

export interface CachedReader extends Reader {
  /** Forgets what was asked for so many milliseconds ago or longer; everything, where none are given. */
  readonly forget: (age?: number) => void;
}

type Page = Result<readonly unknown[]>;

/** Pages that are being read: those that came, and a promise of each that comes. */
interface Pages {
  readonly at: number;
  readonly came: Page[];
  readonly next: () => Promise<boolean>;
}

interface Answered {
  readonly at: number;
  readonly answer: ReturnType<Reader['read']>;
}

/** @param now milliseconds */
export function cachedReader(reader: Reader, now: () => number): CachedReader {
  const collections = new Map<string, Pages>();
  const objects = new Map<string, Answered>();
  const read: Reader['read'] = (request, options) => {
    const key = keyOf(request, options?.missing ?? '');
    const known = objects.get(key) ?? { at: now(), answer: reader.read(request, options) };
    objects.set(key, known);
    return known.answer;
  };
  const pages: Reader['pages'] = (wanted, options) => {
    const key = keyOf(wanted.request, wanted.paging);
    const known = collections.get(key) ?? { at: now(), ...pagesOf(reader.pages(wanted, options)) };
    collections.set(key, known);
    return again(known);
  };
  const forget = (age = 0): void => {
    const limit = now() - age;
    for (const known of [collections, objects])
      for (const [key, { at }] of known) if (at <= limit) known.delete(key);
  };
  return { read, pages, requests: reader.requests, forget };
}

const keyOf = ({ method, path, query }: ApiRequest, how: string): string =>
  JSON.stringify([method, path, query, how]);

/** `next` reads one more page, once for all who wait for it; false at the end. */
function pagesOf(source: ReturnType<Reader['pages']>): Omit<Pages, 'at'> {
  const came: Page[] = [];
  let under: Promise<boolean> | null = null;
  const step = async (): Promise<boolean> => {
    const { done, value } = await source.next();
    if (!done) came.push(value);
    under = null;
    return done !== true;
  };
  const next = (): Promise<boolean> => {
    under ??= step();
    return under;
  };
  return { came, next };
}

async function* again(pages: Pages): AsyncGenerator<Page, void, void> {
  for (let i = 0; ; i++) {
    if (i >= pages.came.length && !(await pages.next())) return;
    const page = pages.came[i];
    if (page !== undefined) yield page;
  }
}
