// Paging. The next page is asked for as soon as it is known, before the rows at hand are given out, so the server
// works while the consumer does; two pages are held at most, and nothing is done for each row of a cursor's page.

import { setImmediate as turnOfLoop } from 'node:timers/promises';
import type { Answer, ApiRequest } from '../model/call.ts';
import { isObject } from '../model/json.ts';
import { err, ok, type Result } from '../model/result.ts';
import { tooManyRows, wrongShape } from './failures.ts';

type Rows = readonly unknown[];
type Pages = AsyncGenerator<Result<Rows>, void, void>;
type ReadPage = (request: ApiRequest) => Promise<Result<Answer>>;
/** A page, and the query of the one after it; null: it was the last. */
type Turn = (page: Page) => { readonly rows: Rows; readonly next: ApiRequest | null };

interface Page {
  readonly rows: Rows;
  readonly isLast: boolean;
  /** Empty: there is none. */
  readonly nextCursor: string;
}

/** Rows asked for in one call, and the fallback where the server refuses so many. */
const largePage = '1000';
const smallPage = '100';

/**
 * A collection that goes beyond either does not end. Rows: twenty times the largest tenant that trueup is made for (100 000
 * devices), and as many as memory holds. Pages: all those rows where a server gives ten at once, or that tenant one by one.
 */
const bounds = { rows: 2_000_000, pages: 200_000 };

/** Follows `next_cursor` until `is_last`, no or a repeated cursor, or an empty page. */
export function cursorPages(read: ReadPage, request: ApiRequest, most = bounds): Pages {
  const seen = new Set<string>();
  return turnPages(read, request, most, (asked) => ({ rows, isLast, nextCursor }) => {
    const more = !isLast && rows.length > 0 && nextCursor !== '' && !seen.has(nextCursor);
    seen.add(nextCursor);
    return { rows, next: more ? withQuery(asked, { cursor: nextCursor }) : null };
  });
}

/** Steps `from` by the rows received, arrays of rows made flat, and drops rows already seen, until a page brings nothing new. */
export function offsetPages(read: ReadPage, request: ApiRequest, most = bounds): Pages {
  const seen = new Set<string>();
  let from = 0;
  return turnPages(read, withQuery(request, { from: '0' }), most, (asked) => ({ rows: given }) => {
    // Rows of executions come one array deeper than elsewhere (management-executions page).
    const rows = given.flat();
    from += rows.length;
    const fresh = rows.filter((row) => {
      const before = seen.size;
      return seen.add(identityOf(row)).size > before;
    });
    return { rows: fresh, next: fresh.length > 0 ? withQuery(asked, { from: String(from) }) : null };
  });
}

async function* turnPages(
  read: ReadPage,
  request: ApiRequest,
  most: typeof bounds,
  turn: (asked: ApiRequest) => Turn,
): Pages {
  const first = await readFirst(read, request);
  const turned = turn(first.asked);
  let coming: Promise<Result<Answer>> | null = Promise.resolve(first.answer);
  const count = { rows: 0, pages: 0 };
  while (coming !== null) {
    const answer: Result<Answer> = await coming;
    const page: Result<Page> = answer.ok ? pageOf(answer.value, request) : answer;
    if (!page.ok) return yield page;
    const { rows, next } = turned(page.value);
    count.rows += rows.length;
    count.pages += 1;
    if (count.rows > most.rows || (next !== null && count.pages >= most.pages))
      return yield err(tooManyRows(request, count));
    coming = next === null ? null : read(next);
    if (coming !== null) await onItsWay();
    yield ok(rows);
  }
}

/**
 * A connection that is used again is written to one turn of the event loop after it was asked for. Without this wait
 * the rows at hand would be worked on first, and the server would idle meanwhile.
 */
async function onItsWay(): Promise<void> {
  await turnOfLoop();
  await turnOfLoop();
}

/** The first page tells whether the server takes our page size. */
async function readFirst(read: ReadPage, request: ApiRequest) {
  const sized = (limit: string) => withQuery(request, { limit, ...request.query });
  const asked = sized(largePage);
  const answer = await read(asked);
  if (answer.ok || answer.error.status !== 400 || 'limit' in request.query) return { asked, answer };
  return { asked: sized(smallPage), answer: await read(sized(smallPage)) };
}

function pageOf({ body }: Answer, request: ApiRequest): Result<Page> {
  const wrong = (field: string, expected: string) => err(wrongShape(request, field, expected, ''));
  if (!isObject(body) || !Array.isArray(body['data'])) return wrong('data', 'an array');
  const { data, meta } = body;
  if (!isObject(meta)) return wrong('meta', 'an object');
  const { next_cursor: cursor = null, is_last: isLast } = meta;
  if (cursor !== null && typeof cursor !== 'string') return wrong('meta.next_cursor', 'a text or null');
  return ok({ rows: data, isLast: isLast === true, nextCursor: cursor ?? '' });
}

function withQuery(request: ApiRequest, query: Readonly<Record<string, string>>): ApiRequest {
  return { ...request, query: { ...request.query, ...query } };
}

/** Its id, text and number alike; a row without one is known by its whole text. */
function identityOf(row: unknown): string {
  const id = isObject(row) ? row['id'] : undefined;
  return typeof id === 'string' || typeof id === 'number' ? `id ${id}` : JSON.stringify(row);
}
