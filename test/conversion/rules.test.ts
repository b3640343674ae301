import { describe, expect, test } from 'vitest';
import {
  codesOf,
  converter,
  converterKnowing,
  convertText,
  lettersOf,
  sampleText,
} from '../support/converter.js';
import { extension, only, payloads, received, resources } from '../support/fhir.js';

const plain = sampleText('plain');
const bundleOf = (text: string, options = {}) => received(convertText(text, options).bundle);
const textOf = (text: string): string => payloads(bundleOf(text))[0].contentString;

describe('text', () => {
  const withText = (inner: string) => plain.replace(/<Text01>.*<\/Text01>/s, `<Text01>${inner}</Text01>`);

  test('a text that is only blanks counts as none (D36)', () => {
    expect(textOf(withText('  <Break/> '))).toBe('Meddelelsen indeholder ingen tekst.');
  });

  test('lines of the converter stand around it in their order', () => {
    const text = plain
      .replace('>nytbrev<', '>rettetbrev<')
      .replace('>rutine<', '>høj_prioritet<')
      .replace(/<Text01>.*<\/Text01>/s, '<Text01>Teksten.<Break/></Text01>')
      .replace(
        '</ClinicalEmail>',
        '<Reference><RefDescription>Cd</RefDescription><SUP>true</SUP></Reference><Reference><RefDescription>Film</RefDescription><SUP>true</SUP></Reference></ClinicalEmail>',
      );
    expect(textOf(text)).toBe(
      'Denne meddelelse er en rettelse.\nDenne meddelelse har høj prioritet. Teksten.\nBilag eftersendes: Cd\nBilag eftersendes: Film',
    );
  });

  test('markup in values is text in narratives', () => {
    const bundle = bundleOf(withText('&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;'));
    const { div } = only(bundle, 'Communication').text;
    expect(payloads(bundle)[0].contentString).toBe('<script>alert(1)</script> &amp;');
    expect(div).not.toContain('<script');
    expect(div).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;');
  });
});

describe('organisations', () => {
  const identifiers = (text: string) => {
    const [sender] = resources(bundleOf(text), 'Organization');
    return sender.identifier.slice(2);
  };
  const as = (code: string, id: string) =>
    plain
      .replace('<Identifier>091034</Identifier>', `<Identifier>${id}</Identifier>`)
      .replace('>ydernummer<', `>${code}<`);

  test.each([
    ['ydernummer', '091034', [{ system: 'urn:oid:1.2.208.176.1.4', value: '091034' }], []],
    [
      'kommunenummer',
      '751',
      [{ system: 'http://hl7.dk/fhir/core/CodeSystem/dk-core-municipality-codes', value: '0751' }],
      [],
    ],
    ['kommunenummer', '9999', [], ['MAP016']],
    ['lokationsnummer', '5790009999010', [], []],
    ['lokationsnummer', '5790009999027', [], ['MAP015']],
    ['sorkode', '111111000016008', [], []],
    ['sorkode', '999999000016008', [], ['MAP015']],
    ['sygehusafdelingsnummer', '3800S10', [], []],
    ['amt', '42', [], []],
  ])('%s %s (D23)', (code, id, expected, codes) => {
    expect(identifiers(as(code, id))).toEqual(expected);
    expect(codesOf(convertText(as(code, id)).diagnostics)).toEqual(codes);
  });

  test('placeholders and blank parts are not part of the name', () => {
    const text = plain.replace(
      '</OrganisationName>',
      '</OrganisationName><DepartmentName>_</DepartmentName><UnitName> </UnitName>',
    );
    expect(resources(bundleOf(text), 'Organization')[0].name).toBe('Testby Lægehus');
  });

  test('a GLN with a wrong check digit refuses the letter', () => {
    const { bundle, diagnostics } = convertText(plain.replace('5790009999010', '5790009999011'));
    expect(bundle).toBeUndefined();
    expect(codesOf(diagnostics)).toContain('MAP012');
  });

  test('an unknown GLN is named, once for each party', () => {
    const nobody = converterKnowing();
    const [letter] = lettersOf({ name: 'letter.xml', bytes: Buffer.from(plain) }, nobody);
    const refused = nobody.convert(letter as never, []);
    expect(refused.bundle).toBeUndefined();
    const told = refused.diagnostics.filter((d) => d.code === 'SOR001');
    expect(told.map((d) => /\d{13}/.exec(d.message)?.[0]).sort()).toEqual(['5790009999010', '5790009999027']);
    expect(told.every((d) => d.hint.includes('--sor'))).toBe(true);
    const lenient = nobody.convert(letter as never, [], { sorMissing: 'warn' });
    const header = only(received(lenient.bundle), 'MessageHeader');
    expect(header.source).toBeUndefined();
    expect(header.destination[0].endpoint).toBeUndefined();
  });

  test('an organisation that closed before the letter was sent is unknown, one that closed after is not', () => {
    const until = (validTo: string) =>
      converterKnowing(
        { gln: '5790009999010', sorId: '111111000016008', validTo, line: 1 },
        { gln: '5790009999027', sorId: '222222000016004', line: 2 },
      );
    const convert = (by: ReturnType<typeof until>) =>
      by.convert(lettersOf({ name: 'l.xml', bytes: Buffer.from(plain) }, by)[0] as never, []).bundle;
    expect(convert(until('2026-03-01'))).toBeUndefined();
    expect(convert(until('2026-03-02'))).toBeDefined();
  });
});

describe('patient', () => {
  test.each([
    ['1204581XA3', 'urn:oid:1.2.208.176.1.6.1.1', []],
    ['1204587XA3', 'urn:oid:1.2.208.176.1.6.1.1', []],
    ['1204580XA3', 'urn:oid:1.2.208.176.1.6.1.3', []],
    ['1204586XA3', 'urn:oid:1.2.208.176.1.6.1.3', []],
    ['1234567890', 'urn:oid:1.2.208.176.1.6.1.1', ['MAP013']],
    ['LOKALT-001', 'urn:oid:1.2.208.176.1.6.1.3', ['MAP013']],
  ])('replacement number %s', (number, system, codes) => {
    const text = plain.replace(
      /<CivilRegistrationNumber>.*?<\/CivilRegistrationNumber>/,
      `<AlternativeIdentifier>${number}</AlternativeIdentifier>`,
    );
    expect(only(bundleOf(text), 'Patient').identifier).toEqual([{ use: 'temp', system, value: number }]);
    expect(codesOf(convertText(text).diagnostics)).toEqual(codes);
  });

  test('a CPR number with a day that does not exist is carried over, with a warning', () => {
    const { bundle, diagnostics } = convertText(plain.replace('2509479989', '3102479989'));
    expect(only(received(bundle), 'Patient').identifier[0].value).toBe('3102479989');
    expect(codesOf(diagnostics)).toEqual(['MAP013']);
  });

  test.each([
    ['indlagt', 'in-progress', 'IMP', undefined],
    ['ambulant', 'in-progress', 'AMB', undefined],
    ['ambulant_roentgen', 'in-progress', 'AMB', undefined],
    ['inaktiv', 'unknown', 'other', undefined],
    ['doed', 'finished', 'other', true],
  ])('status %s with an episode of care id', (code, status, cls, deceased) => {
    const bundle = bundleOf(sampleText('inpatient').replace('>indlagt<', `>${code}<`));
    const encounter = only(bundle, 'Encounter');
    expect([encounter.status, encounter.class.code, only(bundle, 'Patient').deceasedBoolean]).toEqual([
      status,
      cls,
      deceased,
    ]);
    expect(only(bundle, 'Communication').encounter.reference).toBe(`Encounter/${encounter.id}`);
  });

  test('an episode of care id that is no UUID is copied, with a warning (D7)', () => {
    const text = sampleText('inpatient').replace(
      /<EpisodeOfCareIdentifier>.*?</,
      '<EpisodeOfCareIdentifier>FORLØB-7<',
    );
    expect(only(bundleOf(text), 'Encounter').episodeOfCare[0].identifier.value).toBe('FORLØB-7');
    expect(codesOf(convertText(text).diagnostics)).toEqual(['MAP014']);
  });

  test('a telephone number without a digit is not one', () => {
    const text = plain.replace(/<TelephoneSubscriberIdentifier>.*?</, '<TelephoneSubscriberIdentifier>ring<');
    expect(extension(payloads(bundleOf(text))[0], 'contact').value).toBe('99999999');
    expect(codesOf(convertText(text).diagnostics)).toEqual(['MAP025']);
  });
});

describe('ids', () => {
  const idsOf = (text: string, options = {}) => {
    const bundle = bundleOf(text, options);
    return {
      bundle: bundle.id,
      header: only(bundle, 'MessageHeader').id,
      segment: extension(payloads(bundle)[0], 'identifier').value,
    };
  };
  const first = idsOf(plain);

  test('are the same in every run, and fresh if that is asked for', () => {
    expect(idsOf(plain)).toEqual(first);
    const [a, b] = [idsOf(plain, { ids: 'random' }), idsOf(plain, { ids: 'random' })];
    expect(a.bundle).not.toBe(b.bundle);
    expect(a.header).not.toBe(b.header);
  });

  test('of a letter sent again in another envelope: another bundle, the same message (15.4)', () => {
    const again = idsOf(plain.replace('KUV2603020001', 'KUV2603020099'));
    expect(again.bundle).not.toBe(first.bundle);
    expect(again.header).toBe(first.header);
    expect(again.segment).toBe(first.segment);
  });

  test('differ for another letter, another sender and another time', () => {
    const others = [
      plain.replace('BRV2603020001', 'BRV2603020002'),
      plain.replace('<EANIdentifier>5790009999010', '<EANIdentifier>5790009999041'),
      plain.replace('<Time>10:15</Time>', '<Time>10:14</Time>'),
    ].map((text) => idsOf(text).header);
    expect(new Set([first.header, ...others]).size).toBe(4);
  });
});

test('two letters with one number in one envelope: the second is refused', () => {
  const [first, second] = converter.read({
    name: 'l.xml',
    bytes: Buffer.from(sampleText('several-letters').replace('BRV2603200018', 'BRV2603200017')),
  }).letters;
  expect(converter.convert(first as never, []).bundle).toBeDefined();
  expect(codesOf(converter.convert(second as never, []).diagnostics)).toEqual(['MAP022']);
});

test('nothing that is told holds a value of the patient', () => {
  const personal = ['2509479989', 'Elmer', 'Bruno', 'Prøvevej', 'Tabletter'];
  const broken = [
    plain.replace('2509479989', '250947-9989'),
    plain.replace('>inaktiv<', '>Elmer<'),
    plain.replace('<Subject>', `<Subject>${'Tabletter '.repeat(10)}`),
    plain.replace('<PersonSurnameName>', '<Bruno/><PersonSurnameName>'.replace('Bruno', 'x')),
    plain.replace('</PersonSurnameName>', '</Elmer>').replace('</Elmer>', '</PersonSurname>'),
    plain.slice(0, plain.indexOf('Bruno') + 3),
  ];
  for (const text of broken) {
    const { letters, diagnostics } = converter.read({ name: 'l.xml', bytes: Buffer.from(text) });
    const told = JSON.stringify([
      ...diagnostics,
      ...letters.flatMap((letter) => converter.convert(letter, []).diagnostics),
    ]);
    expect(told).toContain('"severity":"error"');
    for (const value of personal) expect(told).not.toContain(value);
  }
});
