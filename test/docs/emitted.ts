// Every code that the sources can give to a failure or a finding, found in their syntax: `code:` of an object, and
// the argument of each function that takes a parameter named code. A form that cannot be followed is an error.

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const src = resolve(import.meta.dirname, '../../src');
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(?!.*(\.gen\.|\.d\.ts)).*\.ts$/.test(file))
  // The simulator's own answers have codes of Identity360, not of trueup; tables of codes emit nothing.
  .filter(
    (file) => !/(^kinds\/.*\/server[^/]*|\/codes(-\w+)?)\.ts$/.test(file) && file !== 'simulator/errors.ts',
  )
  .map((file) => ({
    file,
    tree: ts.createSourceFile(file, readFileSync(join(src, file), 'utf8'), ts.ScriptTarget.Latest, true),
  }));

export interface Emitted {
  readonly code: string;
  readonly file: string;
  /** The severities or reasons beside it, as far as they are written out there. */
  readonly as: readonly string[];
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

/** Functions with a parameter named `code`, by name, with its position. */
const takers = new Map<string, number>();
for (const { tree } of sources)
  visit(tree, (node) => {
    if (!ts.isFunctionDeclaration(node) && !ts.isArrowFunction(node)) return;
    const at = node.parameters.findIndex(({ name }) => name.getText() === 'code');
    const owner = ts.isArrowFunction(node) && ts.isVariableDeclaration(node.parent) ? node.parent : node;
    const name = 'name' in owner && owner.name ? owner.name.getText() : undefined;
    if (at >= 0 && name !== undefined) takers.set(name, at);
  });

/** What a template may be filled with: the words that the same file, or the whole room, fills it with. */
const fillings: Readonly<Record<string, readonly string[]>> = {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the templates as the sources have them
  "`guard.${key.replace('_', '-')}`": wordsIn('engine/guard.ts', /'max_([a-z]+)'/g).map(
    (word) => `guard.max-${word}`,
  ),
  '`simulator.unknown-${what}`': wordsIn('simulator/spec.ts', /parseList\(.*'([a-z]+)'\)/g).map(
    (word) => `simulator.unknown-${word}`,
  ),
  '`simulator.wrong-${what}-value`': wordsIn('simulator/spec.ts', /parseList\(.*'([a-z]+)'\)/g).map(
    (word) => `simulator.wrong-${word}-value`,
  ),
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the templates as the sources have them
};

function wordsIn(file: string, pattern: RegExp): readonly string[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [...new Set([...text.matchAll(pattern)].flatMap(([, word]) => word ?? []))];
}

/** Passed on from where it was made. */
const passedOn = /^(code|text|[\w.]+\.code)$/;

/** The codes that an expression can be; an expression that is not understood stands for itself, and fails the test. */
function codesOf(expression: ts.Expression, file: string): readonly string[] {
  if (ts.isConditionalExpression(expression))
    return [...codesOf(expression.whenTrue, file), ...codesOf(expression.whenFalse, file)];
  const text = expression.getText();
  if (ts.isStringLiteral(expression)) return literal(expression.text, file);
  if (passedOn.test(text)) return [];
  return fillings[text] ?? [`${text} of ${file}`];
}

/** A bare word is one of src/config, which writes its codes without the room, or none of ours. */
function literal(text: string, file: string): readonly string[] {
  if (text.includes('.') || text === 'bug') return [text];
  return file.startsWith('config/') ? [`config.${text}`] : [];
}

function siblingsOf(node: ts.PropertyAssignment): readonly string[] {
  const members = ts.isObjectLiteralExpression(node.parent) ? node.parent.properties : [];
  return members.flatMap((member) =>
    ts.isPropertyAssignment(member) && /^(severity|reason)$/.test(member.name.getText())
      ? wordsOf(member.initializer)
      : [],
  );
}

function wordsOf(expression: ts.Expression): readonly string[] {
  if (ts.isStringLiteral(expression)) return [expression.text];
  if (ts.isAsExpression(expression)) return wordsOf(expression.expression);
  if (!ts.isConditionalExpression(expression)) return [];
  return [...wordsOf(expression.whenTrue), ...wordsOf(expression.whenFalse)];
}

function isTaker(call: ts.CallExpression): number | undefined {
  return ts.isIdentifier(call.expression) ? takers.get(call.expression.text) : undefined;
}

export function emitted(): readonly Emitted[] {
  const found: Emitted[] = [];
  for (const { file, tree } of sources)
    visit(tree, (node) => {
      if (ts.isPropertyAssignment(node) && node.name.getText() === 'code' && !isTemplateOfConfig(node))
        for (const code of codesOf(node.initializer, file)) found.push({ code, file, as: siblingsOf(node) });
      const at = ts.isCallExpression(node) ? isTaker(node) : undefined;
      const argument = at === undefined || !ts.isCallExpression(node) ? undefined : node.arguments[at];
      if (argument !== undefined)
        for (const code of codesOf(argument, file)) found.push({ code, file, as: [] });
    });
  return found;
}

/** The one place where the room is put before a code of src/config. */
const isTemplateOfConfig = ({ initializer }: ts.PropertyAssignment): boolean =>
  ts.isTemplateExpression(initializer) && initializer.head.text === 'config.';
