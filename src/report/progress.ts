// The progress of an apply as one line that is rewritten in place: a bar, counts, what is left of the time, and
// what is being done. Pure: the terminal and the clock belong to the caller.

import { clean, cut } from './clean.ts';
import { about, number } from './words.ts';

const barWidth = 20;

/** `done` includes `failed` and `left` (not begun); `startedAt` and `now` in milliseconds. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly left: number;
  readonly label: string;
  readonly startedAt: number;
  readonly now: number;
}

/** One line of at most `width` characters, without a newline. */
export function renderProgress(progress: Progress, width: number): string {
  const { done, total, failed, left, label } = progress;
  const share = total > 0 ? Math.min(1, done / total) : 1;
  const parts = [
    `${bar(share)} ${number(done)}/${number(total)}`,
    failed > 0 ? `${number(failed)} failed` : '',
    left > 0 ? `${number(left)} not begun` : '',
    timeLeft(progress),
    label,
  ];
  return cut(clean(parts.filter((part) => part !== '').join(', ')), width);
}

function bar(share: number): string {
  const full = Math.floor(share * barWidth);
  return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}]`;
}

/** Empty until something is done, and when all is. */
function timeLeft({ done, total, startedAt, now }: Progress): string {
  if (done === 0 || done >= total) return '';
  return `${about(((now - startedAt) / 1000 / done) * (total - done))} left`;
}
