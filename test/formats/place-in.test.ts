import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeIn } from '../../src/formats/text/place-in.js';

test('a text stands where indexOf tells it, however much of it stands before', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 });
  const times = fc.integer({ min: 1, max: 150 });
  const repeated = fc
    .array(fc.tuple(piece, times), { minLength: 1, maxLength: 6 })
    .map((all) => all.map(([text, count]) => text.repeat(count)).join(''));
  const cut = fc.tuple(fc.nat(600), fc.nat(600));
  fc.assert(
    fc.property(repeated, repeated, cut, fc.nat(300), (whole, other, [begin, length], from) => {
      for (const wanted of [other, whole.slice(begin, begin + length), `${whole.slice(-250)}${other}`])
        for (const text of [whole, whole + other, other + whole])
          expect(placeIn(text, wanted, from)).toBe(text.indexOf(wanted, from));
    }),
    { numRuns: 500 },
  );
});
