import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ReadMessage, toOioxml, toXml } from '../../src/index.js';
import { converter } from '../support/converter.js';
import { careCommunication } from '../support/generate-message.js';
import { countLeaves } from '../support/leaves.js';

const read = (name: string, bytes: Buffer): ReadMessage => {
  const { message, diagnostics } = converter.read({ name, bytes });
  if (message === undefined) throw new Error(JSON.stringify(diagnostics));
  return message;
};
const json = (bundle: unknown): Buffer => Buffer.from(JSON.stringify(bundle));
const documents = (name: string, bytes: Buffer): Buffer[] =>
  converter
    .convertMessage(name, read(name, bytes))
    .letters.map(({ root }) => Buffer.concat([...toOioxml(root)]));

const countValues = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 1
    : Object.values(value).reduce((sum: number, inner) => sum + countValues(inner), 0);

describe('any CareCommunication', () => {
  test('converts, and every leaf of it and of the letters is accounted for', () => {
    fc.assert(
      fc.property(careCommunication, (bundle) => {
        const message = read('message.json', json(bundle));
        const conversion = converter.convertMessage('message.json', message, { trace: true });
        expect(conversion.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
        const { mapped, used, dropped, unmapped } = conversion.counts;
        expect(unmapped).toBe(0);
        expect(mapped + used + dropped).toBe(countValues(bundle));
        const written = conversion.letters.map(({ root }) =>
          countLeaves(Buffer.concat([...toOioxml(root)]), undefined, ''),
        );
        expect(conversion.trace?.output.length).toBe(written.reduce((a, b) => a + b, 0));
      }),
      { numRuns: 250 },
    );
  });

  test('gives letters that are read without a complaint', () => {
    fc.assert(
      fc.property(careCommunication, (bundle) => {
        for (const bytes of documents('message.json', json(bundle))) {
          const { letters, diagnostics } = converter.read({ name: 'letter.xml', bytes });
          expect([...diagnostics, ...letters.flatMap((letter) => letter.diagnostics)]).toEqual([]);
        }
      }),
      { numRuns: 250 },
    );
  });

  test('gives the same letters from XML as from JSON, laid out or not', () => {
    fc.assert(
      fc.property(careCommunication, (bundle) => {
        const expected = documents('message.json', json(bundle));
        const xml = (indent: number) => Buffer.concat(toXml(bundle, indent));
        expect(documents('message.xml', xml(0))).toEqual(expected);
        expect(documents('message.xml', xml(2))).toEqual(expected);
        const laidOut = Buffer.from(JSON.stringify(bundle, undefined, 2));
        expect(documents('message.json', laidOut)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});
