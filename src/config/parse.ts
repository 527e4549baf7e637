// Text to tree: YAML 1.2 core, one document. The nesting is checked while tokens come, because a deeper document
// would exhaust the stack of the composer; sizes are bounded for the same reason.

import { Composer, type Document, Lexer, Parser, type YAMLError } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.ts';
import { err, ok, type Result } from '../model/result.ts';
import { convert } from './convert.ts';
import { finding } from './finding.ts';
import { lineOf, lineText, placeOf, type SourceText } from './source.ts';
import type { MapTree } from './tree.ts';

export const maxDepth = 64;
const maxTokens = 2_000_000;
const maxSyntaxErrors = 10;

/** Own check of keys (both places); no tag that makes anything but JSON. */
const options = {
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
  resolveKnownTags: false,
} as const;

type Token = Parameters<Composer['next']>[0];

export interface Parsed {
  /** Null where nothing can be made of the file. */
  readonly tree: MapTree | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** `opening`: what a file of this format begins with, for messages. */
export function parse(source: SourceText, opening = 'version: 1'): Parsed {
  const tokens = tokensOf(source);
  if (!tokens.ok) return { tree: null, diagnostics: [tokens.error] };
  const composer = new Composer(options);
  const [document] = composer.compose(tokens.value, true, source.text.length);
  const broken = document ? syntaxErrors(source, document) : [];
  if (document === undefined || broken.length > 0) return { tree: null, diagnostics: broken };
  return rooted(source, document, opening);
}

function rooted(source: SourceText, document: Document.Parsed, opening: string): Parsed {
  if (document.contents === null || isEmpty(document.contents)) {
    return { tree: null, diagnostics: [emptyFile(source, opening)] };
  }
  const { tree, diagnostics } = convert(source, document);
  if (tree?.type === 'map') return { tree, diagnostics };
  const wrong = tree === null ? [] : [wrongRoot(source, tree.spot.offset, opening)];
  return { tree: null, diagnostics: [...diagnostics, ...wrong] };
}

const isEmpty = (contents: Document.Parsed['contents']): boolean =>
  contents !== null && 'value' in contents && contents.value === null && contents.source === '';

function tokensOf(source: SourceText): Result<Token[], Diagnostic> {
  const parser = new Parser();
  const tokens: Token[] = [];
  let [count, errors] = [0, 0];
  for (const lexeme of new Lexer().lex(source.text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'error') errors++;
    }
    // Junk makes an error a word: the first of them say enough.
    if (errors > maxSyntaxErrors * 10) break;
    if (tooDeep(parser)) return err(nestedTooDeep(source, parser.offset - lexeme.length));
    if (++count > maxTokens) return err(tooMany(source, parser.offset));
  }
  tokens.push(...parser.end());
  const unwanted = unwantedToken(source, tokens);
  return unwanted ? err(unwanted) : ok(tokens);
}

const collections: ReadonlySet<string> = new Set(['block-map', 'block-seq', 'flow-collection']);

const tooDeep = ({ stack }: Parser): boolean =>
  stack.length > maxDepth && stack.filter(({ type }) => collections.has(type)).length > maxDepth;

function unwantedToken(source: SourceText, tokens: readonly Token[]): Diagnostic | undefined {
  for (const token of tokens) {
    if (token.type === 'directive' && !/^%YAML\s+1\.2\b/.test(token.source))
      return directive(source, token.offset);
  }
  const second = tokens.filter(({ type }) => type === 'document')[1];
  return second && secondDocument(source, second.offset);
}

function syntaxErrors(source: SourceText, { errors, warnings }: Document.Parsed): Diagnostic[] {
  const byLine = new Map<number, Diagnostic>();
  for (const error of [...errors, ...warnings]) {
    const line = lineOf({ source, offset: error.pos[0] });
    if (!byLine.has(line)) byLine.set(line, syntaxError(source, error));
    if (byLine.size === maxSyntaxErrors) break;
  }
  return [...byLine.values()];
}

function syntaxError(source: SourceText, { code, message, pos }: YAMLError): Diagnostic {
  const spot = { source, offset: Math.max(0, pos[0]) };
  const shown = lineText(spot);
  const next = nextSteps[code] ?? 'mend this line; what stands above it may be the cause';
  const words = {
    summary: `not valid ${/\.json$/i.test(source.file) ? 'JSON' : 'YAML'}: ${message}`,
    why: shown === '' ? 'the line is empty' : `the line is: ${shown}`,
    next,
  };
  return finding('syntax', words, placeOf(spot));
}

const nextSteps: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces; YAML allows no tabs there',
  BAD_INDENT: 'give the members of one map the same indentation',
  MISSING_CHAR: 'close the bracket or quote that is open, or put the missing character in',
  MULTILINE_IMPLICIT_KEY: 'put a colon and a space after the key, or quotes around a text that goes on',
  BAD_ALIAS: 'a text that begins with * or & needs quotes',
  TAG_RESOLVE_FAILED: 'leave the tag (!…) out; quote the text if it is part of it',
  BAD_SCALAR_START: 'put quotes around the text',
  UNEXPECTED_TOKEN: 'check indentation and colons here; quote a text with special characters',
};

const nestedTooDeep = (source: SourceText, offset: number): Diagnostic =>
  finding(
    'too-deep',
    {
      summary: `nested deeper than ${maxDepth} levels`,
      why: 'no desired file needs that; it is refused so that it cannot exhaust the memory',
      next: 'look for an opening bracket or a dash that is not meant',
    },
    placeOf({ source, offset }),
  );

const tooMany = (source: SourceText, offset: number): Diagnostic =>
  finding(
    'too-many-values',
    {
      summary: 'more values than one desired file may hold',
      why: `reading stopped here, after ${maxTokens} tokens`,
      next: 'put long lists of devices into a CSV file and name it under select.file',
    },
    placeOf({ source, offset }),
  );

const directive = (source: SourceText, offset: number): Diagnostic =>
  finding(
    'directive',
    { summary: 'directives (%) are not allowed', why: 'files are read as YAML 1.2', next: 'delete the line' },
    placeOf({ source, offset }),
  );

const secondDocument = (source: SourceText, offset: number): Diagnostic =>
  finding(
    'several-documents',
    {
      summary: 'a second document begins here',
      why: 'a desired file holds one document; what stands behind --- would be lost',
      next: 'put it into a file of its own, or delete the --- line',
    },
    placeOf({ source, offset }),
  );

const emptyFile = (source: SourceText, opening: string): Diagnostic =>
  finding(
    'empty-file',
    {
      summary: `${source.file} is empty`,
      why: 'there is nothing in it but white space and comments',
      next: `begin it with ${opening}, or delete it`,
    },
    placeOf({ source, offset: 0 }),
  );

const wrongRoot = (source: SourceText, offset: number, opening: string): Diagnostic =>
  finding(
    'not-a-map',
    {
      summary: `${source.file} is not a map of keys and values`,
      why: 'it is a list or a single text',
      next: `begin it with ${opening} and put sections below`,
    },
    placeOf({ source, offset }),
  );
