// Text from a server or a file, made harmless for a terminal: whatever moves the cursor, colours, hides or
// reorders text is shown as an escape (`\x1b`, `\u202e`). What clean gives is on one line.

/** ASCII without control characters: nearly every document, and found out at once. */
const printable = /^[\n\x20-\x7e]*$/;

const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** The text with every control, format and bidirectional character spelled out, and only plain spaces. */
export function clean(text: string): string {
  return text.replace(unsafe, escaped).replace(/\p{Zs}/gu, ' ');
}

/** True where the text has such a character: it is shown only as an escape. */
export function isUnsafe(text: string): boolean {
  return text.search(unsafe) >= 0;
}

/** JSON text with the same characters escaped: the same value, safe to show. Line ends of the layout stay. */
export function cleanJson(json: string): string {
  return printable.test(json) ? json : json.replace(unsafe, (char) => (char === '\n' ? char : units(char)));
}

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (char === '\n') return '\\n';
  if (char === '\t') return '\\t';
  if (char === '\r') return '\\r';
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : units(char);
}

function units(char: string): string {
  return Array.from({ length: char.length }, (_, i) => {
    return `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }).join('');
}

/** At most `max` characters, the cut marked. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const chars = [...text];
  return chars.length <= max ? text : `${chars.slice(0, Math.max(0, max - 3)).join('')}...`;
}
