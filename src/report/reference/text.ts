// The reference on a terminal: one topic, a whole page, or what topics there are.

import { type Line, line, paragraphs, render, row, type Span, type TextOptions } from '../lines.ts';
import type { Fact, Page, Reference, Topic } from './view.ts';

/** Topics below each other. */
export function printTopicsText(topics: readonly Topic[], options: TextOptions): string {
  return render(paragraphs(...topics.flatMap(blocksOf)), options);
}

/** A page with all of its topics. */
export function printPageText({ title, text, topics }: Page, options: TextOptions): string {
  const head = [[line(0, ['strong', title])], ...text.map((each) => [line(0, ...spans(each))])];
  return render(paragraphs(...head, ...topics.flatMap(blocksOf)), options);
}

/** Every topic by page. */
export function printListText(reference: Reference, options: TextOptions): string {
  const head = [
    line(0, 'trueup explain TOPIC; a topic is one of these, or the name of a page for all of it:'),
  ];
  const pages = reference.map(({ name, title, topics }) => [
    line(0, ['strong', name], ` ${title}`),
    line(4, topics.map(({ topic }) => topic).join(', ')),
  ]);
  return render(paragraphs(head, ...pages), options);
}

function blocksOf({ title, text, facts, example }: Topic): readonly (readonly Line[])[] {
  return [
    [line(0, ['strong', title])],
    ...text.map((each) => [line(2, ...spans(each))]),
    facts.map(factLine),
    example === '' ? [] : example.split('\n').map((each) => row(6, each)),
  ];
}

const factLine = ({ label, value }: Fact): Line => line(4, ...spans(`${label}: ${value}`));

/** Names stand out instead of standing in backticks; what touches a name is never folded away from it. */
function spans(text: string): readonly Span[] {
  const parts = text.split(/([^\s`]*`[^`]*`[^\s`]*)/);
  return parts.map((part, i): Span => (i % 2 === 1 ? ['info', part.replaceAll('`', '')] : part));
}
