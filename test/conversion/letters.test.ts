import { describe, expect, test } from 'vitest';
import { codesOf, converter, sampleText } from '../support/converter.js';

const several = sampleText('several-letters');
const read = (text: string) => converter.read({ name: 'letters.xml', bytes: Buffer.from(text) });

describe('several letters in one envelope', () => {
  test('a letter of another kind is told, and those beside it are converted', () => {
    const { letters, diagnostics } = read(
      several.replace('</Emessage>', '<BookingConfirmation/></Emessage>'),
    );
    expect(codesOf(diagnostics)).toEqual(['OIO014']);
    expect(letters.map((letter) => converter.convert(letter, []).bundle !== undefined)).toEqual([true, true]);
  });

  test('a letter of another version is told, and the other is converted', () => {
    const { letters } = read(several.replace('XD9134L', 'XD9133L'));
    const [first, second] = letters.map((letter) => converter.convert(letter, []));
    expect(codesOf(first?.diagnostics ?? [])).toEqual(['OIO016']);
    expect(first?.bundle).toBeUndefined();
    expect(second?.bundle).toBeDefined();
  });

  test('a fault in the envelope refuses all', () => {
    const { letters } = read(several.replace('>pluspositivkvitt<', '>ja<'));
    expect(letters.map((letter) => converter.convert(letter, []).bundle)).toEqual([undefined, undefined]);
  });

  test('Local_Elements belong to the letter before them, and nowhere else', () => {
    const counts = read(several).letters.map((letter) => converter.convert(letter, []).counts.unmapped);
    expect(counts).toEqual([2, 0]);
    const local = '<Local_Elements><x>1</x></Local_Elements>';
    expect(codesOf(read(several.replace('<ClinicalEmail>', `${local}<ClinicalEmail>`)).diagnostics)).toEqual([
      'OIO014',
    ]);
    expect(
      codesOf(read(several.replace('<Local_Elements>', `${local}<Local_Elements>`)).diagnostics),
    ).toEqual(['OIO014']);
  });

  test('Local_Elements may say anything but of which type they are, and are in the namespace of the message', () => {
    const withAttribute = (attribute: string) =>
      codesOf(
        read(several.replace('<Local_Elements>', `<Local_Elements ${attribute}>`)).letters.flatMap(
          (letter) => letter.diagnostics,
        ),
      );
    expect(withAttribute('id="1"')).toEqual([]);
    const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
    expect(withAttribute(`${xsi} xsi:schemaLocation="urn:x x.xsd"`)).toEqual([]);
    expect(withAttribute(`${xsi} xsi:nil="true"`)).toEqual(['OIO025']);
    expect(withAttribute('xmlns="urn:x"')).toEqual(['OIO027']);
  });

  test('Local_Elements behind a binary letter, which its schema does not have, are a warning', () => {
    const binary = sampleText('attachment', 'attachment.xml');
    const text = binary.replace('</BinaryLetter>', '$&<Local_Elements><x>1</x></Local_Elements>');
    expect(read(text).letters[0]?.diagnostics).toMatchObject([{ code: 'OIO048', severity: 'warning' }]);
  });

  test('text of Local_Elements that stands between elements is told, too', () => {
    const mixed = several.replace('<Kopi>', '<Kopi>husk');
    expect(read(mixed).letters.map((letter) => converter.convert(letter, []).counts.unmapped)).toEqual([
      3, 0,
    ]);
  });
});

describe('many faults', () => {
  test('are told up to a hundred, and that there are more', () => {
    const { letters } = read(several.replace('<Sender>', `<Sender>${'<x/>'.repeat(20_000)}`));
    const codes = codesOf(letters[0]?.diagnostics ?? []);
    expect(codes.length).toBe(101);
    expect(codes.at(-1)).toBe('OIO046');
  });

  test('unmapped elements are all counted, and a hundred told', () => {
    const { letters } = read(several.replace('<Kopi>', `${'<x>1</x>'.repeat(20_000)}<Kopi>`));
    const { counts, diagnostics } = converter.convert(letters[0] as never, []);
    expect(counts.unmapped).toBe(20_002);
    expect(diagnostics.filter((d) => d.code === 'MAP017').length).toBe(100);
  });
});

test('XML 1.1 brings no control characters in', () => {
  const { diagnostics } = read(`<?xml version="1.1"?>${several.replace('Recept', 'Recept&#7;')}`);
  expect(codesOf(diagnostics)).toEqual(['OIO001']);
});
