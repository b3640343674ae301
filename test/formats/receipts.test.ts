import { describe, expect, test } from 'vitest';
import { type Element, emptyDirectory, kindOf, type Letter, toEdifact, toOioxml } from '../../src/index.js';
import { createRoundTripper } from '../../src/roundtrip/roundtrip.js';
import { codesOf, converter, lettersOf, sampleText, tables } from '../support/converter.js';
import { negativeReceipt, originalLetter, receipt, receiptMessage, refusal } from '../support/receipt.js';

const read = (text: string) => converter.read({ name: 'receipt.xml', bytes: Buffer.from(text) });
const told = (text: string): string[] => codesOf(read(text).letters.flatMap((letter) => letter.diagnostics));

describe('a receipt', () => {
  test('is read with its reasons at both levels', () => {
    const { letters, diagnostics } = read(negativeReceipt);
    expect(diagnostics).toEqual([]);
    const [letter] = letters;
    expect(letter?.diagnostics).toEqual([]);
    expect(letter?.schema.table).toMatchObject({ message: 'XCTL02', letter: 'NegativeReceipt' });
    const { leaves, groups } = letter?.schema ?? {};
    const record = letter?.record;
    const path = (name: string): string => `NegativeReceipt/OriginalEmessage/${name}`;
    const slot = (name: string): number => leaves?.get(path(name))?.leaf.slot ?? -1;
    expect(record?.slots[slot('RefuseCode')]?.text).toBe('syntaksfejl');
    expect(record?.slots[leaves?.get('Envelope/Identifier')?.leaf.slot ?? -1]?.text).toBe('KV770');
    const original = record?.groups[groups?.findIndex((one) => one.path === path('OriginalLetter')) ?? -1];
    expect(
      original?.map(({ slots }) => slots[slot('OriginalLetter/OriginalLetterIdentifier')]?.text),
    ).toEqual(['BREV1', 'BREV2']);
    expect(original?.map(({ slots }) => slots[slot('OriginalLetter/RefuseCode')]?.text)).toEqual([
      'problem_med_version',
      undefined,
    ]);
  });

  test.each([
    ['for an envelope without letters', receipt('PositiveReceipt', '1')],
    ['without a reason', receipt('NegativeVansReceipt', '1', originalLetter('A'))],
    ['with a text and no code', receipt('NegativeReceipt', '1', '<RefuseText/>')],
    ['for 99 letters', receipt('PositiveReceipt', '1', originalLetter('A').repeat(99))],
  ])('%s is valid', (_, letter) => {
    expect(told(receiptMessage(letter))).toEqual([]);
  });

  test.each([
    ['styles in RefuseText', refusal('syntaksfejl', 'a <Bold>b</Bold>'), 'OIO045'],
    ['fixed font in RefuseText', refusal('syntaksfejl', '<FixedFont>a<Break/></FixedFont>'), 'OIO045'],
    ['a Break with text', refusal('syntaksfejl', 'a<Break>b</Break>'), 'OIO045'],
    ['an attribute in RefuseText', refusal('syntaksfejl', 'a<Break n="2"/>'), 'OIO025'],
    ['styles in RefuseText of a letter', originalLetter('A', refusal('syntaksfejl', '<Right/>')), 'OIO045'],
    ['an unknown code', refusal('andet', 'a'), 'OIO032'],
    ['a code in capitals', refusal('SYNTAKSFEJL', 'a'), 'OIO033'],
    ['a hundred letters', originalLetter('A').repeat(100), 'OIO023'],
    ['a reason after the letters', originalLetter('A') + refusal('syntaksfejl', 'a'), 'OIO022'],
  ])('with %s is refused', (_, original, code) => {
    expect(told(receiptMessage(receipt('NegativeReceipt', '1', original)))).toContain(code);
  });

  test('that is positive has no reason at either level', () => {
    const reason = refusal('syntaksfejl', 'a');
    for (const original of [reason, originalLetter('A', reason)])
      expect(told(receiptMessage(receipt('PositiveReceipt', '1', original)))).toEqual(['OIO021', 'OIO021']);
  });

  test('of another version is refused', () => {
    expect(told(negativeReceipt.replace('XC0230Q', 'XC0330Q'))).toEqual(['OIO016']);
  });

  test('is a kind of its own', () => {
    const [letter] = lettersOf({ name: 'letter.xml', bytes: Buffer.from(sampleText('plain')) });
    const [binary] = lettersOf({
      name: 'binary.xml',
      bytes: Buffer.from(sampleText('attachment', 'attachment.xml')),
    });
    const kinds = [letter, binary, ...read(negativeReceipt).letters].map((one) => kindOf(one as never));
    expect(kinds).toEqual(['correspondence', 'binary', 'receipt']);
  });

  test('is not converted, and says so beside its own faults', () => {
    const codes = (text: string) =>
      read(text).letters.map((letter) => {
        const { bundle, diagnostics } = converter.convert(letter, []);
        expect(bundle).toBeUndefined();
        return codesOf(diagnostics);
      });
    expect(codes(negativeReceipt)).toEqual([['IN013']]);
    expect(codes(negativeReceipt.replace('syntaksfejl', 'andet'))).toEqual([['OIO032', 'IN013']]);
  });
});

describe('RefuseText', () => {
  const trips = createRoundTripper(tables, emptyDirectory);
  const textOf = (refuseText: string): string =>
    receiptMessage(receipt('NegativeReceipt', '1', refusal('syntaksfejl', refuseText)));

  test('is never laid out, and comes back through EDIFACT as it was', () => {
    for (const text of ['<Break/>', '', 'a<Space/>b', 'Linje<Break/>en til', '<Break/><Break/>']) {
      const [letter] = read(textOf(text)).letters;
      const trip = trips.legacy(letter as Letter);
      expect(trip.differences, text).toEqual([]);
      const { segments = [] } = converter.convertEnvelope([letter as Letter]);
      const { letters } = converter.read({
        name: 'receipt.edi',
        bytes: Buffer.concat([...toEdifact(segments)]),
      });
      const { root } = converter.convertEnvelope(letters);
      const xml = Buffer.concat([...toOioxml(root as Element, 2)]).toString('latin1');
      expect(xml).toMatch(/<RefuseText>\S.*\S<\/RefuseText>/);
    }
  });
});

describe('several receipts in one Emessage', () => {
  const messages = (text: string) => read(text).letters.map((letter) => letter.schema.table.message);
  const several = receiptMessage(
    receipt('PositiveReceipt', '1', originalLetter('A')),
    '<Local_Elements><x>1</x></Local_Elements>',
    receipt('NegativeReceipt', '2', refusal('syntaksfejl', 'a')),
    receipt('NegativeVansReceipt', '3'),
    receipt('PositiveReceipt', '4'),
  );

  test('may be of different kinds, and each is checked as what it is', () => {
    expect(messages(several)).toEqual(['XCTL03', 'XCTL02', 'XCTL01', 'XCTL03']);
    const { letters, diagnostics } = read(several);
    expect(diagnostics).toEqual([]);
    expect(letters.map((letter) => [letter.number, letter.local !== undefined])).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [4, false],
    ]);
    expect(told(several)).toEqual([]);
    const faulty = read(several.replace('>syntaksfejl<', '>andet<')).letters;
    expect(faulty.map((letter) => codesOf(letter.diagnostics))).toEqual([[], ['OIO032'], [], []]);
  });

  test('share what is wrong with their envelope', () => {
    const { letters } = read(several.replace('>10:20<', '>10.20<'));
    expect(letters.map((letter) => codesOf(letter.diagnostics))).toEqual(Array(4).fill(['OIO035']));
  });

  test.each([
    [
      'an older letter',
      '<ClinicalEmail><Letter><VersionCode>XD9133L</VersionCode></Letter></ClinicalEmail>',
      'OIO016',
    ],
    ['a letter of another kind', '<BookingConfirmation/>', 'OIO014'],
    [
      'a letter that says the version of another namespace',
      '<ClinicalEmail><Letter><VersionCode>XD9134L</VersionCode></Letter></ClinicalEmail>',
      'OIO014',
    ],
  ])('are read beside %s, which is told', (_, other, code) => {
    const { letters, diagnostics } = read(several.replace('<NegativeReceipt>', `${other}$&`));
    expect(codesOf(diagnostics)).toEqual([code]);
    expect(letters.map((letter) => codesOf(letter.diagnostics))).toEqual([[], [], [], []]);
  });

  test('have a number each', () => {
    expect(told(several.replace('<Identifier>2<', '<Identifier>1<'))).toEqual(['MAP022']);
  });
});
