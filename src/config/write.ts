// Desired sections as YAML text, with their comments. What is written here loads again to the same values.

import { Document, isCollection, isMap, isNode, type Node, Scalar, visit } from 'yaml';
import type { ExportedSection } from '../model/kind.ts';
import { cleanJson, isUnsafe } from '../report/clean.ts';

const schemaLine = ' yaml-language-server: $schema=./node_modules/trueup/schemas/desired.schema.json';

/** One desired file. `headline` is its first comment line. */
export function writeDesired(sections: readonly ExportedSection[], headline: string): string {
  const document = new Document({
    version: 1,
    ...Object.fromEntries(sections.map(({ section, value }) => [section, value])),
  });
  document.commentBefore = `${schemaLine}\n ${headline}`;
  quoteStrings(document);
  for (const { section, comments } of sections)
    for (const [pointer, comment] of comments) annotate(document, [section, ...partsOf(pointer)], comment);
  return cleanJson(document.toString({ lineWidth: 0 }));
}

const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Texts that look like numbers are quoted by the library; ids are quoted always, so that a list looks alike. */
function quoteStrings(document: Document): void {
  visit(document, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value === 'string' && isUnsafe(scalar.value)) scalar.type = Scalar.QUOTE_DOUBLE;
    },
    Seq: (_key, seq) => {
      for (const item of seq.items)
        if (item instanceof Scalar && typeof item.value === 'string') item.type = Scalar.QUOTE_DOUBLE;
    },
  });
}

/** A comment before a member of a mapping, or behind an item of a list. */
function annotate(document: Document, path: readonly string[], comment: string): void {
  const oneLine = ` ${comment.replace(/\p{Cc}/gu, ' ')}`;
  if (comment === '') return;
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isCollection(parent)) return;
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => key instanceof Scalar && key.value === path.at(-1));
    if (pair && isNode(pair.key)) (pair.key satisfies Node).commentBefore = oneLine;
    return;
  }
  const item = parent.items[Number(path.at(-1))];
  if (isNode(item)) item.comment = oneLine;
}
