// Whatever a server names a thing, the page stays whole: no control character reaches the terminal.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanJson } from '../../src/report/clean.ts';
import { line, render } from '../../src/report/lines.ts';
import { printPlanText } from '../../src/report/plan-text.ts';
import { viewPlan } from '../../src/report/view.ts';
import { number, together } from '../../src/report/words.ts';
import { agent, approved, pending, plan, step, text } from './plans.ts';

const harmless = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]*$/u;
const anyText = fc.string({ unit: 'binary', maxLength: 40 });

test('no line of a page holds a control, format or bidirectional character', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 20, max: 100 }), (name, width) => {
      const page = render([line(2, name, ['danger', name])], { color: false, width });
      return (
        page.endsWith('\n') &&
        page
          .slice(0, -1)
          .split('\n')
          .every((each) => harmless.test(each))
      );
    }),
  );
});

test('folding loses no word and keeps the width', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 100 }), (list, width) => {
      const page = render([line(4, list.join(' '))], { color: false, width });
      expect(page.trim().split(/\s+/)).toEqual(list);
      expect(page.split('\n').every((each) => each.length <= width)).toBe(true);
    }),
  );
});

test('a number is never folded, and its spaces are plain', () => {
  const page = render([line(0, 'there are ', number(1234567), ' ', together('a b'))], {
    color: false,
    width: 14,
  });
  expect(page).toBe('there are\n  1 234 567\n  a b\n');
});

test('names that would clear the screen, forge a line or turn the text around are spelled out', () => {
  const names = ['\x1b[2J', 'a\nPlan: 0 to change.', '\u202egpj.exe', '\u009b31m', 'x\u200by', '\ud800'];
  const changes = names.map((name, i) => agent(i, pending, approved, { name, group: name, why: name }));
  const steps = changes.map((change) => step('approve', [change]));
  const printed = printPlanText(viewPlan(plan(changes, steps)), text);
  expect(printed.split('\n').every((each) => harmless.test(each))).toBe(true);
  for (const shown of ['\\x1b[2J', 'a\\nPlan: 0', '\\u202egpj', '\\x9b31m', 'x\\u200by', '\\ud800']) {
    expect(printed).toContain(shown);
  }
  expect(printed.match(/^Plan: /gm)).toHaveLength(1);
});

test('colour stays off unless asked for, and never outlives a line', () => {
  expect(render([line(0, ['danger', 'x'])], { color: false, width: 80 })).toBe('x\n');
  const colored = render([line(0, ['info', 'one two'])], { color: true, width: 4 });
  expect(colored).toBe('\x1b[36mone\x1b[39m\n  \x1b[36mtwo\x1b[39m\n');
});

test('JSON made harmless is still the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const safe = cleanJson(JSON.stringify(value, null, 2));
      expect(JSON.parse(safe)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(safe.split('\n').every((each) => harmless.test(each))).toBe(true);
    }),
  );
});
