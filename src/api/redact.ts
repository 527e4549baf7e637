// Secrets never leave through words: whatever a server says goes through here before it stands in a failure or a
// note. Text is redacted first and cut afterwards, so that no half of a secret is left at the cut.

export interface Redactor {
  /** From now on this text is a secret. */
  readonly hide: (secret: string) => void;
  /** A whole answer with the known secrets masked: JSON stays JSON. */
  readonly scrub: (text: string) => string;
  /** The text with every known secret masked, however short; line breaks stay. */
  readonly conceal: (text: string) => string;
  /** The text on one line, without secrets and control characters, at most `max` characters long. */
  readonly words: (text: string, max: number) => string;
}

const mask = '[secret]';
const shapes = /Zoho-oauthtoken\s+\S+|\b1000\.[0-9a-f]{32}\.[0-9a-f]{32}\b/gi;
/** A secret shorter than any real one (that of a test, say) may be a word of the data, and is left in it. */
const telling = 16;
/** So much of a text is looked at; far more than is ever shown. */
const looked = 16_384;

/** Knows the secrets of one client, and how they look where a server quotes them. */
export function createRedactor(): Redactor {
  const known = new Map<string, RegExp>();
  const masked = (text: string, shortest: number): string => {
    // Most answers escape nothing so, and a plain search is several times faster.
    const isEscaped = text.includes('\\u');
    return longestFirst(known.keys())
      .filter(({ length }) => length >= shortest)
      .reduce((rest, form) => rest.replaceAll((isEscaped && known.get(form)) || form, mask), text);
  };
  return {
    hide: (secret) => {
      if (secret.length < 4) return;
      for (const form of formsOf(secret)) known.set(form, escapedForm(form));
    },
    scrub: (text) => masked(text, telling),
    conceal: (text) => masked(text, 0),
    words: (text, max) => {
      const hidden = masked(text, 0).slice(0, looked);
      return cut(
        hidden
          .replace(shapes, mask)
          .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
          .trim(),
        max,
      );
    },
  };
}

/** The secret as it may be quoted: plain, in a URL or a form, in JSON, in HTML. */
function formsOf(secret: string): string[] {
  const encoded = [encodeURIComponent(secret), new URLSearchParams([['', secret]]).toString().slice(1)];
  const lower = encoded.map((text) => text.replace(/%../g, (byte) => byte.toLowerCase()));
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [secret, ...encoded, ...lower, escaped, escaped.replaceAll('/', '\\/'), html(secret)];
}

/** Matches the text with any of its characters written as `\u003d`, also where JSON stands in JSON. */
function escapedForm(text: string): RegExp {
  const units = text.match(/\\+|[^\\]/g) ?? [];
  return new RegExp(units.map(escapedUnit).join(''), 'g');
}

/**
 * The backslashes before a character belong to it, so that what is left around a mask stays JSON. A match begins with
 * the first of them: begun at each of many, the search would take square time.
 */
function escapedUnit(unit: string, i: number): string {
  if (unit.startsWith('\\')) return '(?:\\\\|u005[cC])+';
  const code = unit.charCodeAt(0).toString(16).padStart(4, '0');
  const inHex = code.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const plain = unit.replace(/[$()*+.?[\]^{|}]/, '\\$&');
  const start = i === 0 ? '(?<!\\\\)' : '';
  return `(?:${plain}|${start}\\\\+(?:u${inHex}${/["/]/.test(unit) ? `|${plain}` : ''}))`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const html = (text: string): string => text.replace(/[&<>"]/g, (char) => entities[char] ?? char);

const longestFirst = (texts: Iterable<string>): string[] => [...texts].sort((a, b) => b.length - a.length);

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).trimEnd()}…`;
}
