// The contract of a kind: everything the kind-free engine, the config loader and the reconciler ask of it.
// A kind is data and pure functions: it decodes reads and builds requests; it never sends anything.

import type { Address } from './address.ts';
import type { Answer, ApiRequest, Read } from './call.ts';
import type { Change, Probe, Source, State } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Place } from './failure.ts';
import type { Follow } from './follow.ts';
import type { Json, JsonObject } from './json.ts';
import type { Memory } from './memory.ts';
import type { Agreed, Hazard, Unlisted } from './plan.ts';
import type { ResourceRule } from './resource.ts';
import type { Result } from './result.ts';

/** The desired sections that a kind owns, already valid against its schema, with their places. */
export interface Section {
  readonly value: Json;
  /**
   * Place of the value at a JSON pointer below the section (`/finance/select/filter`), or of the nearest parent;
   * with `offset` (in characters), the place inside that text value.
   */
  readonly place: (pointer: string, offset?: number) => Place;
}
export type Sections = Readonly<Record<string, Section>>;

/** What a kind needs to know of the tenant's policy while it prepares. */
export interface Policy {
  /** Lower-case names that must stay restricted wherever the live list has them, beside the built-in floor. */
  readonly protectedAccounts: readonly string[];
}

/** A file that a desired file names, such as a CSV inventory: its rows, each with its place. */
export interface Inventory {
  readonly rows: readonly { readonly values: Readonly<Record<string, string>>; readonly place: Place }[];
}

export interface PrepareInput {
  readonly sections: Sections;
  readonly policy: Policy;
  /** The inventories that `files` named, by the name the section uses. */
  readonly inventories: ReadonlyMap<string, Inventory>;
}

/** What the files want of a kind, ready to be compared with the live state. */
export interface Prepared {
  readonly diagnostics: readonly Diagnostic[];
  readonly observe: (memory: Memory) => Observer;
}

/** One live object beside what is wanted of it. Only fields that the desired files mention. */
export interface Subject {
  /** Of its address, as `keyOf` gives it: several parts are joined by `/`. */
  readonly key: string;
  /** Live values; null: gone. A wanted field missing from it is unknown. */
  readonly live: State | null;
  /** Wanted values; null: it should be gone. */
  readonly wanted: State | null;
  readonly group: string;
  readonly why: string;
  readonly source: Source | null;
  readonly name: string;
  readonly context?: State;
  readonly acknowledge?: string;
}

/** What a server sent, decoded; the error is the member that has a wrong shape, and what was expected there. */
export type Decoded<T> = Result<T, WrongShape>;
export interface WrongShape {
  readonly field: string;
  readonly expected: string;
}

/** Takes the live state in, row by row, in any order; pure but for what it counts. */
export interface Observer {
  /** What to read to know the live state. */
  readonly reads: readonly Read[];
  /**
   * One row of a collection, or the object itself; `read` is the place of its read among `reads`. `undefined`: nothing
   * is wanted of it. An error names what is wrong.
   */
  readonly row: (raw: unknown, read: number) => Decoded<Subject | undefined>;
  /** After the last row: subjects that never came, findings of the whole. */
  readonly finish: () => Observed;
}

export interface Observed {
  readonly subjects: readonly Subject[];
  readonly unlisted: readonly Unlisted[];
  readonly diagnostics: readonly Diagnostic[];
  /** One-shots to run, given the changes of the kind; none where it has no one-shots. */
  readonly runs?: (changes: readonly Change[]) => readonly Change[];
  /** What reading has found of one-shots whose outcome was not known. */
  readonly agreed?: readonly Agreed[];
}

/** How a wanted value stands to a live one. `unknown`: the live value cannot be judged; reported, never acted on. */
export type Relation = 'same' | 'differs' | 'settled' | 'unknown';

export interface PresenceRelation {
  readonly relation: Relation;
  readonly because: string;
}

export interface FieldRule {
  /** `live` is undefined where the API does not show the field; `last` is what the ledger says was last applied. */
  readonly relate: (wanted: Json, live: Json | undefined, last: Json | undefined) => Relation;
  /** Whether two live values are the same; by default, whether their JSON is. */
  readonly equal?: (a: Json | undefined, b: Json | undefined) => boolean;
  /**
   * A filter for the rows of `Kind.listing` that show this value once it was applied, letters' case aside; null, or absent:
   * no filter tells.
   */
  readonly alike?: (applied: Json) => string | null;
  /** Why `settled` and `unknown` are so, in words. */
  readonly because: (relation: 'settled' | 'unknown', live: Json | undefined) => string;
}

/** What became of the objects of one request, by address. An address that is missing is unknown: it is read again. */
export type Outcomes = ReadonlyMap<Address, Result<true, string>>;

/** One way to bring changes about: which changes, in which order, with which request. */
export interface Operation {
  readonly id: string;
  readonly phase: number;
  readonly repeatable: boolean;
  /** Changes that one request may carry; 1: no batching. */
  readonly max: number;
  /** One request carries only changes of one group; absent: any. */
  readonly groupBy?: (change: Change) => string;
  /** Operations of the kind that must have been applied before. */
  readonly after: readonly string[];
  /** Fields of `Change.after` that it brings about; null: all of them. */
  readonly fields: readonly string[] | null;
  readonly applies: (change: Change) => boolean;
  /** One request for these changes (1 to `max` of them). */
  readonly request: (changes: readonly Change[]) => ApiRequest;
  readonly hazards: (changes: readonly Change[], policy: Policy) => readonly Hazard[];
  /** Reads a 2xx answer, checking its shape. */
  readonly outcomes: (changes: readonly Change[], answer: Answer) => Decoded<Outcomes>;
  /** Work that goes on after the answer; absent: the answer is the end of it. */
  readonly follow?: Follow;
}

/**
 * A safety reading before changes may be planned: for each change, or for each object that it reaches, one call within a
 * budget.
 */
export interface ProbeRule {
  readonly needed: (change: Change) => boolean;
  /** Read once, where any change needs a reading; `judge` is given its object. Null: nothing. */
  readonly background: ApiRequest | null;
  /** The objects that the change reaches, among all `changes` of the plan: its own, rows of a listing, or none. */
  readonly reach: (change: Change, changes: readonly Change[]) => Reach;
  readonly judge: (seen: Seen) => Decoded<Probe>;
}

/**
 * What a safety reading looks at. `nothing`: the change is safe, for the reason `why`. `select` gives undefined for a row
 * that the change does not reach.
 */
export type Reach =
  | { readonly of: 'nothing'; readonly why: string }
  | { readonly of: 'itself'; readonly target: ProbeTarget }
  | {
      readonly of: 'listing';
      readonly read: Read;
      readonly select: (raw: unknown) => Decoded<ProbeTarget | undefined>;
    };

export interface ProbeTarget {
  /** What people call the object. */
  readonly name: string;
  readonly request: ApiRequest;
}

export interface Seen {
  readonly answer: Answer;
  /** What `background` read; undefined where there is none, or where it could not be read. */
  readonly background: unknown;
  readonly change: Change;
  /** Every change of the plan, of whatever kind. */
  readonly changes: readonly Change[];
}

/** What happened on the live side, as the server's own history has it: rows that explain drift. */
export interface HistoryRule {
  readonly read: (query: Readonly<Record<string, string>>) => Read;
  readonly decode: (raw: unknown) => Decoded<HistoryRow>;
  /** Names that a filter or a sort may use, lower-case, dotted for members of members. */
  readonly attributes: ReadonlySet<string>;
  /** The attribute that `HistoryRow.at` is of. */
  readonly time: string;
  /** The columns of a file of rows, in order: attributes. */
  readonly columns: readonly string[];
  /** Those of a table for people, each with its heading. */
  readonly table: readonly { readonly column: string; readonly heading: string }[];
  /** Which of these changes a row may have to do with: the changes first, since they may be many. */
  readonly owners: (changes: readonly Change[]) => (row: HistoryRow) => readonly Change[];
}

export interface HistoryRow {
  readonly id: string;
  /** ISO 8601, as the server has it; empty where it shows none. */
  readonly at: string;
  /** In the API's names, one for each member; what the server does not show is left out. */
  readonly shown: JsonObject;
  /** As it came, and the same with each member under every name that the API has for it: a filter may mean either. */
  readonly sent: JsonObject;
  readonly named: JsonObject;
  /** What happened in one line, without the time. */
  readonly line: string;
}

/** Takes live rows in and gives desired sections that plan to nothing. */
export interface Exporter {
  readonly row: (raw: unknown) => Decoded<undefined>;
  readonly finish: () => readonly ExportedSection[];
}

/** A section of an exported desired file; comments stand before the member their pointer names. */
export interface ExportedSection {
  readonly section: string;
  readonly value: Json;
  readonly comments: ReadonlyMap<string, string>;
}

/** One live object: every field that can be managed and is shown, and what requests carry beside them. */
export interface Live {
  readonly key: string;
  readonly live: State;
  readonly context: State;
}

export interface Kind {
  readonly name: string;
  /** JSON Schema (2020-12) of each top-level key of the desired file that the kind owns. */
  readonly sections: Readonly<Record<string, JsonObject>>;
  /** How these sections are spelled as resources of Terraform; absent: they are not. */
  readonly resource?: ResourceRule;
  /** Names of the files that these sections refer to, each with the place of the name. */
  readonly files: (sections: Sections) => readonly { readonly name: string; readonly place: Place }[];
  readonly prepare: (input: PrepareInput) => Prepared;
  /** Every live object; null where the API lists none. */
  readonly listing: Read | null;
  /** What to read to know one object again; null: `listing` gives it whole. A kind of one-shots has neither. */
  readonly readOne: ((key: string) => ApiRequest) | null;
  /** The live state of one object as `Subject.live` has it, for the stale check and verify; `key`: whose `readOne` it is. */
  readonly decode: (raw: unknown, key?: string) => Decoded<Live>;
  readonly rules: Readonly<Record<string, FieldRule>>;
  /**
   * Where exactly one of wanted and live is null: a vanished object may be what was wanted (a denied device),
   * and one that should be gone may have to stay.
   */
  readonly presence: (wanted: State | null, live: State | null, last: State | undefined) => PresenceRelation;
  readonly operations: readonly Operation[];
  readonly probe: ProbeRule | null;
  readonly history?: HistoryRule;
  /** Null where there is nothing to list. */
  readonly exporter: ((memory: Memory) => Exporter) | null;
}
