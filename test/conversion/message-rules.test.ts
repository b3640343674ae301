import { describe, expect, test } from 'vitest';
import { createConverter, directoryOf, emptyDirectory, loadTables } from '../../src/index.js';
import { shipped } from '../support/converter.js';
import type { Json } from '../support/fhir.js';
import { convertBundle, convertChanged, organisation, resource, sampleMessage } from '../support/message.js';

const communication = (bundle: Json): Json => resource(bundle, 'Communication');
const unchanged = (): void => undefined;

describe('times', () => {
  test.each([
    ['2024-11-03T08:00:00Z', '2024-11-03', '09:00'],
    ['2026-03-02T10:15:59+01:00', '2026-03-02', '10:15'],
    ['2026-07-01T08:00:30.123Z', '2026-07-01', '10:00'],
    ['2026-07-01T00:30:00+04:00', '2026-06-30', '22:30'],
    ['2026-12-31T23:30:00Z', '2027-01-01', '00:30'],
    ['2026-10-25T00:30:00Z', '2026-10-25', '02:30'],
    ['2026-10-25T01:30:00Z', '2026-10-25', '02:30'],
    ['2026-03-29T00:59:59Z', '2026-03-29', '01:59'],
    ['2026-03-29T01:00:00Z', '2026-03-29', '03:00'],
  ])('%s is %s %s in Denmark', (instant, date, time) => {
    const converted = convertChanged('new-message', (b) => {
      b.timestamp = instant;
    });
    expect([converted.all('Date')[0], converted.all('Time')[0]]).toEqual([date, time]);
    expect([converted.all('Date')[1], converted.all('Time')[1]]).toEqual(['2026-03-02', '10:14']);
  });
});

describe('episode of care and status', () => {
  const id = (n: number): string => `a1b2c3d4-0000-4000-8000-00000000000${n}`;
  const episodes =
    (...list: ReadonlyArray<readonly [system: string, id: string]>) =>
    (b: Json) => {
      resource(b, 'Encounter').episodeOfCare = list.map(([system, value]) => ({
        identifier: { system, value },
      }));
    };
  const LPR3 = 'https://www.esundhed.dk/Registre/Landspatientregisteret';
  const OWN = 'https://sor2.sum.dsdn.dk/#id=666666000016002';
  const OTHER = 'https://sor2.sum.dsdn.dk/#id=333333000016009';

  test.each([
    ['the only one', [[LPR3, `urn:uuid:${id(1)}`]], 1],
    [
      'local before LPR3',
      [
        [LPR3, id(1)],
        [OTHER, id(2)],
      ],
      2,
    ],
    [
      "the receiver's own before another's",
      [
        [OTHER, id(1)],
        [OWN, id(2)],
      ],
      2,
    ],
    [
      'the first of several local ones',
      [
        [OTHER, id(1)],
        [OTHER, id(2)],
      ],
      1,
    ],
    ['capitals and no prefix', [[OTHER, id(1).toUpperCase()]], 1],
  ] as const)('%s', (_name, list, taken) => {
    const converted = convertChanged('care-team', episodes(...list));
    expect(converted.all('EpisodeOfCareIdentifier')).toEqual([id(taken).replaceAll('-', '')]);
  });

  test('an id that is no UUID is copied if it fits, and told', () => {
    const short = convertChanged('care-team', episodes([OTHER, 'FORLØB-17']));
    expect(short.all('EpisodeOfCareIdentifier')).toEqual(['FORLØB-17']);
    expect(short.codes).toEqual(['MAP014']);
    const long = convertChanged('care-team', episodes([OTHER, 'x'.repeat(36)]));
    expect(long.all('EpisodeOfCareIdentifier')).toEqual([]);
    expect(long.codes).toEqual(['MAP014', 'MAP039']);
  });

  test.each([
    ['IMP', 'in-progress', undefined, 'indlagt', []],
    ['AMB', 'in-progress', undefined, 'ambulant', []],
    ['other', 'unknown', undefined, 'inaktiv', []],
    ['other', 'finished', undefined, 'inaktiv', ['MAP034']],
    ['IMP', 'finished', undefined, 'inaktiv', ['MAP034']],
    ['ACUTE', 'in-progress', undefined, 'inaktiv', ['MAP034']],
    ['IMP', 'in-progress', { deceasedBoolean: true }, 'doed', []],
    ['IMP', 'in-progress', { deceasedBoolean: false }, 'indlagt', []],
    ['AMB', 'in-progress', { deceasedDateTime: '2026-03-01' }, 'doed', []],
  ])('%s, %s, %o becomes %s, %s', (code, status, deceased, expected, codes) => {
    const converted = convertChanged('care-team', (b) => {
      const encounter = resource(b, 'Encounter');
      encounter.class.code = code;
      encounter.status = status;
      Object.assign(resource(b, 'Patient'), deceased);
    });
    expect(converted.all('EpisodeOfCareStatusCode')).toEqual([expected]);
    expect(converted.codes).toEqual(codes);
  });

  test('no encounter is inaktiv', () => {
    expect(convertChanged('new-message', unchanged).all('EpisodeOfCareStatusCode')).toEqual(['inaktiv']);
  });
});

describe('the subject', () => {
  const subject = (code: string, topic: string | undefined) =>
    convertChanged('new-message', (b) => {
      communication(b).category[0].coding[0].code = code;
      if (topic === undefined) delete communication(b).topic;
      else communication(b).topic = { text: topic };
    });

  test.each([
    ['nursing', 'Sårpleje', 'Sygepleje, Sårpleje'],
    ['nursing', undefined, 'Sygepleje'],
    ['other', 'Kontrol', 'Andet, Kontrol'],
    ['psychiatry-social-disability', 'Møde', 'Psykiatri, social, handicap, Møde'],
    ['other', 'Andet, Kontrol', 'Andet, Kontrol'],
    ['other', 'Sygepleje, Sårpleje', 'Sygepleje, Sårpleje'],
    ['other', 'Sygepleje', 'Sygepleje'],
    ['other', 'Sygeplejen', 'Andet, Sygeplejen'],
    ['nursing', 'Sygepleje, Sårpleje', 'Sygepleje, Sygepleje, Sårpleje'],
  ])('%s with %s is %s', (code, topic, expected) => {
    const converted = subject(code, topic);
    expect(converted.all('Subject')).toEqual([expected]);
    expect(converted.codes).toEqual(expected === topic ? ['MAP046'] : []);
  });

  test('is cut at 70 characters, not in one, and stands whole in the text', () => {
    const topic = `${'x'.repeat(57)}😀😀😀`;
    const converted = subject('nursing', topic);
    expect(converted.all('Subject')).toEqual([`Sygepleje, ${'x'.repeat(57)}&#x1F600;&#x1F600;`]);
    expect(converted.lines.slice(0, 2)).toEqual([
      `Emne: Sygepleje, ${'x'.repeat(57)}${'&#x1F600;'.repeat(3)}`,
      '',
    ]);
    expect(converted.codes).toContain('MAP030');
    const fits = subject('nursing', 'x'.repeat(59));
    expect(fits.all('Subject')[0]?.length).toBe(70);
    expect(fits.codes).toEqual([]);
  });
});

describe('priority', () => {
  const priority = (value: string, code: string) =>
    convertChanged('several-segments', (b) => {
      communication(b).priority = value;
      communication(b).category[0].coding[0].code = code;
      communication(b).topic.text = 'Emne';
      communication(b).payload.shift();
    });
  test.each([
    ['asap', 'regarding-referral', ['høj_prioritet'], []],
    ['routine', 'regarding-referral', ['rutine'], []],
    ['asap', 'nursing', ['høj_prioritet'], ['MAP035']],
    ['stat', 'regarding-referral', [], ['MAP036']],
  ])('%s with %s is %s, %s', (value, code, expected, codes) => {
    const converted = priority(value, code);
    expect(converted.all('Priority')).toEqual(expected);
    expect(converted.codes.filter((one) => one.startsWith('MAP'))).toEqual(codes);
  });
});

describe('the author and the telephone', () => {
  const contact = (value: string) => (b: Json) => {
    const extension = communication(b).payload[0].extension.find((one: Json) => one.valueContactPoint);
    extension.valueContactPoint.value = value;
  };

  test('the placeholder of a telephone says nothing', () => {
    const converted = convertChanged('new-message', contact('0000 0000'));
    expect(converted.all('TelephoneSubscriberIdentifier')).toEqual([]);
    expect(converted.lines.join()).not.toContain('Telefon');
  });

  test('a telephone that is too long stands below the author', () => {
    const converted = convertChanged('new-message', contact('ring 99 99 99 99 hverdage kl. 8'));
    expect(converted.all('TelephoneSubscriberIdentifier')).toEqual([]);
    expect(converted.lines.at(-1)).toBe('Telefon: ring 99 99 99 99 hverdage kl. 8');
  });

  test.each([
    [
      'a role that is not listed, by its display',
      { coding: [{ code: 'x', display: 'Portør' }] },
      ['Stilling: Portør'],
    ],
    ['a role that is not listed, by its code', { coding: [{ code: 'x9' }] }, ['Stilling: x9']],
    ['a role as text', { text: 'Visitator' }, ['Stilling: Visitator']],
    ['a role of which only is known that it is not', { text: 'ukendt' }, []],
    ['no role', {}, []],
  ])('%s', (_name, code, expected) => {
    const converted = convertChanged('new-message', (b) => {
      resource(b, 'PractitionerRole').code = [code];
    });
    expect(converted.lines.filter((line) => line.startsWith('Stilling'))).toEqual(expected);
  });

  test('an author who is the organisation is not known, and not named', () => {
    const converted = convertChanged(
      'new-message',
      (b) => {
        resource(b, 'Practitioner').name = [{ family: organisation(b, 'sender').name }];
      },
      { trace: true },
    );
    expect(converted.lines.join()).not.toContain('Forfatter');
    const fate = converted.trace?.input.find(
      ({ source }) => source.path?.endsWith('name[0].family') && source.path.includes('entry[4]'),
    );
    expect(fate).toMatchObject({ status: 'dropped', row: 'C46', reason: 'a placeholder that says nothing' });
  });

  test('several texts of one author are signed once, of several authors each', () => {
    const both = convertChanged('several-segments', unchanged);
    expect(both.lines.filter((line) => line.startsWith('Forfatter')).length).toBe(2);
    const one = convertChanged('several-segments', (b) => {
      const [first, second] = communication(b).payload;
      const author = (payload: Json): Json => payload.extension.find((e: Json) => e.valueReference);
      author(first).valueReference = author(second).valueReference;
    });
    expect(one.lines.filter((line) => line.startsWith('Forfatter')).length).toBe(1);
    expect(one.lines.indexOf('Vi mangler blodprøver.')).toBeLessThan(
      one.lines.indexOf('Og et røntgenbillede.'),
    );
  });
});

describe('identifiers of organisations', () => {
  const identifiers = (
    change: (b: Json) => void,
    by = createConverter(loadTables(shipped), emptyDirectory),
  ) => {
    const converted = convertChanged('new-message', change, {}, by);
    return {
      codes: converted.codes,
      found: [converted.all('Identifier').slice(2), converted.all('IdentifierCode')],
    };
  };
  const SOR = ['333333000016009', '111111000016008'];

  test('are SOR ids', () => {
    expect(identifiers(unchanged).found).toEqual([SOR, ['sorkode', 'sorkode']]);
  });

  test('come from the directory if the message has none, else are location numbers', () => {
    const drop = (b: Json) => organisation(b, 'receiver').identifier.splice(1);
    const known = createConverter(
      loadTables(shipped),
      directoryOf([{ gln: '5790009999010', sorId: '777777000016006', line: 1 }]),
    );
    expect(identifiers(drop, known).found[0]).toEqual([SOR[0], '777777000016006']);
    const unknown = identifiers(drop);
    expect(unknown.found).toEqual([
      [SOR[0], '5790009999010'],
      ['sorkode', 'lokationsnummer'],
    ]);
    expect(unknown.codes).toEqual(['MAP032']);
  });

  test('of more than 17 digits are location numbers', () => {
    const long = identifiers((b) => {
      organisation(b, 'sender').identifier[1].value = '333333000016009123';
    });
    expect(long.found).toEqual([
      ['5790009999034', SOR[1]],
      ['lokationsnummer', 'sorkode'],
    ]);
    expect(long.codes).toEqual(['FHIR024', 'MAP032']);
  });

  test('are of the kind a site wants for a receiver, if the message has it', () => {
    const wish = new Map([
      [
        'code-lists/receiver-identifiers.yaml',
        `${shipped.get('code-lists/receiver-identifiers.yaml')?.replace('codes: []', 'codes: [{ gln: "5790009999010", code: ydernummer }]')}`,
      ],
    ]);
    const by = createConverter(loadTables(shipped, wish), emptyDirectory);
    const add = (b: Json) =>
      organisation(b, 'receiver').identifier.push({ system: 'urn:oid:1.2.208.176.1.4', value: '091034' });
    expect(identifiers(add, by).found).toEqual([
      [SOR[0], '091034'],
      ['sorkode', 'ydernummer'],
    ]);
    expect(identifiers(unchanged, by).found).toEqual([SOR, ['sorkode', 'sorkode']]);
  });
});

describe('names', () => {
  const name = (text: string | undefined) =>
    convertChanged('new-message', (b) => {
      if (text === undefined) delete organisation(b, 'sender').name;
      else organisation(b, 'sender').name = text;
    });
  const parts = (converted: ReturnType<typeof name>) => {
    const sender = /<Sender>.*<\/Sender>/s.exec(converted.xdis91)?.[0] ?? '';
    return ['OrganisationName', 'DepartmentName', 'UnitName'].map(
      (one) => new RegExp(`<${one}>(.*?)<`).exec(sender)?.[1],
    );
  };

  test.each([
    ['Testby Lægehus', ['Testby Lægehus', undefined, undefined]],
    ['Sygehus, Afdeling, Afsnit', ['Sygehus', 'Afdeling', 'Afsnit']],
    ['A, B, C, D', ['A, B, C, D', undefined, undefined]],
    [
      `${'Sygehus for Prøver og '.repeat(2)}mere`,
      ['Sygehus for Prøver og Sygehus for', 'Prøver og mere', undefined],
    ],
    ['x'.repeat(80), ['x'.repeat(35), 'x'.repeat(35), 'x'.repeat(10)]],
  ])('%s is divided', (text, expected) => {
    expect(parts(name(text))).toEqual(expected);
  });

  test('that do not fit at all are told', () => {
    const converted = name('Ord '.repeat(40).trim());
    expect(converted.codes).toEqual(['MAP030']);
    expect(parts(converted).every((part) => (part?.length ?? 0) <= 35)).toBe(true);
  });

  test('come from the directory, else the location number stands there', () => {
    expect(parts(name(undefined))[0]).toBe('Prøvekøbing Sygehus');
    const unknown = convertChanged(
      'new-message',
      (b) => delete organisation(b, 'sender').name,
      {},
      createConverter(loadTables(shipped), emptyDirectory),
    );
    expect(parts(unknown)[0]).toBe('5790009999034');
    expect(unknown.codes).toEqual(['MAP031']);
  });

  test('a surname that is missing for a reason is a placeholder', () => {
    const converted = convertChanged('new-message', (b) => {
      const [patientName] = resource(b, 'Patient').name;
      delete patientName.family;
      patientName._family = {
        extension: [
          { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' },
        ],
      };
    });
    expect(converted.all('PersonSurnameName')).toEqual(['_']);
    expect(converted.codes).toEqual(['MAP033']);
    expect(converted.counts.unmapped).toBe(0);
  });
});

describe('attachments', () => {
  test('with one id, or without any, get ids of their own, the same in both letters', () => {
    const converted = convertChanged('six-file-types', (b) => {
      const [, first, second, third] = communication(b).payload;
      const id = (payload: Json): Json =>
        payload.extension.find((e: Json) => e.valueIdentifier).valueIdentifier;
      id(second).value = id(first).value.toUpperCase();
      third.extension = third.extension.filter((e: Json) => e.valueIdentifier === undefined);
    });
    const ids = converted.all('ObjectIdentifier');
    expect(new Set(ids).size).toBe(6);
    const binary = [...converted.xbin01.matchAll(/<ObjectIdentifier>(.*?)</g)].map(([, id]) =>
      id?.replaceAll('-', ''),
    );
    expect(binary).toEqual(ids);
  });

  test('with wrapped base64 have the size of the decoded bytes', () => {
    const converted = convertChanged('reply-with-attachment', (b) => {
      const payload = communication(b).payload.find((one: Json) => one.contentAttachment);
      payload.contentAttachment.data = 'SUkq\nABBv\r\n cGRpZ3Rl dA==';
    });
    expect(converted.all('OriginalObjectSize')).toEqual(['13']);
    expect(converted.xbin01).toContain('<Object_Base64Encoded>SUkqABBvcGRpZ3RldA==</Object_Base64Encoded>');
  });

  test('come before or after the text, and make no difference', () => {
    const bundle = sampleMessage('reply-with-attachment');
    const expected = convertBundle(bundle);
    communication(bundle).payload.reverse();
    expect(convertBundle(bundle).xdis91).toBe(expected.xdis91);
    expect(convertBundle(bundle).xbin01).toBe(expected.xbin01);
  });
});

describe('ids', () => {
  const ids = (change: (b: Json) => void) =>
    convertChanged('reply-with-attachment', change).letters.map(({ ids: { envelope, letter } }) => [
      envelope,
      letter,
    ]);

  test('have 14 characters, are all different, and the same in every run', () => {
    const made = ids(unchanged);
    expect(made).toEqual(ids(unchanged));
    expect(new Set(made.flat()).size).toBe(4);
    for (const id of made.flat()) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{14}$/);
  });

  test('of a message that is sent again: new envelopes, the same letters', () => {
    const [first, again] = [
      ids(unchanged),
      ids((b) => {
        b.id = 'b0000000-0000-4000-8000-000000000001';
      }),
    ];
    expect(again.map(([, letter]) => letter)).toEqual(first.map(([, letter]) => letter));
    expect(again.map(([envelope]) => envelope)).not.toEqual(first.map(([envelope]) => envelope));
  });

  test('are fresh if wanted', () => {
    const [a, b] = [1, 2].map(() => convertChanged('reply', unchanged, { ids: 'random' }));
    expect(a?.letters[0]?.ids.letter).not.toBe(b?.letters[0]?.ids.letter);
    expect(a?.letters[0]?.ids.letter).toMatch(/^[0-9A-HJKMNP-TV-Z]{14}$/);
  });
});

describe('characters that ISO-8859-1 lacks', () => {
  const text = (value: string, unmappable?: 'reference' | 'transliterate' | 'error') =>
    convertChanged(
      'new-message',
      (b) => {
        communication(b).payload[0].contentString = value;
      },
      { unmappable },
    );

  test('are written as references', () => {
    const converted = text('5 – 10 € 😀');
    expect(converted.lines[0]).toBe('5 &#x2013; 10 &#x20AC; &#x1F600;');
    expect(converted.codes).toEqual(['MAP041']);
  });

  test('are transliterated if wanted, and the ledger tells', () => {
    const converted = text('5 – 10 €, Łódź “x” 😀', 'transliterate');
    expect(converted.lines[0]).toBe('5 - 10 EUR, Lódz "x" ?');
    expect(converted.codes).toEqual(['MAP042']);
  });

  test('are refused if wanted, with their codes and not their text', () => {
    const converted = text('Bruno – 5', 'error');
    expect(converted.letters).toEqual([]);
    expect(converted.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'MAP043 There are characters that ISO-8859-1 lacks: U+2013.',
    ]);
  });

  test('control characters and halves of characters are dropped, line ends become Break', () => {
    const converted = text('a\u0001b\ud800c\r\nd\re\tf\u0096g');
    expect(converted.lines.slice(0, 3)).toEqual(['abc', 'd', 'e\tf&#x96;g']);
    expect(converted.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'MAP040 Control characters were dropped: U+0001, U+D800.',
    ]);
  });
});

describe('older generations and odd references', () => {
  test.each([
    [
      'absolute references',
      (b: Json) =>
        JSON.parse(
          JSON.stringify(b).replaceAll(
            '"reference":"',
            '"reference":"https://medcomfhir.dk/ig/carecommunication/',
          ),
        ),
    ],
    [
      'references to versions',
      (b: Json) =>
        JSON.parse(JSON.stringify(b).replace(/"reference":"([^"]*)"/g, '"reference":"$1/_history/1"')),
    ],
    [
      'urn:uuid references',
      (b: Json) =>
        JSON.parse(
          JSON.stringify(b)
            .replace(/"reference":"\w+\/([^"]*)"/g, '"reference":"urn:uuid:$1"')
            .replace(/"fullUrl":"[^"]*\/([^"/]*)"/g, '"fullUrl":"urn:uuid:$1"'),
        ),
    ],
    [
      'no fullUrls',
      (b: Json) => ({ ...b, entry: b.entry.map(({ resource: one }: Json) => ({ resource: one })) }),
    ],
    ['the other way round', (b: Json) => ({ ...b, entry: [b.entry[0], ...b.entry.slice(1).reverse()] })],
    [
      'ids that are no UUIDs',
      (b: Json) =>
        JSON.parse(
          JSON.stringify(b)
            .replace(/(Practitioner|PractitionerRole)\/[0-9a-f-]{36}/g, '$1/p.1')
            .replace(/("resourceType":"Practitioner(?:Role)?","id":")[^"]*/g, '$1p.1'),
        ),
    ],
  ])('%s make no difference', (_name, change) => {
    const bundle = sampleMessage('new-message');
    const expected = convertBundle(bundle);
    expect(convertBundle(change(bundle)).xdis91).toBe(expected.xdis91);
  });

  test('a reply without the Provenance of this message: the latest texts are new', () => {
    const converted = convertChanged('reply', (b) => {
      b.entry = b.entry.filter((one: Json) => one.resource.resourceType !== 'Provenance');
    });
    expect(converted.codes).toEqual(['FHIR018']);
    expect(converted.lines[0]).toBe('Medicinlisten er ajourført.');
  });

  test('a Provenance that names only an attachment: the latest text is new, too', () => {
    const converted = convertChanged('reply-with-attachment', (b) => {
      const current = b.entry.at(-1).resource;
      current.entity = current.entity.filter(
        (one: Json, i: number) => one.role === 'revision' || i === current.entity.length - 1,
      );
    });
    expect(converted.codes).toEqual(['FHIR018']);
    expect(converted.all('ObjectIdentifier').length).toBe(1);
    expect(converted.lines[2]).toBe('Billedet er her.');
  });

  const removed = (type: string, key: (one: Json) => boolean) => (b: Json) => {
    b.entry = b.entry.filter(({ resource: one }: Json) => one.resourceType !== type || !key(one));
  };
  const earlierAuthor = (one: Json): boolean => JSON.stringify(one).includes('"laege"');

  test('an earlier author who is not carried along is told, and the text is kept', () => {
    const converted = convertChanged('reply', removed('PractitionerRole', earlierAuthor));
    expect(converted.codes).toEqual(['FHIR033']);
    expect(converted.lines).toContain('Vil I se på medicinlisten?');
    expect(converted.lines.join()).not.toContain('Else Test');
  });

  test('an author of the new text, a sender or a recipient who is not there refuses the message', () => {
    const author = convertChanged(
      'reply',
      removed('PractitionerRole', (one) => !earlierAuthor(one)),
    );
    expect(author.codes).toContain('FHIR015');
    expect(author.letters).toEqual([]);
    const team = convertChanged(
      'care-team',
      removed('CareTeam', () => true),
    );
    expect(team.codes).toContain('FHIR015');
    expect(team.letters).toEqual([]);
  });

  test('a person who is not there is told', () => {
    const converted = convertChanged(
      'new-message',
      removed('Practitioner', () => true),
    );
    expect(converted.codes).toEqual(['FHIR033']);
    expect(converted.lines.at(-1)).toBe('Stilling: Sygeplejerske');
  });

  test('a text without an author is told', () => {
    const converted = convertChanged('new-message', (b) => {
      const [payload] = communication(b).payload;
      payload.extension = payload.extension.filter((one: Json) => one.valueReference === undefined);
    });
    expect(converted.codes).toEqual(['FHIR031']);
  });
});

describe('of several', () => {
  test('addresses the first is taken whole', () => {
    const converted = convertChanged('new-message', (b) => {
      resource(b, 'Patient').address = [
        { line: ['Nygade 1', '2. sal'], city: 'Testby', postalCode: '9999' },
        { line: ['Sommervej 2'], city: 'Prøvekøbing', postalCode: '8888' },
      ];
    });
    expect(converted.all('StreetName')).toEqual(['Nygade 1, 2. sal']);
    expect(converted.all('DistrictName')).toEqual(['Testby']);
    expect(converted.all('PostCodeIdentifier')).toEqual(['9999']);
    expect(converted.counts.unmapped).toBe(0);
  });

  test('numbers and episodes a blank one does not hide the next', () => {
    const numbers = convertChanged('numbers-two-kinds', (b) => {
      const { identifier } = resource(b, 'Patient');
      identifier.unshift({ ...identifier[0], value: ' ' });
    });
    expect(numbers.all('CivilRegistrationNumber')).toEqual(['2509479989']);
    const episodes = convertChanged('care-team', (b) => {
      resource(b, 'Encounter').episodeOfCare[1].identifier.value = ' ';
    });
    expect(episodes.all('EpisodeOfCareIdentifier')).toEqual(['a1b2c3d4000050008000000000000001']);
  });

  test('names of a role both stand there, and one that is there twice once', () => {
    const role = (code: Json) =>
      convertChanged('new-message', (b) => {
        Object.assign(resource(b, 'PractitionerRole').code[0], code);
      }).lines.at(-1);
    expect(role({ text: 'Sårsygeplejerske' })).toBe('Stilling: Sygeplejerske, Sårsygeplejerske');
    expect(role({ text: 'Sygeplejerske' })).toBe('Stilling: Sygeplejerske');
  });

  test('attachments with one id in two forms, the second gets another, and that is told', () => {
    const converted = convertChanged('reply-with-attachment', (b) => {
      const { payload } = communication(b);
      const again = structuredClone(payload[2]);
      const { valueIdentifier } = again.extension.find((one: Json) => one.valueIdentifier);
      valueIdentifier.value = valueIdentifier.value
        .replace('urn:uuid:', '')
        .replaceAll('-', '')
        .toUpperCase();
      payload.push(again);
    });
    expect(new Set(converted.all('ObjectIdentifier')).size).toBe(2);
    expect(converted.codes).toEqual(['MAP045']);
  });
});

test('what one message has does not change what is told of the next', () => {
  const fresh = () => createConverter(loadTables(shipped), emptyDirectory);
  const withUnknown = (bundle: Json): void => {
    for (const { extension } of communication(bundle).payload)
      extension.unshift({ url: 'http://example.org/unknown', valueString: 'x' });
  };
  const used = fresh();
  convertChanged('new-message', withUnknown, {}, used);
  const told = (by: ReturnType<typeof fresh>) => convertChanged('new-message', unchanged, {}, by).codes;
  expect(told(used)).toEqual(told(fresh()));
});
