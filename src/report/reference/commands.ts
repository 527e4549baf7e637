// The commands as topics, out of what the command line itself is built from.

import { code, type Fact, type Page, type Topic } from './view.ts';

export interface OptionFacts {
  /** `-f, --file <path>`. */
  readonly flags: string;
  readonly description: string;
  readonly choices: readonly string[];
  /** As text; empty for none. */
  readonly usual: string;
}

export interface CommandFacts {
  /** Without the program: `plan`, `executions list`. */
  readonly name: string;
  /** The whole line: `trueup plan [options]`. */
  readonly usage: string;
  readonly description: string;
  readonly options: readonly OptionFacts[];
  /** Of a group of commands, those in it; else none. */
  readonly commands: readonly CommandFacts[];
}

/** What is worth saying beside the help of a command. */
export interface CommandNote {
  readonly text: readonly string[];
  readonly example: string;
}

/** A page with every command. Options that all of them take are said once, above. */
export function commandsPage(
  page: Pick<Page, 'name' | 'title' | 'text'>,
  commands: readonly CommandFacts[],
  notes: Readonly<Record<string, CommandNote>>,
): Page {
  const all = commands.flatMap(withInner);
  const [first, ...others] = all;
  const shared = (first?.options ?? []).filter(({ flags }) =>
    others.every(({ options }) => options.some((option) => option.flags === flags)),
  );
  const general = shared.map(({ flags, description }) => `${code(flags)} (${description})`).join(' and ');
  const text = general === '' ? [] : [`Every command takes ${general}.`];
  const isShared = ({ flags }: OptionFacts): boolean => shared.some((option) => option.flags === flags);
  return {
    ...page,
    text: [...page.text, ...text],
    topics: all.map((command) => topicOf(command, notes[command.name], isShared)),
  };
}

const withInner = (command: CommandFacts): readonly CommandFacts[] => [
  command,
  ...command.commands.flatMap(withInner),
];

function topicOf(
  { name, usage, description, options, commands }: CommandFacts,
  note: CommandNote | undefined,
  isShared: (option: OptionFacts) => boolean,
): Topic {
  return {
    topic: name,
    about: 'command',
    also: [],
    title: usage,
    depth: name.includes(' ') ? 3 : 2,
    text: [sentence(description), ...(note?.text ?? [])],
    facts: [
      ...options.filter((option) => !isShared(option)).map(optionFact),
      ...commands.map((inner) => ({ label: code(inner.name), value: inner.description })),
    ],
    example: note?.example ?? '',
  };
}

function optionFact({ flags, description, choices, usual }: OptionFacts): Fact {
  const of = choices.length === 0 ? '' : `: ${choices.map(code).join(', ')}`;
  const otherwise = usual === '' ? '' : `; ${code(usual)} where it is not given`;
  return { label: code(flags), value: `${description}${of}${otherwise}` };
}

function sentence(text: string): string {
  const first = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
