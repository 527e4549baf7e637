// The reference as JSON, format trueup.explanation/1.

import { cleanJson } from '../clean.ts';
import type { Reference, Topic } from './view.ts';

export const explanationFormat = 'trueup.explanation/1';

/** What the topics say; names in the texts stand in backticks. */
export function topicsJson(topics: readonly Topic[]): string {
  return document({ format: explanationFormat, topics: topics.map(({ depth: _, ...topic }) => topic) });
}

/** Every topic by page. */
export function listJson(reference: Reference): string {
  const pages = reference.map(({ name, title, topics }) => ({
    name,
    title,
    topics: topics.map(({ topic }) => topic),
  }));
  return document({ format: explanationFormat, pages });
}

const document = (value: unknown): string => `${cleanJson(JSON.stringify(value, null, 2))}\n`;
