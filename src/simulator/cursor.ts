// Cursors: opaque to a client, bound to the query that they were given for. A cursor names the list of rows that
// its first page resolved (`all`: the table itself) and a position in it.

export interface Position {
  /** Hash of the query. */
  readonly hash: string;
  readonly list: string;
  readonly at: number;
}

export function printCursor({ hash, list, at }: Position): string {
  return Buffer.from(`${hash}.${list}.${at}`).toString('base64url');
}

/** The position; undefined where the text is no cursor, or belongs to another query. */
export function readCursor(text: string, hash: string): Position | undefined {
  const [, own, list = '', at] =
    /^([\w-]+)\.(\w+)\.(\d{1,12})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  return own === hash ? { hash, list, at: Number(at) } : undefined;
}
