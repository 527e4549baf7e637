// Every command and every option of the command line stands in docs/commands.md, and each command is explained.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { commandNotes } from '../../src/cli/command-notes.ts';
import { findTopic } from '../../src/report/reference/find.ts';
import { tree, whole } from './whole.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/commands.md'), 'utf8');

/** The part of the page about a command; what stands before the first is about all. */
function partOf(usage: string): string {
  const [, after = ''] = page.split(`# \`trueup ${usage}`);
  return `${page.split('\n## ')[0]}\n${after.split('\n#')[0]}`;
}

const withInner = (command: Command, group = ''): readonly (readonly [string, Command])[] =>
  command.commands.flatMap((inner): (readonly [string, Command])[] => {
    const name = `${group}${inner.name()}`;
    return [[name, inner], ...withInner(inner, `${name} `)];
  });

const commands = withInner(tree);

test('the command line has commands', () => {
  expect(commands.map(([name]) => name)).toEqual(expect.arrayContaining(['plan', 'apply', 'explain']));
});

test.each(commands)('%s', (name, command) => {
  const part = partOf(`${name} `);
  expect(part.toLowerCase()).toContain(command.description().toLowerCase().replace(/\.$/, ''));
  for (const { flags, description } of command.options.filter(({ hidden }) => !hidden)) {
    expect(part).toContain(`\`${flags}\``);
    expect(part).toContain(description.replaceAll('<', '\\<').replaceAll('*', '\\*'));
  }
  const answer = findTopic(whole, name);
  expect(answer.found === 'topics' && answer.topics.map(({ topic }) => topic)).toEqual([name]);
});

test('no note is of a command that is not there', () => {
  const names = commands.map(([name]) => name);
  expect(Object.keys(commandNotes).filter((name) => !names.includes(name))).toEqual([]);
});
