// The reference as one view: pages of topics. The docs and `trueup explain` are printed from it, so that both say
// the same. In every text a name stands in backticks.

export interface Topic {
  /** What `trueup explain` is asked for: `guards.max_denials`, `apply`, `5`, `config.unknown-key`. Unique in a page. */
  readonly topic: string;
  readonly about: 'key' | 'command' | 'exit code' | 'code';
  /** Other names that mean it: `partial` for `5`. */
  readonly also: readonly string[];
  /** What stands above it: a name or a line of usage. */
  readonly title: string;
  /** 2: a section of its page. 3: below one. */
  readonly depth: 2 | 3;
  readonly text: readonly string[];
  readonly facts: readonly Fact[];
  /** Lines to read or to paste; empty for none. */
  readonly example: string;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Page {
  /** The file in docs/ without its ending, and the topic that prints the whole page. */
  readonly name: string;
  readonly title: string;
  readonly text: readonly string[];
  readonly topics: readonly Topic[];
}

export type Reference = readonly Page[];

/** The name as it stands in a text. */
export const code = (name: string): string => `\`${name}\``;

/** Names of a list in a text: `a`, `b`. */
export const codes = (names: readonly string[]): string => names.map(code).join(', ');

/** A fact, or none where there is nothing to say. */
export function fact(label: string, value: string | undefined): readonly Fact[] {
  return value === undefined || value === '' ? [] : [{ label, value }];
}
