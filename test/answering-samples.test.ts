import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type AnsweredLetter,
  type FhirObject,
  hasError,
  type MadeLetter,
  type Original,
  type ReadAcknowledgement,
  type Refusal,
  type Trace,
  toJson,
  toOioxml,
} from '../src/index.js';
import { jsonText } from '../src/report/json-text.js';
import { traceJson } from '../src/report/trace-json.js';
import { acknowledgementFaults } from './support/acknowledgement-checks.js';
import { converter } from './support/converter.js';
import { received } from './support/fhir.js';
import { answering } from './support/scenarios.js';

const TRACED = { trace: true };
const parsed = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

/** What a scenario gives, whichever way it goes. */
const convert = (scenario: string) => {
  const folder = `samples/${scenario}`;
  const original = parsed<Original>(`${folder}/original.json`);
  if (existsSync(`${folder}/refusal.json`)) {
    const refusal = parsed<Refusal>(`${folder}/refusal.json`);
    return refusal.issues === undefined
      ? converter.refuseLetter(scenario, original.letters[0] as AnsweredLetter, original, refusal, TRACED)
      : converter.refuseMessage(original, refusal, TRACED);
  }
  const reads = readdirSync(`${folder}/answers`)
    .sort()
    .map((name) => converter.read({ name, bytes: readFileSync(`${folder}/answers/${name}`) }));
  const [first] = reads;
  return first?.acknowledgement === undefined
    ? converter.acknowledge(
        reads.flatMap((read) => read.letters),
        original,
        TRACED,
      )
    : converter.receipts(first.name, first.acknowledgement as ReadAcknowledgement, original, TRACED);
};

test('there are samples of receipts both ways, and of refusals', () => {
  expect(answering.length).toBeGreaterThanOrEqual(8);
});

describe.each(answering)('sample %s', (scenario) => {
  const conversion = convert(scenario);
  const folder = `../samples/${scenario}/expected`;
  const bundle = 'bundle' in conversion ? conversion.bundle : undefined;
  const letters: MadeLetter[] = 'letters' in conversion ? conversion.letters : [];

  test('converts to what is expected, message and ledger', async () => {
    expect(hasError(conversion.diagnostics)).toBe(false);
    expect(bundle !== undefined || letters.length > 0).toBe(true);
    if (bundle !== undefined) {
      const text = Buffer.concat(toJson(bundle as FhirObject, 2)).toString('utf8');
      await expect(`${text}\n`).toMatchFileSnapshot(`${folder}/acknowledgement.json`);
    }
    for (const [i, { root }] of letters.entries()) {
      const xml = Buffer.concat([...toOioxml(root, 2)]).toString('utf8');
      await expect(`${xml}\n`).toMatchFileSnapshot(`${folder}/receipt-${i + 1}.xml`);
    }
    const trace = conversion.trace as Trace;
    const told = { ...conversion, letter: { file: scenario, message: '', version: '' }, trace };
    const { input, output, losses } = traceJson(told as never, true, 'en') as Record<string, unknown>;
    const json = [...jsonText({ input, output, losses }, 2)].join('');
    await expect(json).toMatchFileSnapshot(`${folder}/trace.json`);
  });

  test('gives what is read without a complaint', () => {
    if (bundle !== undefined) expect(acknowledgementFaults(received(bundle))).toEqual([]);
    for (const { root } of letters) {
      const bytes = Buffer.concat([...toOioxml(root)]);
      const { letters: again, diagnostics } = converter.read({ name: 'receipt.xml', bytes });
      expect([...diagnostics, ...again.flatMap((letter) => letter.diagnostics)]).toEqual([]);
      expect(again.length).toBe(1);
    }
  });

  test('says the row of every value, and a row or a reason of every element', () => {
    for (const { row } of conversion.trace?.output ?? []) expect(row).toMatch(/^K[XA]\d+$/);
    for (const { status, row, reason } of conversion.trace?.input ?? []) {
      expect(status).not.toBe('unmapped');
      expect(row ?? reason).toBeTruthy();
    }
  });
});
