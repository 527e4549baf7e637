// One group of a plan as lines: a headline, its hazards in plain words, what moves, its objects, where it comes from.

import type { Action, Source } from '../model/change.ts';
import { cut } from './clean.ts';
import { addressText, fieldsText, fieldText, objects, objectText, sampleText } from './field-text.ts';
import type { GroupView, MemberView, Origins } from './groups.ts';
import type { HazardView } from './hazards.ts';
import { inputText } from './inputs.ts';
import { type Line, line, row, type Span, type Tone } from './lines.ts';
import type { Sample } from './sample.ts';
import { count, number } from './words.ts';

const marks: Readonly<Record<Action, readonly [Tone, string]>> = {
  add: ['good', '+'],
  change: ['info', '~'],
  remove: ['danger', '-'],
  run: ['info', '>'],
  none: ['quiet', '='],
};

/** Characters of one input; all of them where each object is listed. */
const inputWidth = 300;

/** The whole group: at most a dozen lines, or one per object where the view lists all. */
export function groupLines(group: GroupView, all: boolean): readonly Line[] {
  return [
    headline(group),
    ...group.hazards.flatMap(hazardLines),
    ...safetyLines(group, all),
    ...group.acknowledged.map((reason) => line(6, 'acknowledged: ', ['strong', `"${reason}"`])),
    ...inputLines(group, all),
    ...whyLines(group),
    ...objectLines(group, all),
    ...followLines(group),
    line(6, ['quiet', originText(group)]),
  ];
}

/** The group on one line, where there is no room for more. */
export function briefLine(group: GroupView): Line {
  return line(2, ...headline(group).spans, ['quiet', `; ${originText(group)}`]);
}

function headline(group: GroupView): Line {
  const { action, operation, count, hazards } = group;
  const [tone, mark]: readonly [Tone, string] = hazards.length > 0 ? ['danger', '!'] : marks[action];
  return line(2, [tone, `${mark} ${doneTo(operation)} `], ['strong', objects(count)], `: ${labelOf(group)}`);
}

/** `approve`, and `execute move-users for`. */
export function doneTo(operation: string): string {
  return operation.includes(' ') ? `${operation} for` : operation;
}

/** The set or section, and the kind where that says more. */
export function labelOf({ group, kind }: Pick<GroupView, 'group' | 'kind'>): string {
  return group === '' || group === kind ? kind : `${group} (${kind})`;
}

/** Every reason: none of them may be hidden behind another. */
function hazardLines({ hazard, whys, unacknowledged, addresses }: HazardView): readonly Line[] {
  return whys.map((why, i) => {
    const spans: Span[] = [
      ['danger', i === 0 ? `${hazard} ${objects(addresses.length)}` : hazard],
      `: ${why}`,
    ];
    if (unacknowledged && i === 0) spans.push(['danger', '; not acknowledged']);
    return line(6, ...spans);
  });
}

/** What was found stands with the hazard; its objects by name where everything is listed. */
function safetyLines({ probes, unsafe: named, hazards, members }: GroupView, all: boolean): readonly Line[] {
  const { safe, unsafe, unknown } = probes;
  if (safe + unsafe + unknown === 0) return [];
  const told = new Set(hazards.flatMap(({ whys }) => whys));
  const found = members.items.find((member) => member.unsafe !== null && !told.has(member.unsafe.detail));
  const detail = found?.unsafe ? `; ${objectText(found)}: ${found.unsafe.detail}` : '';
  const text = `${number(safe)} safe, ${number(unsafe)} unsafe, ${number(unknown)} unknown`;
  const tone = unsafe + unknown > 0 ? 'danger' : 'quiet';
  return [
    line(6, [tone, `safety readings: ${text}`], detail),
    ...(all && named.length > 0 ? [line(8, `not safe: ${named.join(', ')}`)] : []),
  ];
}

function inputLines({ inputs }: GroupView, all: boolean): readonly Line[] {
  if (inputs.length === 0) return [];
  const texts = inputs.map((input) => (all ? inputText(input) : cut(inputText(input), inputWidth)));
  return [line(6, `with ${texts.join('; ')}`)];
}

/** One reason for all, or those of runs with how many have each. */
function whyLines({ action, whys: { items, more } }: GroupView): readonly Line[] {
  const [first] = items;
  if (first === undefined || first.why === '') return [];
  if (items.length === 1) return [line(6, ['quiet', `why: ${first.why}`])];
  if (action !== 'run') return [];
  const rest = more > 0 ? [line(6, ['quiet', `and ${count(more, 'other reason')}`])] : [];
  return [...items.map(({ why, count }) => line(6, ['quiet', `why: ${why} (${number(count)})`])), ...rest];
}

function followLines({ follows: { items, more } }: GroupView): readonly Line[] {
  const rest = more > 0 ? [line(6, `and ${number(more)} more`)] : [];
  return [...items.map((words) => line(6, `then: ${words}`)), ...rest];
}

/** The objects of a group and what moves: each on one row, the few with their fields, or a sample of the many. */
export function objectLines(group: GroupView, all: boolean): readonly Line[] {
  if (all) return group.members.items.map((member) => row(6, ...rowSpans(member)));
  if (group.small) return group.members.items.flatMap((member) => memberLines(member, group.kind));
  const { items, more } = group.moves;
  return [
    ...items.map(({ field, count }) => line(6, `${fieldText(field)} (${number(count)})`)),
    ...(more > 0 ? [line(6, `and ${count(more, 'other difference')}`)] : []),
    line(6, sampleText(group.members)),
  ];
}

/** One field beside the address, several below it; the only object of its kind needs no name. */
function memberLines(member: MemberView, kind: string): readonly Line[] {
  const { fields, address } = member;
  const own = fields.map((field) => fieldText(field));
  if (address === kind) return own.map((text) => line(6, text));
  if (own.length < 2) return [line(6, ...rowSpans(member))];
  return [line(6, addressText(member)), ...own.map((text) => line(8, text))];
}

function rowSpans(member: MemberView): readonly Span[] {
  const text = member.why ?? fieldsText(member.fields);
  return [addressText(member), ['quiet', text === '' ? '' : `  ${text}`]];
}

function originText({ calls, within, origins, sources }: GroupView): string {
  const carried = within.length > 0 ? `after ${within.join(', ')}` : count(calls, 'API call');
  const parts = [carried, originsText(origins), sourcesText(sources)];
  return parts.filter((part) => part !== '').join('; ');
}

/** `300 pending, 12 drift`. */
function originsText({ drift, pending, both }: Origins): string {
  const parts = [
    [pending, 'pending'],
    [drift, 'drift'],
    [both, 'both moved'],
  ] as const;
  return parts.flatMap(([n, word]) => (n > 0 ? [`${number(n)} ${word}`] : [])).join(', ');
}

/** `sets.yaml:12 and 3 more places`; empty for none. */
export function sourcesText({ items, more }: Sample<Source>): string {
  const [first, ...rest] = items;
  if (first === undefined) return '';
  const others = rest.length + more;
  return `${first.file}:${first.line}${others > 0 ? ` and ${count(others, 'more place')}` : ''}`;
}
