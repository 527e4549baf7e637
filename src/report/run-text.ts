// An apply's report as text: what did not come through and what to do about it first, then what did, then the sum.

import { commandLine, resolveLine } from '../model/command-line.ts';
import type { Reason } from '../model/failure.ts';
import { addressText, objects, sampleText } from './field-text.ts';
import { findingLines } from './findings.ts';
import { doneTo, labelOf } from './group-text.ts';
import { type Line, line, paragraphs, render, row, type TextOptions, type Tone } from './lines.ts';
import type { EndState } from './run-ends.ts';
import type { RunGroup, RunObject, RunView } from './run-view.ts';
import type { Sample } from './sample.ts';
import { count, duration, number, together } from './words.ts';

const titles: Readonly<Record<EndState, readonly [Tone, string]>> = {
  failed: ['danger', 'Failed'],
  in_doubt: ['danger', 'In doubt: sent, and no answer tells whether it was carried out'],
  not_attempted: ['warn', 'Not attempted'],
  left: ['warn', 'Left: not begun; a later plan has it again, once it can go on'],
  applied: ['good', 'Applied'],
};

const headlines: Readonly<Record<Reason, readonly [Tone, string]>> = {
  done: ['good', 'applied'],
  changes: ['good', 'applied'],
  error: ['danger', 'ended with an error'],
  refused: ['danger', 'refused'],
  stale: ['danger', 'stopped: the plan is stale'],
  partial: ['danger', 'partly applied'],
  locked: ['danger', 'stopped: the lock is held by another run'],
  unreadable: ['danger', 'stopped: the live state could not be read whole'],
  sign_in: ['danger', 'stopped: sign-in refused'],
  interrupted: ['warn', 'interrupted'],
  terminated: ['warn', 'terminated'],
};

/** The whole report, ended by the sum in objects. */
export function printRunText(view: RunView, options: TextOptions): string {
  const blocks = [
    [titleLine(view)],
    stateLines(view, 'failed'),
    stateLines(view, 'in_doubt'),
    stateLines(view, 'not_attempted'),
    stateLines(view, 'left'),
    residualLines(view.residual),
    stateLines(view, 'applied'),
    view.diagnostics.flatMap((each) => findingLines(each, 0)),
    nextLines(view),
    [lastLine(view)],
  ];
  return render(paragraphs(...blocks), options);
}

function titleLine({ plan, tenant, reason, counts }: RunView): Line {
  const left = reason === 'done' && counts.left > 0;
  const headline = left ? (['warn', 'applied, but for what was left'] as const) : headlines[reason];
  return line(0, ['strong', `Apply of plan ${plan.slice(0, 12)} on ${tenant}: `], headline);
}

function stateLines({ groups }: RunView, state: EndState): readonly Line[] {
  const ended = groups.filter((group) => group.state === state);
  return ended.length === 0 ? [] : [line(0, titles[state]), ...ended.flatMap(groupLines)];
}

function groupLines(group: RunGroup): readonly Line[] {
  const head = line(
    2,
    `${doneTo(group.operation)} `,
    ['strong', objects(group.count)],
    `: ${labelOf(group)}`,
  );
  const { objects: shown, state } = group;
  if (state === 'applied') return [head, ...messageLines(group)];
  if (isSaidOfAll(group)) return [head, ...messageLines(group), ...shown.items.map(nameRow)];
  if (shown.more === 0) return [head, ...rows(shown)];
  return [head, line(6, sampleText(shown)), ...messageLines(group)];
}

/** Whether many are in doubt, or left, for one reason: it stands once. What failed stands each with its own. */
function isSaidOfAll({ state, objects: shown, messages, count: all }: RunGroup): boolean {
  const [first] = messages.items;
  return state !== 'failed' && shown.more === 0 && all > 1 && first?.count === all;
}

const nameRow = (object: RunObject): Line => line(6, addressText(object));

function messageLines({ messages: { items, more }, count: all }: RunGroup): readonly Line[] {
  const others = more > 0 ? [line(6, `and ${count(more, 'other message')}`)] : [];
  const said = items.map(({ message, count }) =>
    line(6, count === all ? message : `${message} (${number(count)})`),
  );
  return [...said, ...others];
}

/** Objects with what is said of each. */
function rows({ items, more }: Sample<RunObject>): readonly Line[] {
  const rest = more > 0 ? [line(6, `and ${number(more)} more`)] : [];
  return [...items.map((object) => line(6, addressText(object), saying(object))), ...rest];
}

function saying({ message }: RunObject): string {
  return message === '' ? '' : `: ${message}`;
}

function residualLines(residual: Sample<RunObject>): readonly Line[] {
  const size = residual.items.length + residual.more;
  if (size === 0) return [];
  const title = line(0, ['danger', 'Residual'], `: ${objects(size)} still different after the apply`);
  return [title, ...rows(residual)];
}

function nextLines({ named, counts, groups, reason, residual }: RunView): readonly Line[] {
  const stopped = reason === 'interrupted' || reason === 'terminated';
  const lost = groups.filter(({ state }) => state === 'in_doubt');
  const once = lost.filter(({ repeatable }) => !repeatable).flatMap((group) => group.objects.items);
  const open = counts.failed + counts.not_attempted + counts.left + residual.items.length > 0;
  const spent = groups.some(({ state, repeatable }) => state === 'failed' && !repeatable);
  const first = counts.failed > 0 ? 'put right what failed, then plan and apply' : 'plan and apply';
  const next = [
    ...(once.length > 0 ? [resolveText(once, named)] : []),
    ...(stopped
      ? [`${together(commandLine(named, 'apply', '--resume'))} carries out what this run had left.`]
      : []),
    ...(spent ? [spentText] : []),
    ...(open && !stopped && !spent ? [`${first} again: only what still differs is planned.`] : []),
    ...(lost.some(({ repeatable }) => repeatable) && !open
      ? ['plan again: it shows what of the doubtful still differs.']
      : []),
  ];
  return next.map((text) => line(0, ['strong', 'Next: '], text));
}

/** Whether it was refused, or ran and failed, only its message and the next plan know. */
const spentText =
  'plan again: it has what can be sent again. What has run and failed is not run again by itself: what is said of it above, or in that plan, tells how.';

function resolveText(once: readonly RunObject[], named: string): string {
  const line = resolveLine(
    once.map(({ address }) => address),
    named,
  );
  return (
    'look in the console whether what is in doubt happened; trueup never sends it twice. ' +
    `Then: ${together(line)}, or ${together('--not-run')}.`
  );
}

function lastLine({ counts, requests, seconds, isPushedDown }: RunView): Line {
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const ends = [
    [counts.failed, 'failed'],
    [counts.not_attempted, 'not attempted'],
    [counts.in_doubt, 'in doubt'],
    [counts.left, 'left'],
  ] as const;
  const rest = ends.flatMap(([n, word]) => (n > 0 ? [`, ${number(n)} ${word}`] : [])).join('');
  const sum = `Applied: ${number(counts.applied)} of ${objects(all)}${rest}.`;
  const how = isPushedDown ? ', verified by push-down' : '';
  return row(0, ['strong', sum], ` ${count(requests, 'API call')} in ${duration(seconds)}${how}.`);
}
