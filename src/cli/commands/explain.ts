// trueup explain: what a code, a key, a command or an exit code means, in the words of docs/.

import { distance } from '../../config/nearest.ts';
import type { Failure } from '../../model/failure.ts';
import { findTopic, namesOf } from '../../report/reference/find.ts';
import { listJson, topicsJson } from '../../report/reference/json.ts';
import { printListText, printPageText, printTopicsText } from '../../report/reference/text.ts';
import type { Reference } from '../../report/reference/view.ts';
import type { Io } from '../io.ts';
import { type Given, wantsJson } from '../options.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { commandTree } from '../program.ts';
import { reference } from '../reference.ts';

export async function explain(words: readonly string[], options: Given, io: Io): Promise<Outcome> {
  const whole = reference(
    commandTree(
      io,
      () => async () => undefined,
      () => undefined,
    ),
  );
  const text = { color: io.color.out, width: io.width };
  const json = wantsJson(options);
  if (words.length === 0) {
    await io.print(json ? listJson(whole) : printListText(whole, text));
    return done;
  }
  const asked = words.join(' ');
  const answer = findTopic(whole, asked);
  if (answer.found === 'nothing') return failed(unknownTopic(asked, answer.several, whole));
  const topics = answer.found === 'page' ? answer.page.topics : answer.topics;
  if (json) await io.print(topicsJson(topics));
  else
    await io.print(
      answer.found === 'page' ? printPageText(answer.page, text) : printTopicsText(topics, text),
    );
  return done;
}

function unknownTopic(asked: string, several: readonly string[], whole: Reference): Failure {
  const near = several.length > 0 ? several : nearNames(asked, namesOf(whole));
  const all = 'trueup explain lists all topics';
  return {
    code: 'cli.unknown-topic',
    reason: 'error',
    summary: several.length > 0 ? `"${asked}" means several topics` : `there is no topic "${asked}"`,
    why:
      several.length > 0
        ? `its name ends ${several.length} others`
        : 'a topic is a code, the path of a key, a command or an exit code',
    next: near.length === 0 ? all : `take one of these: ${near.join(', ')}; ${all}`,
  };
}

/** At most five: names that hold the word, then those that differ from it in few letters, the nearest first. */
function nearNames(asked: string, names: readonly string[]): readonly string[] {
  const word = asked.toLowerCase().slice(0, 64);
  const limit = Math.max(1, Math.floor(word.length / 3));
  const judged = names.map((name) => {
    const holds = word.length > 2 && name.toLowerCase().includes(word);
    return { name, far: holds ? 0 : distance(word, name.toLowerCase()) };
  });
  const near = judged.filter(({ far }) => far <= limit).sort((a, b) => a.far - b.far);
  return near.slice(0, 5).map(({ name }) => name);
}
