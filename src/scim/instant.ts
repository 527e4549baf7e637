// Date-times: a full RFC 3339 date-time is an instant, whatever its zone; anything else is plain text. Read digit
// by digit, because Date.parse takes five times as long on a row and reads 30 February as 1 March.

const full =
  /^\d{4}-(?:0[1-9]|1[0-2])-[0-3]\d[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Date.UTC takes the years 0 to 99 for 1900 to 1999; the calendar repeats after 400 years of this many milliseconds. */
const cycle = { years: 400, milliseconds: 12_622_780_800_000 };

/** Milliseconds since 1970 of a full date-time, with their fraction; NaN for any other text. */
export function instantOf(text: string): number {
  if (text.length < 20 || !full.test(text)) return Number.NaN;
  const year = two(text, 0) * 100 + two(text, 2) + cycle.years;
  const month = two(text, 5) - 1;
  const day = two(text, 8);
  const midnight = Date.UTC(year, month, day);
  if (day === 0 || (day > 28 && new Date(midnight).getUTCDate() !== day)) return Number.NaN;
  const minutes = two(text, 11) * 60 + two(text, 14) - offsetOf(text);
  return midnight - cycle.milliseconds + minutes * 60_000 + two(text, 17) * 1000 + fractionOf(text);
}

/** The two digits at an offset. */
function two(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}

/** Minutes east of UTC. */
function offsetOf(text: string): number {
  const sign = text.charAt(text.length - 6);
  if (sign !== '+' && sign !== '-') return 0;
  const minutes = two(text, text.length - 5) * 60 + two(text, text.length - 2);
  return sign === '+' ? minutes : -minutes;
}

/** Milliseconds after the whole second. */
function fractionOf(text: string): number {
  return text.charAt(19) === '.' ? Number.parseFloat(text.slice(19)) * 1000 : 0;
}
