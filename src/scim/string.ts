// A quoted text, by the rules of a JSON string. One pass, no backtracking, whatever its length.

import type { FilterError } from './filter.ts';
import type { Token } from './lex.ts';

const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The token whose opening quote stands at `at`; `bad` for an unclosed text or an escape JSON does not know. */
export function readString(text: string, at: number): Token {
  for (let i = at + 1; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '"') return stringToken(text, at, i + 1);
    if (char < ' ') return bad(text, at, i, controlChar);
    if (char !== '\\') continue;
    escaped.lastIndex = i;
    const sequence = escaped.exec(text);
    if (sequence === null) return bad(text, at, i, wrongEscape);
    i += sequence[0].length - 1;
  }
  return bad(text, at, at, text.endsWith('\\"') ? unclosedByEscape : unclosed);
}

function stringToken(text: string, at: number, end: number): Token {
  const quoted = text.slice(at, end);
  // JSON.parse of a checked JSON string is a string.
  return { kind: 'string', at, text: quoted, value: JSON.parse(quoted) as string };
}

type Mistake = Pick<Required<FilterError>, 'message' | 'expected'>;

const closing = 'a closing "';
const unclosed: Mistake = { message: 'this quote is never closed', expected: closing };
const unclosedByEscape: Mistake = {
  message: 'this quote is never closed: \\" is a quote in the text, and a backslash before the end is \\\\',
  expected: closing,
};
const controlChar: Mistake = {
  message: 'a line break or control character in a text is written as an escape',
  expected: '\\n, \\r, \\t or \\uXXXX',
};
const wrongEscape: Mistake = {
  message: 'a backslash in a text is written twice: \\\\',
  expected: '\\\\, \\", \\/, \\b, \\f, \\n, \\r, \\t or \\uXXXX',
};

function bad(text: string, at: number, position: number, mistake: Mistake): Token {
  return { kind: 'bad', at, text: text.slice(at), error: { position, ...mistake } };
}
