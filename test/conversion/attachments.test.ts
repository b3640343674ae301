import { describe, expect, test } from 'vitest';
import { toEdifact } from '../../src/index.js';
import { bundleFaults } from '../support/bundle-checks.js';
import { codesOf, converter, lettersOf, sampleText } from '../support/converter.js';
import { extension, payloads, received } from '../support/fhir.js';

const read = (name: string, text: string) => lettersOf({ name, bytes: Buffer.from(text) });

/** Converts a sample letter with binary letters given as text. */
const convert = (letter: string, binaries: string[], options = {}) =>
  converter.convert(
    read('letter.xml', letter)[0] as never,
    binaries.flatMap((text, i) => read(`attachment-${i + 1}.xml`, text)),
    options,
  );

const letter = sampleText('attachment');
const binary = sampleText('attachment', 'attachment.xml');
const content = /<Object_Base64Encoded>(.*)<\/Object_Base64Encoded>/s.exec(binary)?.[1] as string;

describe('an attachment that did not come', () => {
  test('refuses the letter and names the object', () => {
    const { bundle, diagnostics } = convert(letter, []);
    expect(bundle).toBeUndefined();
    expect(codesOf(diagnostics)).toEqual(['MAP001']);
    expect(diagnostics[0]?.message).toContain(/<ObjectIdentifier>(.*)</.exec(letter)?.[1]);
    expect(diagnostics[0]?.hint).toContain('--incomplete');
  });

  test('becomes a payload without content and title if that is asked for', () => {
    const { bundle, diagnostics } = convert(letter, [], { incomplete: true });
    expect(codesOf(diagnostics)).toEqual(['MAP002']);
    const [, file] = payloads(received(bundle));
    expect(file.contentAttachment).toEqual({ contentType: 'application/pdf' });
    expect(extension(file, 'datetime')).toBe('2026-03-03T08:35:00+01:00');
    expect(extension(file, 'identifier').value).toMatch(/^urn:uuid:/);
  });
});

describe('binary letters that do not belong to the letter', () => {
  test.each([
    ['another patient', (t: string) => t.replace('1411529974', '1411529982'), 'the patient'],
    [
      'a replacement number instead',
      (t: string) =>
        t.replace(
          /<CivilRegistrationNumber>.*?<\/CivilRegistrationNumber>/,
          '<AlternativeIdentifier>1204581XA3</AlternativeIdentifier>',
        ),
      'the patient',
    ],
    ['another sender', (t: string) => t.replace('5790009999034', '5790009999041'), 'the sender'],
    ['another receiver', (t: string) => t.replace('5790009999010', '5790009999027'), 'the receiver'],
  ])('%s', (_, change, what) => {
    const { bundle, rejected, diagnostics } = convert(letter, [change(binary)]);
    expect(bundle).toBeUndefined();
    expect(codesOf(diagnostics)).toEqual(['MAP001']);
    expect(rejected).toMatchObject([{ diagnostic: { code: 'MAP004' } }]);
    expect(rejected[0]?.diagnostic.message).toContain(what);
    expect(rejected[0]?.diagnostic.message).not.toMatch(/\d{10}/);
  });

  test('one without objects of the letter is passed over in silence', () => {
    const other = sampleText('three-attachments', 'attachment.xml');
    const { bundle, rejected, binaries } = convert(letter, [other, binary]);
    expect(bundle).toBeDefined();
    expect(rejected).toEqual([]);
    expect(binaries.map((b) => b.file)).toEqual(['attachment-2.xml']);
  });

  test('one whose content concerns no patient is never paired (XB101)', () => {
    const system = binary.replace(
      /<Patient>.*<\/Patient>/s,
      '<SystemInformation>true</SystemInformation><Contents>Prisliste</Contents>',
    );
    expect(codesOf(convert(letter, [system]).diagnostics)).toEqual(['MAP001']);
  });
});

describe('the same object twice (XB104)', () => {
  test('counts once if the content is the same', () => {
    const again = binary.replace('BLB2603030002', 'BLB2603030003');
    const { bundle, diagnostics, counts, rejected } = convert(letter, [binary, again], { strict: true });
    expect(rejected).toEqual([]);
    // The second is told, and accounted for.
    expect(diagnostics).toMatchObject([
      { code: 'MAP027', severity: 'info', place: { file: 'attachment-2.xml' } },
    ]);
    expect(counts.unmapped).toBe(0);
    expect(payloads(received(bundle)).length).toBe(2);
  });

  test('rejects the second if the content differs', () => {
    const { bundle, rejected } = convert(letter, [binary, binary.replace(content, 'QUJD')]);
    expect(codesOf(rejected.map((r) => r.diagnostic))).toEqual(['MAP006']);
    expect(payloads(received(bundle))[1].contentAttachment.data).toBe(content);
  });
});

describe('what there is to warn of', () => {
  test.each([
    [
      'a size that is not right',
      (t: string) => t.replace(/<OriginalObjectSize>\d+/, '<OriginalObjectSize>5'),
      'MAP007',
    ],
    ['another type than the letter says', (t: string) => t.replace('>pdf<', '>png<'), 'MAP020'],
    ['content that is not of its type', (t: string) => t.replace(content, 'QUJD'), 'MAP009'],
    ['a type that is not permitted', (t: string) => t.replace('>pdf<', '>zip<'), 'MAP008'],
  ])('%s', (_, change, code) => {
    const { bundle, diagnostics } = convert(letter, [change(binary)]);
    expect(bundle).toBeDefined();
    expect(codesOf(diagnostics)).toContain(code);
    expect(diagnostics.every((d) => d.severity !== 'error')).toBe(true);
  });

  test('gzip is told and passed on (XB105)', () => {
    const packed = Buffer.from('1f8b080000000000', 'hex').toString('base64');
    const { diagnostics, bundle } = convert(letter, [binary.replace(content, packed)]);
    expect(diagnostics.find((d) => d.code === 'MAP009')?.message).toContain('gzip');
    expect(payloads(received(bundle))[1].contentAttachment.data).toBe(packed);
  });
});

describe('white space in a content is left out (XB69)', () => {
  const bytes = Buffer.alloc(200_001, '%PDF-1.4 invented content ');
  const whole = bytes.toString('base64');
  const blanks = ' \t\r\n'.repeat(20_000);

  test.each([
    ['in lines', whole.replace(/.{76}/g, '$&\r\n')],
    ['before and behind it', `${blanks}${whole}\n`],
    ['much of it within a group', whole.slice(0, 65_535) + blanks + whole.slice(65_535)],
    ['everywhere', whole.replace(/./g, '$& ')],
  ])('%s', (_, layout) => {
    const spaced = binary.replace(content, layout);
    const { bundle } = convert(letter, [spaced]);
    expect(payloads(received(bundle))[1].contentAttachment.data === whole).toBe(true);
    const { segments } = converter.convertEnvelope(read('attachment.xml', spaced));
    const written = Buffer.concat([...toEdifact(segments ?? [])]);
    expect(written.subarray(written.indexOf(bytes), written.lastIndexOf('UNP+')).equals(bytes)).toBe(true);
  });
});

test('a blank object id still gives every payload an id of its own', () => {
  const blank = letter.replace(/(<Reference>.*<\/Reference>)/s, (reference) => {
    const one = reference.replace(/<ObjectIdentifier>.*?</, '<ObjectIdentifier> <');
    return one + one;
  });
  const { bundle } = convert(blank, [], { incomplete: true });
  const ids = payloads(received(bundle)).map((p) => extension(p, 'identifier').value);
  expect(new Set(ids).size).toBe(3);
});

test('an object id that is no UUID gets one derived from it, the same for letter and binary letter (D6)', () => {
  const named = letter.replace(/<ObjectIdentifier>.*?</, '<ObjectIdentifier>Bilag-17<');
  const one = convert(named, [], { incomplete: true });
  expect(codesOf(one.diagnostics)).toContain('MAP014');
  expect(extension(payloads(received(one.bundle))[1], 'identifier').value).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test("the binary letter's telephone stands in for one that the letter lacks, before the directory's (XB30)", () => {
  const without = letter.replace(/<TelephoneSubscriberIdentifier>.*?<\/TelephoneSubscriberIdentifier>/, '');
  const phone = (binaryText: string): string =>
    extension(payloads(received(convert(without, [binaryText]).bundle))[0], 'contact').value;
  expect(phone(binary)).toBe('99999992');
  expect(
    phone(binary.replace(/<TelephoneSubscriberIdentifier>.*?<\/TelephoneSubscriberIdentifier>/, '')),
  ).toBe('0000 0000');
});

test('an attachment that is referred to twice becomes two payloads with ids of their own', () => {
  const twice = letter.replace(
    /(<Reference>.*<\/Reference>)/s,
    (one) => one + one.replace('Medicinliste marts', 'Kopi'),
  );
  const { bundle, diagnostics } = convert(twice, [binary]);
  expect(codesOf(diagnostics)).toEqual(['MAP026']);
  const [, first, second] = payloads(received(bundle));
  expect([first, second].map((p) => p.contentAttachment.data)).toEqual([content, content]);
  expect([first, second].map((p) => p.contentAttachment.title)).toEqual(['Medicinliste marts', 'Kopi']);
  expect(extension(first, 'identifier').value).not.toBe(extension(second, 'identifier').value);
  expect(bundleFaults(received(bundle))).toEqual([]);
});

test('what is told of a binary letter is told of the message it went into', () => {
  const { bundle, diagnostics } = convert(letter, [binary.replace('>pdf<', '> pdf <')]);
  expect(diagnostics).toMatchObject([{ code: 'OIO042', place: { file: 'attachment-1.xml' } }]);
  expect(bundle).toBeDefined();
});
