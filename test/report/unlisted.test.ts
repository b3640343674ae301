import { expect, test } from 'vitest';
import type { Letter } from '../../src/index.js';
import { explanation } from '../../src/report/explain.js';
import { explainPage } from '../../src/report/html/explain/explain.js';
import { jsonText } from '../../src/report/json-text.js';
import { traceJson } from '../../src/report/trace-json.js';
import { converter, lettersOf, sampleText, tables } from '../support/converter.js';

/** A letter whose trace lists a part of what it knows, as that of a text of many values does. */
const conversion = () => {
  const [letter] = lettersOf({ name: 'letter.xml', bytes: Buffer.from(sampleText('plain')) });
  const made = converter.convert(letter as Letter, [], { trace: true });
  const [input, output] = [made.trace?.input.find(({ to }) => to.length > 0), made.trace?.output[0]];
  if (input !== undefined) input.more = 1234;
  if (output !== undefined) output.more = 5678;
  return made;
};

test.each([
  ['en', '1,234 more, not listed', ['1,234 more are not listed', '5,678 more are not listed']],
  ['da', 'yderligere 1.234, som ikke vises', ['yderligere 1.234 ikke nævnt', 'yderligere 5.678 ikke nævnt']],
] as const)('what a trace does not list is counted wherever it is shown, %s', (lang, text, page) => {
  const one = conversion();
  expect([...jsonText(traceJson(one, false, lang))].join('').match(/"more":\d+/g)).toEqual([
    '"more":1234',
    '"more":5678',
  ]);
  expect([...explanation(one, false, lang)].join('')).toContain(text);
  const explained = { conversion: one, made: ['CareCommunication'], fromFhir: false, diagnostics: [] };
  const html = [...explainPage([explained], [], tables, { lang, show: false })].join('');
  for (const part of page) expect(html).toContain(part);
});
