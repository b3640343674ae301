import { describe, expect, test } from 'vitest';
import { codesOf, converter, sampleText } from '../support/converter.js';

const plain = sampleText('plain');
const binary = sampleText('attachment', 'attachment.xml');

/** What is told of a document, of itself and of its letters. */
const toldOf = (text: string) => {
  const { letters, diagnostics } = converter.read({ name: 'x.xml', bytes: Buffer.from(text) });
  return [...diagnostics, ...letters.flatMap((letter) => letter.diagnostics)];
};

/** The line on which a text begins. */
const lineOf = (document: string, text: string): number =>
  document.slice(0, document.indexOf(text)).split('\n').length;

describe('each fault of a letter has its code and its line', () => {
  const faults: Array<[code: string, from: string | RegExp, to: string, at: string]> = [
    ['OIO013', /<Envelope>.*<\/Envelope>/s, '', '<Emessage'],
    ['OIO021', '<Subject>', '<Emne/><Subject>', '<Emne/>'],
    ['OIO022', /(<Priority>.*<\/Priority>)(\s*)(<Subject>.*<\/Subject>)/, '$3$2$1', '<Priority>'],
    ['OIO023', /(<Subject>.*<\/Subject>)/, '$1$1', '<Subject>'],
    ['OIO025', '<Patient>', '<Patient id="1">', '<Patient id'],
    ['OIO026', '<Patient>', '<Patient>tekst', '<Patient>tekst'],
    ['OIO026', '<Patient>', '<Patient>\u00a0', '<Patient>\u00a0'],
    [
      'OIO025',
      '<Patient>',
      '<Patient xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="false">',
      '<Patient xmlns',
    ],
    ['OIO034', '<Date>2026-03-02<', '<Date>2026-03-02+14:01<', '<Date>2026-03-02+14:01'],
    ['OIO027', '<Patient>', '<Patient xmlns="urn:x">', '<Patient xmlns'],
    ['OIO029', '<Subject>', '<Subject><Bold/>', '<Subject><Bold/>'],
    ['OIO031', /<Subject>.*</, '<Subject><', '<Subject><'],
    ['OIO036', '2509479989', '250947998', '<CivilRegistrationNumber>'],
    [
      'OIO037',
      /<CivilRegistrationNumber>.*<\/CivilRegistrationNumber>/,
      '<AlternativeIdentifier>120458XA3</AlternativeIdentifier>',
      '<AlternativeIdentifier>',
    ],
    ['OIO045', '<Break/>', '<Break>x</Break>', '<Break>x'],
    [
      'OIO044',
      '</ClinicalEmail>',
      '<Reference><RefDescription>a</RefDescription><SUP>false</SUP></Reference></ClinicalEmail>',
      '<SUP>',
    ],
  ];

  test.each(faults)('%s', (code, from, to, at) => {
    const text = plain.replace(from, to);
    const told = toldOf(text).find((d) => d.code === code);
    expect(told).toMatchObject({ severity: 'error', place: { line: lineOf(text, at) } });
    expect(told?.place.column).toBe(text.indexOf(at) - text.lastIndexOf('\n', text.indexOf(at)));
  });

  test.each([
    ['OIO038', /<ObjectIdentifier>.*?</, '<ObjectIdentifier>1<'],
    ['OIO039', /<OriginalObjectSize>.*?</, '<OriginalObjectSize>0<'],
    ['OIO020', /<Object_Base64Encoded>.*<\/Object_Base64Encoded>/s, ''],
    ['OIO032', '>nytbrev<', '>rettetbrev<'],
  ])('%s in a binary letter', (code, from, to) => {
    expect(codesOf(toldOf(binary.replace(from, to)))).toEqual([code]);
  });
});

describe('what is mended on the way is told as a warning, and the letter is converted', () => {
  test.each([
    ['OIO042', '>inaktiv<', '> inaktiv\n<'],
    ['OIO043', '<Date>2026-03-02</Date>', '<Date>2026-03-02+01:00</Date>'],
    ['MAP019', '<Date>2026-03-02</Date>\n      <Time>10:16', '<Date>2026-03-29</Date>\n      <Time>02:16'],
    ['MAP024', '>Elmer<', '>_<'],
  ])('%s', (code, from, to) => {
    const text = plain.replace(from, to);
    expect(text).not.toBe(plain);
    const { letters } = converter.read({ name: 'x.xml', bytes: Buffer.from(text) });
    const { bundle, diagnostics } = converter.convert(letters[0] as never, []);
    expect(diagnostics).toMatchObject([{ code, severity: 'warning' }]);
    expect(bundle).toBeDefined();
  });

  test('codes that old converters misspell are told, and read as what they mean', () => {
    const misspelt = binary.replace('>pdf<', '>xsl<');
    expect(misspelt).not.toBe(binary);
    expect(toldOf(misspelt)).toMatchObject([{ code: 'OIO047', severity: 'warning' }]);
    const pathology = plain.replace('>almen_medicin<', '>patologi<');
    expect(toldOf(pathology)).toMatchObject([{ code: 'OIO047', severity: 'warning' }]);
    expect(toldOf(plain.replace('>almen_medicin<', '>patologi <'))).toEqual([]);
  });
});
