import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonText } from '../../src/report/json-text.js';

/** A list that is not there as a whole, as those of traces. */
function* made(list: readonly unknown[]): Generator<unknown> {
  yield* list;
}

describe('JSON in parts', () => {
  const value = fc.jsonValue({ maxDepth: 6 });

  test('is what JSON.stringify gives, in one line or in many', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (one, indent) => {
        expect([...jsonText(one, indent)].join('')).toBe(`${JSON.stringify(one, undefined, indent)}\n`);
      }),
      { numRuns: 500 },
    );
  });

  test('may have lists that are made while they are written', () => {
    const list = fc.oneof(fc.array(value), fc.array(fc.nat(), { minLength: 199, maxLength: 201 }));
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), list)), fc.constantFrom(0, 2), (all, indent) => {
        const lazy = all.map((one) =>
          Object.fromEntries(Object.entries(one).map(([name, own]) => [name, made(own)])),
        );
        expect([...jsonText(lazy, indent)].join('')).toBe(`${JSON.stringify(all, undefined, indent)}\n`);
      }),
    );
  });

  test('leaves out what is not there', () => {
    expect([...jsonText({ a: undefined, b: made([{ c: undefined }]) })].join('')).toBe('{"b":[{}]}\n');
  });

  test('is never there as a whole: it may be more than a string can hold', () => {
    const endless = function* () {
      for (;;) yield { value: 'Kære hjemmepleje' };
    };
    let written = '';
    for (const piece of jsonText({ input: endless() })) {
      written += piece;
      if (written.length > 10_000) break;
    }
    expect(written).toMatch(/^\{"input":\[\{"value":"Kære hjemmepleje"\},\{/);
  });
});
