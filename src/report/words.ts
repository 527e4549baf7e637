// Small phrases that every text printer shares: numbers, counts, durations. What `together` joins is never folded;
// on the page it has plain spaces, so that `10 000` survives every terminal and can be searched for.

const noBreak = '\u00a0';

/** The text as one word for the folding of lines. */
export function together(text: string): string {
  return text.replaceAll(' ', noBreak);
}

/** `9995` as `9 995`. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, noBreak);
}

/** `1 object`, `9 995 objects`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** `12 s`, `3 min`, `2 h`; never less than a second. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

/** `about 12 s`. */
export function about(seconds: number): string {
  return `about ${duration(seconds)}`;
}
