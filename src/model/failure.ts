// What went wrong, in the words a person needs: what, why, what to do next, where. A Failure is something a
// user or a server can cause; a Bug is a broken invariant of this program and says so.

/** Why a run ended, as a word for JSON, with the process exit code it stands for. */
export const exitCodes = {
  done: 0,
  error: 1,
  changes: 2,
  refused: 3,
  stale: 4,
  partial: 5,
  locked: 6,
  unreadable: 7,
  sign_in: 8,
  interrupted: 130,
  terminated: 143,
} as const;

export type Reason = keyof typeof exitCodes;

/** Where: a place in a file (1-based line and column), or an API call such as `GET /devices` and a field in it. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly call?: string;
  readonly field?: string;
}

export interface Failure {
  /** Stable and documented, `room.what`: `config.unknown-key`, `api.wrong-shape`, `ledger.corrupt`. */
  readonly code: string;
  /** How the process ends when this failure ends it. */
  readonly reason: Reason;
  /** One line: what happened. */
  readonly summary: string;
  /** Why it happened, as far as is known. */
  readonly why: string;
  /** The next thing to do. */
  readonly next: string;
  readonly where?: Place;
  /** The HTTP status, where an answer caused the failure. */
  readonly status?: number;
}

/** A broken invariant of trueup itself: never the user's fault, always worth a report. */
export class Bug extends Error {
  override readonly name = 'Bug';
}

/** `file:line:column`, or `GET /devices (data[3].id)`; empty for no place. */
export function printPlace(place: Place | undefined): string {
  if (place === undefined) return '';
  const file = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
  const call = place.call === undefined ? '' : place.field ? `${place.call} (${place.field})` : place.call;
  return [file, call].filter((part) => part !== '').join(' ');
}
