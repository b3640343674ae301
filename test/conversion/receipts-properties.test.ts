import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answeredBy, type Letter, type Original } from '../../src/index.js';
import { acknowledge, alone, receiptsFor } from '../support/acknowledgement.js';
import { acknowledgementFaults } from '../support/acknowledgement-checks.js';
import { lettersOf } from '../support/converter.js';
import type { Json } from '../support/fhir.js';
import { xctl } from '../support/generate.js';
import { generatedIssues } from '../support/generate-acknowledgement.js';
import { countLeaves } from '../support/leaves.js';

const runs = { numRuns: 200 };
const receipts = fc.oneof(xctl.XCTL01, xctl.XCTL02, xctl.XCTL03);

/** The message that a generated receipt answers, as a store would know it; undefined if its ids are blank. */
const answered = (receipt: Letter): Original | undefined => {
  const { envelope, sender, receiver, letters } = answeredBy(receipt);
  const ids = new Map(letters.map(({ letter, version }) => [letter, version]));
  const known = [...ids].map(([letter, version]) => ({ message: 'XDIS91', envelope, letter, version }));
  if (envelope === '' || known.some(({ letter, version }) => letter === '' || version === ''))
    return undefined;
  return {
    ...alone,
    sender: { ...alone.sender, gln: sender },
    receiver: { ...alone.receiver, gln: receiver },
    letters:
      known.length > 0 ? known : [{ message: 'XDIS91', envelope, letter: 'BREV1', version: 'XD9134L' }],
  };
};
const read = (text: string): Letter => {
  const [letter] = lettersOf({ name: 'receipt.xml', bytes: Buffer.from(text) });
  return letter as Letter;
};

/** RefuseCodes that come back as they were. */
const ONE_TO_ONE = ['ikke_specificeret', 'ukendt_lokationsnummer', 'problem_med_version', 'syntaksfejl'];

describe('any valid receipt', () => {
  test('becomes an Acknowledgement that is whole, and every leaf of it is accounted for', () => {
    fc.assert(
      fc.property(receipts, (text) => {
        const original = answered(read(text));
        fc.pre(original !== undefined);
        const { bundle, diagnostics, counts } = acknowledge([text], original, { strict: true });
        expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(acknowledgementFaults(bundle)).toEqual([]);
        const { mapped, used, dropped, unmapped } = counts;
        expect(unmapped).toBe(0);
        expect(mapped + used + dropped).toBe(countLeaves(Buffer.from(text), undefined, ''));
      }),
      runs,
    );
  });

  test('comes back with its kind, its reason and the ids of the letters', () => {
    fc.assert(
      fc.property(receipts, (text) => {
        const original = answered(read(text));
        fc.pre(original !== undefined);
        const { bundle, issues } = acknowledge([text], original);
        const back = receiptsFor(bundle, original);
        expect(back.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(back.counts.unmapped).toBe(0);
        const { kind } = answeredBy(read(text));
        expect(new Set(back.letters.map(({ ids }) => ids.message))).toEqual(
          new Set([kind === 'XCTL03' ? kind : 'XCTL02']),
        );
        // An id that a receipt repeats is that of the letter, whatever it looks like. Accents are put over their letters.
        const again = back.texts.map((one) => answeredBy(read(one)));
        const composed = (ids: string[][]) => ids.map((some) => some.map((one) => one.normalize('NFC')));
        expect(
          composed(
            again.flatMap(({ envelope, letters }) =>
              letters.map(({ letter, version }) => [envelope, letter, version]),
            ),
          ),
        ).toEqual(
          composed(original.letters.map(({ envelope, letter, version }) => [envelope, letter, version])),
        );
        const [word] = /(?<=<RefuseCode>)\w+/.exec(text) ?? [];
        if (word !== undefined && original.letters.length === 1)
          expect(back.refuseCode).toBe(ONE_TO_ONE.includes(word) ? word : 'ikke_specificeret');
        // The same refusal, told again, tells the same.
        const second = acknowledge([back.texts[0] ?? ''], {
          ...original,
          letters: original.letters.slice(0, 1),
        });
        if (issues.length === 1 && !back.codes.includes('REC003')) {
          const { coding, text: told } = issues[0].details;
          const before = coding === undefined ? '' : `${coding[0].code}: `;
          expect(second.issues[0].details.text.normalize('NFC')).toBe(
            (before + told.trim()).normalize('NFC'),
          );
        }
      }),
      runs,
    );
  });
});

describe('any Acknowledgement', () => {
  test('becomes receipts that are read without a complaint, in OIOXML and EDIFACT', () => {
    fc.assert(
      fc.property(generatedIssues, fc.constantFrom(undefined, 'file type'), (bundle: Json, reason) => {
        for (const legacy of ['oioxml', 'edifact'] as const) {
          const back = receiptsFor(bundle, { ...alone, reason }, { legacy, strict: true });
          expect(back.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
          expect(back.counts.unmapped).toBe(0);
          const documents = legacy === 'edifact' ? back.interchanges : back.texts;
          expect(documents).toHaveLength(1);
          for (const document of documents) {
            const letters = lettersOf({ name: 'receipt', bytes: Buffer.from(document, 'latin1') });
            expect(letters.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
            expect(document.split(/(?<!\?)'FTX\+/).length).toBeLessThanOrEqual(2);
          }
        }
      }),
      runs,
    );
  });
});
