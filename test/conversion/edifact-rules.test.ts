import { describe, expect, test } from 'vitest';
import { hasError } from '../../src/index.js';
import { converter } from '../support/converter.js';
import {
  all,
  bin01,
  changed,
  ctl02,
  dis91,
  letterOf,
  recounted,
  toInterchange,
  toLetter,
} from '../support/interchanges.js';
import { originalLetter, receipt, receiptMessage, refusal } from '../support/receipt.js';

type Change = [string | RegExp, string];

/** The letters that the interchanges of these tests are. */
const utf8 = (interchange: string): string =>
  toLetter(interchange).text.replace('encoding="ISO-8859-1"', 'encoding="UTF-8"');
const xdis91 = utf8(dis91);
const xbin01 = utf8(bin01);
const lowered = (letter: string, ...changes: Change[]) => toInterchange(changed(letter, ...changes));
/** The segments that begin so, as they are written. */
const written = (text: string, tag: string): string[] =>
  text.split(/(?<=(?<!\?)(?:\?\?)*')/).filter((segment) => segment.startsWith(tag));
const plain = (lines: string[]): string => JSON.stringify(lines.map((text) => [{ style: '', text }]));
const linesOf = (letter: Buffer): string[] =>
  all(letter, 'Text01')
    .flatMap((text) => JSON.parse(text) as Array<Array<{ text: string }>>)
    .map((line) => line.map(({ text }) => text).join(''));

describe('the interchanges of these tests', () => {
  test.each([
    ['DIS91', dis91],
    ['BIN01', bin01],
    ['CTL02', ctl02],
  ])('%s is read without a word and written as it was', (_, interchange) => {
    const letter = toLetter(interchange);
    expect(letter.codes).toEqual([]);
    const back = toInterchange(letter.bytes);
    expect(back.codes).toEqual([]);
    expect(back.text).toBe(interchange.replaceAll('\n', ''));
  });
});

/** Components of a DIS91, what they mean, and what is told. */
const readings: Array<[string, Change[], Record<string, string[]>, string[]]> = [
  // 6.1: the scheme of an identifier
  ['a department', [['YNR:SFU', 'SKS:SST']], { 'Sender/IdentifierCode': ['sygehusafdelingsnummer'] }, []],
  ['a municipality', [['YNR:SFU', 'KOM:IM']], { 'Sender/IdentifierCode': ['kommunenummer'] }, []],
  ['a SOR id', [['YNR:SFU', 'SOR:SST']], { 'Sender/IdentifierCode': ['sorkode'] }, []],
  ['a location number', [['YNR:SFU', ':9']], { 'Sender/IdentifierCode': ['lokationsnummer'] }, []],
  ['a scheme called EAN', [['YNR:SFU', 'EAN:9']], { 'Sender/IdentifierCode': ['lokationsnummer'] }, []],
  ['no scheme', [[':YNR:SFU', '']], { 'Sender/IdentifierCode': ['lokationsnummer'] }, ['EDI050']],
  [
    'another agency, which is told and not read',
    [['YNR:SFU', 'YNR:XX']],
    { 'Sender/IdentifierCode': ['ydernummer'] },
    ['EDI024'],
  ],
  [
    'a scheme in lower case',
    [['YNR:SFU', 'ynr:SFU']],
    { 'Sender/IdentifierCode': ['ydernummer'] },
    ['EDI029'],
  ],
  // 6.2, 6.4: codes
  ['a corrected letter', [['GIS+N', 'GIS+M']], { 'Letter/StatusCode': ['rettetbrev'] }, []],
  ['a status in lower case', [['GIS+N', 'GIS+n']], { 'Letter/StatusCode': ['nytbrev'] }, ['EDI029']],
  ['a status of the patient', [['PAS+HA', 'PAS+DA']], { EpisodeOfCareStatusCode: ['doed'] }, []],
  ['it in lower case', [['PAS+HA', 'PAS+pot']], { EpisodeOfCareStatusCode: ['inaktiv'] }, ['EDI029']],
  ['it with blanks', [['PAS+HA', 'PAS+ HS ']], { EpisodeOfCareStatusCode: ['indlagt'] }, ['EDI029']],
  // 6.3: the receipt that is wanted
  ['no wish for a receipt', [['++++1', '++++0']], { AcknowledgementCode: ['minuspositivkvitt'] }, []],
  ['nothing about receipts', [['++++1', '']], { AcknowledgementCode: ['minuspositivkvitt'] }, []],
  // 6.5, 6.6: kinds of objects
  ['a TIF', [['IMG:JPG', 'IMG:TIF']], { ObjectExtensionCode: ['tiff'] }, []],
  ['an XLS', [['IMG:JPG', 'TXT:XLS']], { ObjectExtensionCode: ['xls'], ObjectCode: ['tekstfil'] }, []],
  ['a type in lower case', [['IMG:JPG', 'IMG:pdf']], { ObjectExtensionCode: ['pdf'] }, ['EDI029']],
  ['a sound', [['IMG:JPG', 'SND:WAV']], { ObjectCode: ['multimedie'] }, []],
  // 6.8: specialities
  ['a speciality', [['ORG+5:', 'ORG+2522:']], { MedicalSpecialityCode: ['patologi '] }, []],
  [
    'one with zeros before it',
    [['ORG+5:', 'ORG+030:']],
    { MedicalSpecialityCode: ['kirurgi_sygehus'] },
    ['EDI029'],
  ],
  ['2504', [['ORG+5:', 'ORG+2504:']], { MedicalSpecialityCode: ['dermato_venerologi_praksis'] }, []],
  ['2511', [['ORG+5:', 'ORG+2511:']], { MedicalSpecialityCode: ['klinisk_kemi'] }, []],
  ['a speciality that is newer', [['ORG+5:', 'ORG+80:']], { MedicalSpecialityCode: [] }, ['EDI030']],
  ['no speciality', [['ORG+5:', 'ORG+:']], { MedicalSpecialityCode: [] }, []],
  // 6.10, 8.3: the priority, wherever it stands
  ['high priority', [['RFF+NO:NC', 'RFF+HI:NC']], { Priority: ['høj_prioritet'] }, []],
  [
    'it before SRI',
    [[/RFF.SRI.*\n.*/, "RFF+HI:NC'\nRFF+SRI:BRV42'"]],
    { Priority: ['høj_prioritet'] },
    ['EDI049'],
  ],
  ['it in lower case', [['RFF+NO', 'RFF+hi']], { Priority: ['høj_prioritet'] }, ['EDI029']],
  ['no priority', [[/RFF\+NO.*\n/, '']], { Priority: [] }, []],
  ['another RFF in its place', [['RFF+NO:NC', 'RFF+ABC:NC']], { Priority: [] }, ['EDI032']],
  // 7.5: dates and times
  [
    'a day of this century',
    [
      ['260302:', '200302:'],
      [/20260302/g, '20200302'],
    ],
    { 'Sent/Date': ['2020-03-02'] },
    [],
  ],
  [
    'a day in 2021',
    [
      ['260302:', '210302:'],
      [/20260302/g, '20210302'],
    ],
    { 'Sent/Date': ['2021-03-02'] },
    [],
  ],
  [
    'a day of the last one',
    [
      ['260302:', '981231:'],
      [/20260302/g, '19981231'],
    ],
    { 'Sent/Date': ['1998-12-31'] },
    [],
  ],
  [
    'the last day of 1999',
    [
      ['260302:', '000101:'],
      [/20260302/g, '19991231'],
    ],
    { 'Sent/Date': ['2000-01-01'] },
    [],
  ],
  [
    'a day before one of 2000',
    [
      ['260302:', '991231:'],
      [/20260302/g, '20000101'],
    ],
    { 'Sent/Date': ['1999-12-31'] },
    [],
  ],
  [
    'a letter without date, as 1900',
    [[/202603020938/g, '190001010000']],
    { 'Sent/Date': ['2026-03-02'] },
    [],
  ],
  [
    'a letter without date, as 1970',
    [[/202603020938/g, '197001010000']],
    { 'Sent/Date': ['2026-03-02'] },
    [],
  ],
  [
    'a date of the letter in the wrong century',
    [[/202603020938/g, '192603020938']],
    { 'Sent/Date': ['2026-03-02'] },
    [],
  ],
  [
    'a day after the window',
    [
      ['260302:', '710302:'],
      [/20260302/g, '20710301'],
    ],
    { 'Sent/Date': ['2071-03-02'] },
    [],
  ],
  [
    'a leap day',
    [
      ['260302:', '000229:'],
      [/20260302/g, '20000229'],
    ],
    { 'Sent/Date': ['2000-02-29'] },
    [],
  ],
  ['a time', [['0941', '2359']], { 'Sent/Time': ['23:59'] }, []],
  [
    'seconds',
    [['DTM+137:202603020938:203', 'DTM+137:20260302093817:204']],
    { 'Authorisation/Time': ['09:38'] },
    ['EDI028', 'EDI024'],
  ],
  // 8.3, 15.13: placeholders
  [
    'a receiver called _',
    [['PO+091034:YNR:SFU++Testhuset', 'PO+091034:YNR:SFU++_']],
    { 'Receiver/OrganisationName': [] },
    [],
  ],
  [
    'a department called _',
    [['SSP+091034:YNR:SFU++Testhuset:Afsnit 2', 'SSP+091034:YNR:SFU++Testhuset:_']],
    { 'Sender/DepartmentName': [], 'Sender/UnitName': ['Team Nord'] },
    [],
  ],
  [
    'no department but a unit',
    [['SSP+091034:YNR:SFU++Testhuset:Afsnit 2', 'SSP+091034:YNR:SFU++Testhuset:']],
    { 'Sender/DepartmentName': [], 'Sender/UnitName': ['Team Nord'] },
    [],
  ],
  [
    'no episode id',
    [['RFF+REI:7d3f0c5e9a1b4c62b8d4e6f01a2b3c4d', 'RFF+AHI:1']],
    { EpisodeOfCareIdentifier: [] },
    [],
  ],
  [
    'an episode id with hyphens',
    [['7d3f0c5e9a1b4c62b8d4e6f01a2b3c4d', '7d3f0c5e-9a1b-4c62-b8d4-e6f01a2b3c4d']],
    { EpisodeOfCareIdentifier: ['7d3f0c5e9a1b4c62b8d4e6f01a2b3c4d'] },
    [],
  ],
  [
    'an episode id of another kind',
    [['7d3f0c5e9a1b4c62b8d4e6f01a2b3c4d', 'F-12-3']],
    { EpisodeOfCareIdentifier: ['F-12-3'] },
    [],
  ],
  ['no episode at all', [[/RFF\+REI.*\n/, '']], { EpisodeOfCareIdentifier: [] }, ['EDI050']],
  // 6.9, 8.2: who the patient is
  [
    'an alternative id, which stands behind the address',
    [
      ['2512489996:::CPR:IM', ''],
      ['EMP+1', "RFF+XPI:2512481AB6'\nEMP+1"],
    ],
    { AlternativeIdentifier: ['2512481AB6'], CivilRegistrationNumber: [] },
    ['EDI049'],
  ],
  [
    'one under another qualifier',
    [
      ['2512489996:::CPR:IM', ''],
      ['EMP+1', "RFF+ABC:2512481AB6'\nEMP+1"],
    ],
    { AlternativeIdentifier: ['2512481AB6'] },
    ['EDI025', 'EDI049'],
  ],
  [
    'one that stands after another number',
    [
      ['2512489996:::CPR:IM', ''],
      ['EMP+1', "RFF+ABC:1111111111'\nRFF+XPI:2512481AB6'\nEMP+1"],
    ],
    { AlternativeIdentifier: ['2512481AB6'] },
    ['EDI032', 'EDI049'],
  ],
  [
    'another date before that of the letter',
    [['DTM+137', "DTM+200:199901010000:203'\nDTM+137"]],
    { 'Authorisation/Date': ['2026-03-02'], 'Sent/Date': ['2026-03-02'] },
    ['EDI032'],
  ],
  [
    'a date under another qualifier',
    [['DTM+137', 'DTM+138']],
    { 'Authorisation/Date': ['2026-03-02'] },
    ['EDI025'],
  ],
  [
    'a role in lower case',
    [['NAD+SSP', 'NAD+ssp']],
    { 'Sender/OrganisationName': ['Testhuset'] },
    ['EDI029'],
  ],
  // 8.3: segments and groups that do not belong there
  ['an unknown segment', [['PAS+HA', "PAS+HA'\nLOC+1"]], {}, ['EDI032']],
  ['an unknown group', [['S14+14', "S13+13'\nGIS+N'\nS14+14"]], {}, ['EDI032', 'EDI032']],
  [
    'a receiver of a copy',
    [['S02+02', "S01+01'\nNAD+CCR+123456:YNR:SFU++Kopi'\nSEQ++3'\nS02+02"]],
    { 'Receiver/OrganisationName': ['Testhuset'] },
    ['EDI032', 'EDI032', 'EDI032'],
  ],
  ['a group S05', [['S07+07', "S05+05'\nGIS+N'\nS07+07"]], {}, ['EDI032', 'EDI032']],
  [
    'the same status twice',
    [['PAS+HA', "PAS+HA'\nPAS+HA"]],
    { EpisodeOfCareStatusCode: ['ambulant'] },
    ['EDI032'],
  ],
  ['another constant', [['BGM+EPI', 'BGM+XYZ']], {}, ['EDI024']],
  [
    'another letter number in S02',
    [['SRI:BRV42', 'SRI:BRV43']],
    { 'Letter/Identifier': ['BRV42'] },
    ['EDI027'],
  ],
  [
    'another time in S02',
    [['DTM+182:202603020938', 'DTM+182:202603020939']],
    { 'Authorisation/Time': ['09:38'] },
    ['EDI027'],
  ],
  ['a component too much', [['PAS+HA', 'PAS+HA:X']], {}, ['MAP017']],
  // 7.5: the test mark
  ['a test', [['++++1', '++++1++1']], {}, ['EDI031']],
  // 7.4: blanks are data
  ['blanks in a value', [['Testvej 7:', ' Testvej 7 :']], { 'Sender/StreetName': [' Testvej 7 '] }, []],
  // 10: references
  [
    'an id with hyphens',
    [['c2a9f4b07e5d4d0c9b1e3a6f8d7c5b42', 'c2a9f4b0-7e5d-4d0c-9b1e-3a6f8d7c5b42']],
    { ObjectIdentifier: ['c2a9f4b07e5d4d0c9b1e3a6f8d7c5b42'] },
    [],
  ],
  [
    'an id in capitals',
    [['c2a9f4b07e5d', 'C2A9F4B07E5D']],
    { ObjectIdentifier: ['C2A9F4B07E5D4d0c9b1e3a6f8d7c5b42'] },
    [],
  ],
  ['a reference beside the text', [["S14+14'\nFTX+BIN", 'FTX+BIN']], { RefDescription: ['ankel'] }, []],
  [
    'a supplement',
    [[/FTX\+BIN.*/, "FTX+SUP+P00++Følger med posten'"]],
    { RefDescription: ['Følger med posten'], SUP: ['true'] },
    [],
  ],
  [
    'an address',
    [[/FTX\+BIN.*/, "FTX+URL+P00++Side:https?://exam\\:ple.dk/a??b=c'"]],
    { URL: ['https://example.dk/a?b=c'] },
    [],
  ],
  [
    'an address with a lone full stop',
    [[/FTX\+BIN.*/, "FTX+URL+P00++Side:https?://example.dk:.'"]],
    { URL: ['https://example.dk'] },
    [],
  ],
  [
    'an address over two FTX',
    [[/FTX\+BIN.*/, "FTX+URL+P00++Side:https?://a\\:b\\:c\\:d\\'\nFTX+URL+P00++e\\:f'"]],
    { URL: ['https://abcdef'], RefDescription: ['Side'] },
    [],
  ],
  [
    'an address that ends in a backslash, and another',
    [[/FTX\+BIN.*/, "FTX+URL+P00++Side:a\\'\nFTX+URL+P00++Anden:b'"]],
    { RefDescription: ['Side', 'Anden'] },
    [],
  ],
  [
    'an address with an unreleased colon',
    [[/FTX\+BIN.*/, "FTX+URL+P00++Side:https://a'"]],
    { URL: ['https://a'] },
    ['EDI037'],
  ],
  [
    'two addresses',
    [[/FTX\+BIN.*/, "FTX+URL+P00++Side:https?://a'\nFTX+URL+P00++Anden:https?://b'"]],
    { URL: ['https://a', 'https://b'], RefDescription: ['Side', 'Anden'] },
    [],
  ],
];

describe('a DIS91 with', () => {
  test.each(readings)('%s', (_, changes, values, codes) => {
    const letter = letterOf(dis91, ...changes);
    expect(letter.codes.toSorted()).toEqual(codes.toSorted());
    expect(hasError(letter.diagnostics)).toBe(false);
    const found = Object.fromEntries(Object.keys(values).map((name) => [name, all(letter.bytes, name)]));
    expect(found).toEqual(values);
  });
});

describe('a DIS91 is refused', () => {
  const refusals: Array<[string, Change[], string]> = [
    ['without a SPR', [[/SPR.*\n/, '']], 'EDI026'],
    ['without a SEQ', [["SEQ++2'\n", '']], 'EDI026'],
    ['without a BGM', [[/BGM.*\n/, '']], 'EDI026'],
    ['with its text in an unknown group', [['S14+14', 'S15+15']], 'EDI035'],
    ['with its names exchanged', [['SU:Berggren+FO:Nancy Ann', 'FO:Nancy Ann+SU:Berggren']], 'EDI034'],
    ['without a patient', [[/S07.*?(?=S11)/s, '']], 'OIO020'],
    ['with neither CPR number nor alternative id', [['2512489996:::CPR:IM', '']], 'OIO020'],
    ['with both', [['EMP+1', "RFF+XPI:2512481AB6'\nEMP+1"]], 'EDI036'],
    [
      'with a relative before the patient',
      [['PNA+PAT', "PNA+MOR+0101010000:::CPR:IM+++SU:Anden'\nPNA+PAT"]],
      'EDI035',
    ],
    [
      'with a relative after the patient',
      [["Nancy Ann'", "Nancy Ann'\nPNA+MOR+0101010000:::CPR:IM+++SU:Anden'"]],
      'EDI035',
    ],
    ['with a relative in place of the patient', [['PNA+PAT', 'PNA+MOR']], 'EDI035'],
    [
      'with a second patient',
      [['S11+11', "S07+07'\nPNA+PAT+0101010000:::CPR:IM+++SU:Anden'\nS11+11"]],
      'EDI035',
    ],
    ['with a CPR number that is none', [['2512489996', '251248-9996']], 'OIO036'],
    ['without a status of the patient', [[/PAS.*\n/, '']], 'OIO020'],
    ['with two statuses of the patient', [['PAS+HA', "PAS+HA'\nPAS+DA"]], 'EDI036'],
    ['with two priorities', [['RFF+NO:NC', "RFF+NO:NC'\nRFF+HI:NC"]], 'EDI036'],
    ['with an unknown status', [['PAS+HA', 'PAS+XX']], 'EDI038'],
    ['without a sender', [['NAD+SSP', 'NAD+XYZ']], 'OIO020'],
    ['whose sender is called _', [['++Testhuset', '++_']], 'OIO020'],
    ['without a letter status', [[/GIS\+N'\nRFF\+SRI/, 'RFF+SRI']], 'OIO020'],
    ['without its time', [[/DTM\+137.*\n/, '']], 'OIO020'],
    ['with a day that the calendar lacks', [['137:20260302', '137:20260230']], 'OIO034'],
    ['with a date without time', [['137:202603020938:203', '137:20260302:102']], 'EDI039'],
    ['with an unknown scheme of an id', [['YNR:SFU', 'XYZ:SFU']], 'EDI038'],
    ['with an unknown wish for a receipt', [['++++1', '++++2']], 'EDI038'],
    ['with a file type of another message', [['IMG:JPG', 'PRP:PLO']], 'OIO032'],
    ['with an unknown file type', [['IMG:JPG', 'IMG:DOCX']], 'EDI038'],
    ['with a subject longer than a letter holds', [['Tilsyn', `${'x'.repeat(69)}\\:yz`]], 'OIO030'],
    ['with a reference that was cut in its description', [['P00++ankel:', 'P00++an\\:kel:']], 'EDI038'],
    ['with a reference without description', [['P00++ankel:', 'P00++:']], 'OIO020'],
    ['of another version', [['D9134L', 'D9034L']], 'EDI023'],
  ];
  test.each(refusals)('%s', (_, changes, code) => {
    const letter = letterOf(dis91, ...changes);
    expect(letter.codes).toContain(code);
    expect(letter.bytes.length).toBe(0);
  });

  test.each<[string, [string, string]]>([
    ['what no row knows', ['PAS+HA', "PAS+HA'\nLOC+1"]],
    ['another constant', ['BGM+EPI', 'BGM+XYZ']],
    ['an unknown qualifier', ['DTM+137', 'DTM+138']],
    ['a value that differs from itself', ['SRI:BRV42', 'SRI:BRV43']],
  ])('on strict reading, with %s', (_, change) => {
    const unknown = recounted(changed(dis91, change));
    expect(toLetter(unknown).bytes.length).toBeGreaterThan(0);
    expect(toLetter(unknown, { strict: true }).bytes.length).toBe(0);
  });
});

describe('the century of a receipt, which has no date near', () => {
  test.each([
    ['980101', '1998-01-01'],
    ['990101', '1999-01-01'],
    ['700101', '1970-01-01'],
    ['000101', '2000-01-01'],
    ['200101', '2020-01-01'],
    ['210101', '2021-01-01'],
    ['260101', '2026-01-01'],
    ['690101', '2069-01-01'],
  ])('%s is %s', (short, date) => {
    expect(all(letterOf(ctl02, ['260302:', `${short}:`]).bytes, 'Date')).toEqual([date]);
  });
});

/** FTX of a DIS91, the lines they are read as, and what is told. */
const texts: Array<[string, string, string[], string[]]> = [
  ['components', 'NC+P00++a:b', ['a', 'b'], []],
  ['a full stop', 'NC+P00++a:.:b', ['a', '', 'b'], []],
  ['an empty component', 'NC+P00++a::b', ['a', '', 'b'], []],
  ['an empty component at the end', 'NC+P00++a:', ['a'], []],
  ['two empty components at the end', 'NC+P00++a::', ['a', ''], []],
  ['a line that goes on', 'NC+P00++ab\\:cd', ['abcd'], []],
  ['one over two FTX', "NC+P00++ab\\'\nFTX+NC+P00++cd:e", ['abcd', 'e'], []],
  ['one over two groups', "NC+P00++ab\\'\nS14+14'\nFTX+NC+P00++cd", ['abcd'], []],
  ['one that goes on at the end', 'NC+P00++ab\\', ['ab'], []],
  ['a line that goes on with an empty line', 'NC+P00++ab\\:.:c', ['ab', 'c'], []],
  ['a full stop with a blank', 'NC+P00++. :b', ['.', 'b'], []],
  ['a backslash with a blank', 'NC+P00++a\\ :b', ['a\\', 'b'], []],
  ['two backslashes', 'NC+P00++a\\\\:b', ['a\\b'], []],
  ['blanks', 'NC+P00++  a  :   ', ['  a  ', '   '], []],
  ['released characters', "NC+P00++a?:b?+c??d?'e", ["a:b+c?d'e"], []],
  ['an unknown qualifier', 'XX+P00++a', ['a'], ['EDI025']],
  ['no qualifier', '+P00++a', ['a'], ['EDI025']],
  ['an unreleased colon', 'NC+P00++1:2:3:4:5:6', ['1', '2', '3', '4', '5', '6'], ['EDI037']],
  ['an unreleased plus', 'NC+P00++a+b', ['a', 'b'], ['EDI037']],
  ['a stray question mark', 'NC+P00++a?b', ['a?b'], ['EDI010']],
  ['no style', 'NC+++a', ['a'], []],
  ['two groups', "NC+P00++a'\nS14+14'\nFTX+NC+P00++b", ['a', 'b'], []],
  [
    'a text after the references',
    "NC+P00++a'\nS14+14'\nFTX+BIN+P00++x:y:IMG:JPG:1'\nS14+14'\nFTX+NC+P00++b",
    ['a', 'b'],
    [],
  ],
  ['a text that stands in the third element', 'NC+P00+a', [], ['EDI050', 'MAP017']],
];

describe('a text with', () => {
  test.each(texts)('%s', (_, ftx, lines, codes) => {
    const letter = letterOf(dis91, ['NC+P00++Hej:med dig', ftx]);
    expect(letter.codes).toEqual(codes);
    expect(linesOf(letter.bytes)).toEqual(lines);
  });

  test.each([
    ['P00', ''],
    ['PF0', 'Bold'],
    ['PU0', 'Underline'],
    ['PK0', 'Italic'],
    ['P0M', 'Center'],
    ['P0H', 'Right'],
    ['F00', 'FixedFont'],
    ['FF0', 'FixedFont Bold'],
    ['FU0', 'FixedFont Underline'],
    ['FK0', 'FixedFont Italic'],
    ['F0M', 'FixedFont Center'],
    ['F0H', 'FixedFont Right'],
    ['', 'FixedFont'],
    ['pf0', 'FixedFont'],
    ['XYZ', 'FixedFont'],
  ])('style "%s" is "%s"', (code, style) => {
    const letter = letterOf(dis91, ['NC+P00++Hej:med dig', `NC+${code}++Hej`]);
    expect(letter.codes).toEqual([]);
    expect(all(letter.bytes, 'Text01')).toEqual([JSON.stringify([[{ style, text: 'Hej' }]])]);
  });

  test('more groups than a letter holds is put together, and told', () => {
    const groups = Array.from({ length: 12 }, (_, i) => `FTX+NC+P00++linje ${i}'`).join("\nS14+14'\n");
    const letter = letterOf(dis91, [/FTX\+NC.*/, groups]);
    expect(letter.codes).toEqual(['EDI033']);
    expect(all(letter.bytes, 'Text01').length).toBe(10);
    expect(linesOf(letter.bytes)).toEqual(Array.from({ length: 12 }, (_, i) => `linje ${i}`));
  });
});

describe('a subject', () => {
  const subjects: Array<[string, string, string]> = [
    ['in one component', "FTX+OE+P00++Emne'", 'Emne'],
    ['that is a full stop', "FTX+OE+P00++.'", '.'],
    ['cut into two components', "FTX+OE+P00++Em\\:ne'", 'Emne'],
    ['in two components', "FTX+OE+P00++Emne:mere'", 'Emne mere'],
    ['in two FTX', "FTX+OE+P00++Emne'\nFTX+OE+P00++mere'", 'Emne mere'],
    ['cut over two FTX', "FTX+OE+P00++Em\\'\nFTX+OE+P00++ne'", 'Emne'],
    ['in two groups', "FTX+OE+P00++Emne'\nFTX+NC+P00++Hej:med dig'\nS14+14'\nFTX+OE+P00++mere'", 'Emne mere'],
    ['after the text', "FTX+NC+P00++Hej:med dig'\nFTX+OE+P00++Emne'", 'Emne'],
  ];
  test.each(subjects)('%s', (_, ftx, subject) => {
    const hasText = ftx.includes('NC');
    const letter = letterOf(dis91, [
      /FTX\+OE.*\nFTX\+NC.*/,
      hasText ? ftx : `${ftx}\nFTX+NC+P00++Hej:med dig'`,
    ]);
    // What was two values becomes one with a blank between them, and is told; so is a subject behind the text.
    const joined = subject.includes(' ') ? ['EDI037'] : [];
    expect(letter.codes).toEqual(ftx.indexOf('OE') > ftx.indexOf('NC') && hasText ? ['EDI049'] : joined);
    expect(all(letter.bytes, 'Subject')).toEqual([subject]);
    expect(linesOf(letter.bytes)).toEqual(['Hej', 'med dig']);
  });
});

/** Elements of an XDIS91, the segments they become, and what is told. */
const writings: Array<[string, Change[], string, string[], string[]]> = [
  [
    'a department',
    [['ydernummer', 'sygehusafdelingsnummer']],
    'NAD+SSP',
    ["NAD+SSP+091034:SKS:SST++Testhuset:Afsnit 2:Team Nord:::US'"],
    [],
  ],
  [
    'a municipality',
    [['ydernummer', 'kommunenummer']],
    'NAD+SSP',
    ["NAD+SSP+091034:KOM:IM++Testhuset:Afsnit 2:Team Nord:::US'"],
    [],
  ],
  [
    'a location number',
    [['ydernummer', 'lokationsnummer']],
    'NAD+SSP',
    ["NAD+SSP+091034::9++Testhuset:Afsnit 2:Team Nord:::US'"],
    [],
  ],
  [
    'a SOR id',
    [['ydernummer', 'sorkode']],
    'NAD+SSP',
    ["NAD+SSP+091034:SOR:SST++Testhuset:Afsnit 2:Team Nord:::US'"],
    [],
  ],
  [
    'a unit without department',
    [[/<DepartmentName>Afsnit 2<\/DepartmentName>/, '']],
    'NAD+SSP',
    ["NAD+SSP+091034:YNR:SFU++Testhuset::Team Nord:::US'"],
    [],
  ],
  [
    'no names but that of the organisation',
    [[/<DepartmentName>.*?<\/UnitName>/, '']],
    'NAD+SSP',
    ["NAD+SSP+091034:YNR:SFU++Testhuset:::::US'"],
    [],
  ],
  [
    'a receiver without name',
    [[/(?<=<Receiver>.*)<OrganisationName>.*?<\/UnitName>/, '']],
    'NAD+PO',
    ["NAD+PO+091034:YNR:SFU++_:::::US'"],
    [],
  ],
  [
    'no address',
    [[/<StreetName>.*?<\/PostCodeIdentifier>/, '']],
    'ADR',
    ["ADR++US:Testvej 7:Testlund+Testby Ø+5999'", "ADR++US:Testpark 48+Testby Ø+5999'"],
    [],
  ],
  ['a post code alone', [[/<StreetName>.*?<\/DistrictName>/, '']], 'ADR++US++', ["ADR++US++5999'"], []],
  [
    'no telephone',
    [[/<TelephoneSubscriberIdentifier>.*?<\/TelephoneSubscriberIdentifier>/, '']],
    'CON',
    [],
    [],
  ],
  [
    'no speciality',
    [[/<MedicalSpecialityCode>.*?<\/MedicalSpecialityCode>/, '']],
    'SPR',
    ["SPR+ORG+99:SKS:SST+DIS91:SKS:SST'"],
    [],
  ],
  [
    'dermatology in practice',
    [['infektionsmedicin', 'dermato_venerologi_praksis']],
    'SPR',
    ["SPR+ORG+2504:SKS:SST+DIS91:SKS:SST'"],
    [],
  ],
  ['pathology', [['infektionsmedicin', 'patologi ']], 'SPR', ["SPR+ORG+2522:SKS:SST+DIS91:SKS:SST'"], []],
  ['high priority', [['>rutine<', '>høj_prioritet<'.normalize()]], 'RFF+HI', ["RFF+HI:NC'"], []],
  [
    'no priority',
    [[/<Priority>.*?<\/Priority>/, '']],
    'RFF',
    ["RFF+SRI:BRV42'", "RFF+REI:7d3f0c5e9a1b4c62b8d4e6f01a2b3c4d'"],
    [],
  ],
  [
    'no episode id',
    [[/<EpisodeOfCareIdentifier>.*?<\/EpisodeOfCareIdentifier>/, '']],
    'RFF+A',
    ["RFF+AHI:1'"],
    [],
  ],
  ['a corrected letter', [['nytbrev', 'rettetbrev']], 'GIS', ["GIS+M'", "GIS+N'"], []],
  [
    'an alternative id',
    [
      [
        /<CivilRegistrationNumber>.*?<\/CivilRegistrationNumber>/,
        '<AlternativeIdentifier>2512481AB6</AlternativeIdentifier>',
      ],
    ],
    'PNA',
    ["PNA+PAT++++SU:Berggren+FO:Nancy Ann'"],
    [],
  ],
  [
    'it in its place',
    [
      [
        /<CivilRegistrationNumber>.*?<\/CivilRegistrationNumber>/,
        '<AlternativeIdentifier>2512481AB6</AlternativeIdentifier>',
      ],
    ],
    'RFF+X',
    ["RFF+XPI:2512481AB6'"],
    [],
  ],
  [
    'no given name',
    [[/<PersonGivenName>.*?<\/PersonGivenName>/, '']],
    'PNA',
    ["PNA+PAT+2512489996:::CPR:IM+++SU:Berggren'"],
    [],
  ],
  [
    'no text, subject and reference',
    [
      [/<Subject>.*?<\/Subject>/, ''],
      [/<ClinicalInformation>.*<\/Reference>/, ''],
    ],
    'S14',
    [],
    [],
  ],
  [
    'a subject without text',
    [[/<ClinicalInformation>.*?<\/ClinicalInformation>/, '']],
    'FTX+OE',
    ["FTX+OE+P00++Tilsyn'"],
    [],
  ],
  ['an empty text', [[/<Text01>.*?<\/Text01>/, '<Text01/>']], 'FTX+NC', ["FTX+NC+P00++.'"], []],
  [
    'Space elements',
    [[/<Text01>.*?<\/Text01>/, '<Text01>Hej<Space/>med<Space/><Space/>dig</Text01>']],
    'FTX+NC',
    ["FTX+NC+P00++Hej med  dig'"],
    [],
  ],
  [
    'raw line ends',
    [[/<Text01>.*?<\/Text01>/, '<Text01>\n   Hej\n   med dig<Break/>\n</Text01>']],
    'FTX+NC',
    ["FTX+NC+P00++Hej med dig'"],
    [],
  ],
  [
    'styles in a line',
    [[/<Text01>.*?<\/Text01>/, '<Text01>Hej <Bold>fed</Bold> verden</Text01>']],
    'FTX+NC',
    ["FTX+NC+P00++Hej \\'", "FTX+NC+PF0++fed\\'", "FTX+NC+P00++ verden'"],
    [],
  ],
  [
    'reserved characters',
    [[/<Text01>.*?<\/Text01>/, "<Text01>a:b+c?d'e</Text01>"]],
    'FTX+NC',
    ["FTX+NC+P00++a?:b?+c??d?'e'"],
    [],
  ],
  [
    'another statistical code',
    [['<StatisticalCode>XDIS91', '<StatisticalCode>ANDET']],
    'BGM',
    ["BGM+EPI++9+NA'"],
    ['EDI045'],
  ],
  [
    'elements of its own',
    [['</ClinicalEmail>', '</ClinicalEmail><Local_Elements><A>1</A></Local_Elements>']],
    'UNT',
    ["UNT+33+BRV42'"],
    ['EDI045'],
  ],
  // 7.2, 7.4: characters and line ends
  [
    'a line end in a value',
    [['Testpark 48', 'Testpark\r\n48']],
    'ADR++US:Testpark',
    ["ADR++US:Testpark 48+Testby Ø+5999'"],
    ['EDI044'],
  ],
  [
    'a dash in a value',
    [['Testvej 7', 'Testvej 7–9']],
    'ADR++US:Testvej 7-9',
    ["ADR++US:Testvej 7-9:Testlund+Testby Ø+5999'"],
    ['MAP042'],
  ],
  [
    'a dash in a text',
    [[/<Text01>.*?<\/Text01>/, '<Text01>1–2</Text01>']],
    'FTX+NC',
    ["FTX+NC+P00++1-2'"],
    ['MAP042'],
  ],
  [
    'a letter that falls apart',
    [[/<Text01>.*?<\/Text01>/, '<Text01>A\u030arhus</Text01>']],
    'FTX+NC',
    ["FTX+NC+P00++\u00c5rhus'"],
    [],
  ],
  [
    'a control character of windows',
    [[/<Text01>.*?<\/Text01>/, '<Text01>a\u0096b</Text01>']],
    'FTX+NC',
    ["FTX+NC+P00++ab'"],
    ['MAP040'],
  ],
  [
    'a dash in the id of an object',
    [['c2a9f4b07e5d4d0c9b1e3a6f8d7c5b42', 'billede–1']],
    'FTX+BIN',
    ["FTX+BIN+P00++ankel:billede-1:IMG:JPG:48211'"],
    ['MAP042'],
  ],
  [
    'nothing but control characters in a value',
    [['Testpark 48', '\u0096']],
    'ADR++US:?',
    ["ADR++US:??+Testby Ø+5999'"],
    ['MAP040'],
  ],
  [
    'an accent of its own in the id of a patient',
    [
      [
        /<CivilRegistrationNumber>.*?<\/CivilRegistrationNumber>/,
        '<AlternativeIdentifier>2512481A\u030a6</AlternativeIdentifier>',
      ],
    ],
    'RFF+X',
    ["RFF+XPI:2512481A??6'"],
    ['MAP042'],
  ],
  [
    'a run in a style of nothing but a control character',
    [[/<Text01>.*?<\/Text01>/, '<Text01>a<Bold>\u0096</Bold>b</Text01>']],
    'FTX+NC',
    ["FTX+NC+P00++ab'"],
    ['MAP040'],
  ],
  [
    'a foreign letter in the id of a patient',
    [
      [
        /<CivilRegistrationNumber>.*?<\/CivilRegistrationNumber>/,
        '<AlternativeIdentifier>2512481ŁB6</AlternativeIdentifier>',
      ],
    ],
    'RFF+X',
    ["RFF+XPI:2512481??B6'"],
    ['MAP042'],
  ],
  [
    'characters whose stand-ins are too long',
    [['Testpark 48', '€'.repeat(35)]],
    'ADR++US:?',
    [`ADR++US:${'??'.repeat(35)}+Testby Ø+5999'`],
    ['MAP042'],
  ],
  [
    'stand-ins that fit',
    [['Testpark 48', '€5…']],
    'ADR++US:E',
    ["ADR++US:EUR5...+Testby Ø+5999'"],
    ['MAP042'],
  ],
  [
    'too long stand-ins in a subject',
    [['>Tilsyn<', `>${'…'.repeat(70)}<`]],
    'FTX+OE',
    [`FTX+OE+P00++${'??'.repeat(70)}'`],
    ['MAP042'],
  ],
  [
    'too long stand-ins beside a reference',
    [['>ankel<', `>a${'…'.repeat(69)}<`]],
    'FTX+BIN',
    [`FTX+BIN+P00++a${'??'.repeat(69)}:c2a9f4b07e5d4d0c9b1e3a6f8d7c5b42:IMG:JPG:48211'`],
    ['MAP042'],
  ],
  [
    'a line end in the id of an object',
    [['c2a9f4b07e5d4d0c9b1e3a6f8d7c5b42', 'billede\n1']],
    'FTX+BIN',
    ["FTX+BIN+P00++ankel:billede 1:IMG:JPG:48211'"],
    ['EDI044'],
  ],
];

describe('an XDIS91 with', () => {
  test.each(writings)('%s', (_, changes, tag, segments, codes) => {
    const told = lowered(xdis91, ...changes);
    expect(told.codes).toEqual(codes);
    expect(written(told.text, tag)).toEqual(segments);
  });
});

describe('an XDIS91 is refused', () => {
  test.each([
    ['for a county, which has no code', [['ydernummer', 'amt']] as Change[], {}, 'EDI041'],
    [
      'for foreign characters, if they are not wanted',
      [['>Hej<', '>H–j<']] as Change[],
      { unmappable: 'error' } as const,
      'MAP043',
    ],
    [
      'for foreign characters in an id',
      [['c2a9f4b07e5d4d0c9b1e3a6f8d7c5b42', '–']] as Change[],
      { unmappable: 'error' } as const,
      'MAP043',
    ],
  ])('%s', (_, changes, options, code) => {
    const conversion = toInterchange(changed(xdis91, ...changes), options);
    expect(conversion.codes).toEqual([code]);
    expect(conversion.segments).toBeUndefined();
  });

  test('and a foreign character is not written as a reference, which EDIFACT does not have', () => {
    const { text, codes } = toInterchange(changed(xdis91, ['>Hej<', '>H–j<']), { unmappable: 'reference' });
    expect(codes).toEqual(['MAP042']);
    expect(written(text, 'FTX+NC')).toEqual(["FTX+NC+P00++H-j:med dig'"]);
  });
});

const SYSTEM_POST = "PNA+PAT++++SU:Data+FO:Svartider'\nRFF+XPI:SYSTEMPOST'";

describe('a BIN01 with', () => {
  const patient = /PNA.*/;
  const cases: Array<[string, Change[], Record<string, string[]>, string[]]> = [
    ['a patient', [], { CivilRegistrationNumber: ['2512489996'], SystemInformation: [] }, []],
    [
      'an alternative id',
      [[patient, "PNA+PAT++++SU:Berggren'\nRFF+XPI:2512481AB6'"]],
      { AlternativeIdentifier: ['2512481AB6'] },
      [],
    ],
    [
      'system information',
      [[patient, SYSTEM_POST]],
      { SystemInformation: ['true'], Contents: ['Svartider'], PersonSurnameName: [] },
      [],
    ],
    [
      'it without contents',
      [[patient, SYSTEM_POST.replace('+FO:Svartider', '')]],
      { SystemInformation: ['true'], Contents: [] },
      [],
    ],
    [
      'contents called _',
      [[patient, SYSTEM_POST.replace('Svartider', '_')]],
      { SystemInformation: ['true'], Contents: [] },
      [],
    ],
    [
      'a patient called Data',
      [['SU:Berggren', 'SU:Data']],
      { PersonSurnameName: ['Data'], SystemInformation: [], PersonGivenName: ['Nancy Ann'] },
      [],
    ],
    [
      'one with an alternative id',
      [[patient, "PNA+PAT++++SU:Data'\nRFF+XPI:2512481AB6'"]],
      { PersonSurnameName: ['Data'], AlternativeIdentifier: ['2512481AB6'], SystemInformation: [] },
      [],
    ],
    ['a department called _', [['Afsnit 2', '_']], { 'Sender/DepartmentName': [] }, []],
    ['a speciality', [['ORG+:', 'ORG+90:']], { MedicalSpecialityCode: ['almen_medicin'] }, []],
    ['an id of the object', [], { ObjectIdentifier: ['c2a9f4b0-7e5d-4d0c-9b1e-3a6f8d7c5b42'] }, []],
    [
      'it with hyphens',
      [['c2a9f4b07e5d4d0c9b1e3a6f8d7c5b42', 'C2a9f4b0-7e5d-4d0c-9b1e-3a6f8d7c5b42']],
      { ObjectIdentifier: ['C2a9f4b0-7e5d-4d0c-9b1e-3a6f8d7c5b42'] },
      [],
    ],
    ['a file type that only it has', [['IMG:JPG', 'PRP:FNX']], { ObjectExtensionCode: ['fnx'] }, []],
    [
      'two objects',
      [
        [
          "UNP+3+1'",
          "UNP+3+1'\nUNO+2+AID:00000000000000000000000000000002+OBJ:TXT:TXT:91+2:14:1:A'abUNP+2+2'",
        ],
      ],
      {
        Object_Base64Encoded: ['58595a', '6162'],
        OriginalObjectSize: ['3', '2'],
        ObjectExtensionCode: ['jpeg', 'txt'],
      },
      [],
    ],
    ['the wrong number in UNP', [["UNP+3+1'", "UNP+3+7'"]], { OriginalObjectSize: ['3'] }, ['EDI027']],
  ];
  test.each(cases)('%s', (_, changes, values, codes) => {
    const letter = letterOf(bin01, ...changes);
    expect(letter.codes).toEqual(codes);
    expect(hasError(letter.diagnostics)).toBe(false);
    expect(Object.fromEntries(Object.keys(values).map((name) => [name, all(letter.bytes, name)]))).toEqual(
      values,
    );
  });

  test.each([
    ['a text, which it cannot have', [["UNP+3+1'", "UNP+3+1'\nFTX+NC+P00++Hej'"]] as Change[], 'EDI035'],
    ['a correction', [['GIS+N', 'GIS+M']] as Change[], 'OIO032'],
    [
      'a patient and system information',
      [['S11+11', `S07+07'\n${SYSTEM_POST}\nS11+11`]] as Change[],
      'EDI036',
    ],
    [
      'a CPR number beside system information',
      [[patient, SYSTEM_POST.replace('PAT+', 'PAT+2512489996:::CPR:IM')]] as Change[],
      'EDI036',
    ],
    ['no object', [[/S11.*?(?=UNT)/s, '']] as Change[], 'OIO020'],
    [
      'an id of an object that is none',
      [['c2a9f4b07e5d4d0c9b1e3a6f8d7c5b42', 'billede']] as Change[],
      'OIO038',
    ],
  ])('%s is refused', (_, changes, code) => {
    const letter = letterOf(bin01, ...changes);
    expect(letter.codes).toContain(code);
    expect(letter.bytes.length).toBe(0);
  });
});

describe('an XBIN01 with', () => {
  const patient = /<Patient>.*<\/Patient>/;
  const cases: Array<[string, Change[], string, string[], string[]]> = [
    [
      'system information',
      [[patient, '<SystemInformation>true</SystemInformation><Contents>Svartider</Contents>']],
      'PNA',
      ["PNA+PAT++++SU:Data+FO:Svartider'"],
      [],
    ],
    [
      'its mark',
      [[patient, '<SystemInformation>true</SystemInformation>']],
      'RFF+XPI',
      ["RFF+XPI:SYSTEMPOST'"],
      [],
    ],
    [
      'it without contents',
      [[patient, '<SystemInformation>true</SystemInformation>']],
      'PNA',
      ["PNA+PAT++++SU:Data'"],
      [],
    ],
    [
      'a unit without department',
      [[/<DepartmentName>Afsnit 2<\/DepartmentName>/, '']],
      'NAD+SSP',
      ["NAD+SSP+091034:YNR:SFU++Testhuset:_:Team Nord:::US'"],
      [],
    ],
    [
      'a receiver with a unit alone',
      [[/(?<=<Receiver>.*)<OrganisationName>.*?<\/DepartmentName>/, '']],
      'NAD+PO',
      ["NAD+PO+091034:YNR:SFU++_:_:Team Nord:::US'"],
      [],
    ],
    ['no speciality', [], 'SPR', ["SPR+ORG+:SKS:SST+BIN01:SKS:SST'"], []],
    [
      'an empty post code',
      [['<PostCodeIdentifier>5999</PostCodeIdentifier>', '<PostCodeIdentifier/>']],
      'ADR',
      ["ADR++US:Testvej 7:Testlund+Testby Ø'", "ADR++US:Testvej 7:Testlund+Testby Ø+5999'"],
      [],
    ],
    [
      'a wrong size',
      [['>3<', '>7<']],
      'UNO',
      ["UNO+1+AID:c2a9f4b07e5d4d0c9b1e3a6f8d7c5b42+OBJ:IMG:JPG:91+3:14:1:A'"],
      ['EDI042'],
    ],
  ];
  test.each(cases)('%s', (_, changes, tag, segments, codes) => {
    const { text, codes: told } = lowered(xbin01, ...changes);
    expect(told).toEqual(codes);
    expect(written(text, tag)).toEqual(segments);
  });

  test('bytes of every kind is carried byte for byte', () => {
    const bytes = Buffer.from([
      ...Array.from({ length: 256 }, (_, i) => i),
      ...Buffer.from("?'+:\r\nUNP+3+1'UNT+"),
    ]);
    const letter = changed(
      xbin01,
      [/(?<=<Object_Base64Encoded>).*?(?=<)/, bytes.toString('base64')],
      ['>3<', `>${bytes.length}<`],
    );
    for (const newlines of ['none', 'lf', 'crlf'] as const) {
      const interchange = toInterchange(letter, {}, newlines);
      expect(interchange.codes).toEqual([]);
      expect(interchange.bytes.includes(bytes)).toBe(true);
      const back = toLetter(interchange.bytes);
      expect(back.codes).toEqual([]);
      expect(all(back.bytes, 'Object_Base64Encoded')).toEqual([bytes.toString('hex')]);
    }
  });
});

describe('a receipt in EDIFACT with', () => {
  const ftx = /FTX.*/;
  const cases: Array<[string, Change[], Record<string, string[]>, string[]]> = [
    [
      'a reason for one letter',
      [],
      {
        'OriginalLetter/RefuseCode': ['problem_med_version'],
        'OriginalLetter/RefuseText': [plain(['Ukendt version'])],
        OriginalLetterIdentifier: ['BREV1', 'BREV2'],
      },
      [],
    ],
    [
      'several FTX',
      [[ftx, "FTX+VER+P00++a:b:c:d:e'\nFTX+VER+P00++f\\:g'"]],
      { RefuseCode: ['problem_med_version'], RefuseText: [plain(['a', 'b', 'c', 'd', 'e', 'fg'])] },
      [],
    ],
    [
      'several FTX with different codes',
      [[ftx, "FTX+VER+P00++a'\nFTX+SYN+P00++b'"]],
      { RefuseCode: ['problem_med_version'], RefuseText: [plain(['a', 'b'])] },
      ['MAP017'],
    ],
    [
      'a reason for the whole',
      [["+4'\nUCM+BREV1", "+4'\nFTX+LOK+P00++Ukendt'\nUCM+BREV1"]],
      {
        'OriginalEmessage/RefuseCode': ['ukendt_lokationsnummer'],
        'OriginalEmessage/RefuseText': [plain(['Ukendt'])],
      },
      [],
    ],
    [
      'reasons for two letters',
      [["B0131X+4'", "B0131X+4'\nFTX+SYN+P00++To'"]],
      {
        'OriginalLetter/RefuseCode': ['problem_med_version', 'syntaksfejl'],
        'OriginalLetter/RefuseText': [plain(['Ukendt version']), plain(['To'])],
      },
      [],
    ],
    ['a code in lower case', [['FTX+VER', 'FTX+ver']], { RefuseCode: ['problem_med_version'] }, ['EDI029']],
    [
      'no letters',
      [[/UCM.*?(?=UNT)/s, '']],
      { OriginalLetterIdentifier: [], OriginalEnvelopeIdentifier: ['091034'] },
      [],
    ],
    ['versions with X', [['D9134L', 'XD9134L']], { OriginalVersionCode: ['XD9134L', 'B0131X'] }, ['EDI051']],
    [
      'another type than that of its version',
      [['MEDDIS:D:93A:UN:D9134L', 'MEDBIN:D:93A:UN:D9134L']],
      { OriginalLetterIdentifier: ['BREV1', 'BREV2'] },
      ['EDI024'],
    ],
    [
      'a wish for a receipt',
      [["KUV26030200017'", "KUV26030200017++++1'"]],
      { AcknowledgementCode: ['minuspositivkvitt'] },
      [],
    ],
  ];
  test.each(cases)('%s', (_, changes, values, codes) => {
    const letter = changes.length === 0 ? toLetter(ctl02) : letterOf(ctl02, ...changes);
    expect(letter.codes).toEqual(codes);
    expect(Object.fromEntries(Object.keys(values).map((name) => [name, all(letter.bytes, name)]))).toEqual(
      values,
    );
  });

  test.each([
    ['a letter that was accepted', [['B0131X+4', 'B0131X+7']] as Change[]],
    ['an interchange that was accepted', [[/14\+4'/, "14+7'"]] as Change[]],
  ])('%s, contradicting what it is, is refused', (_, changes) => {
    const letter = letterOf(ctl02, ...changes);
    expect(letter.codes).toEqual(['EDI034']);
    expect(letter.bytes.length).toBe(0);
  });

  test('a reason to refuse cannot be one that accepts', () => {
    const accepted = changed(
      ctl02,
      ['C0230Q+CTL02', 'C0330Q+CTL03'],
      [/\+4'/, "+7'"],
      [/L\+4'/, "L+7'"],
      [/X\+4'/, "X+7'"],
    );
    const letter = toLetter(recounted(accepted));
    expect(letter.codes).toEqual(['EDI032']);
    expect(all(letter.bytes, 'RefuseText')).toEqual([]);
  });
});

describe('a receipt in OIOXML', () => {
  const lower = (
    original: string,
    kind: 'NegativeReceipt' | 'NegativeVansReceipt' | 'PositiveReceipt' = 'NegativeReceipt',
  ) => toInterchange(receiptMessage(receipt(kind, 'KVIT1', original)));
  const version = (code: string): string => originalLetter('A').replace('XD9134L', code);

  test.each([
    ['text without code', '<RefuseText>Nej</RefuseText>', ["FTX+NC+P00++Nej'"], []],
    ['a code without text', '<RefuseCode>problem_med_version</RefuseCode>', ["FTX+VER+P00++.'"], []],
    ['an empty text', refusal('syntaksfejl', ''), ["FTX+SYN+P00++.'"], []],
    ['neither', '', [], []],
    [
      'a long text',
      refusal('syntaksfejl', 'a<Break/>b<Break/>c<Break/>d<Break/>e<Break/>f'),
      ["FTX+SYN+P00++a:b:c:d:e'", "FTX+SYN+P00++f'"],
      ['EDI046'],
    ],
  ])('with %s', (_, original, segments, codes) => {
    for (const kind of ['NegativeReceipt', 'NegativeVansReceipt'] as const) {
      const { text, codes: told } = lower(original, kind);
      expect(told).toEqual(codes);
      expect(written(text, 'FTX')).toEqual(segments);
    }
  });

  test.each([
    ['XD9134L', 'MEDDIS', 'D9134L'],
    ['D9134L', 'MEDDIS', 'D9134L'],
    ['XB0131X', 'MEDBIN', 'B0131X'],
    ['B0131X', 'MEDBIN', 'B0131X'],
    ['H0130R', 'MEDREF', 'H0130R'],
    ['R0130K', 'MEDRPT', 'R0130K'],
    ['Q0130Z', 'MEDREQ', 'Q0130Z'],
    ['andet', 'Ukendt', 'andet'],
  ])('for a message of version %s', (code, type, bare) => {
    expect(written(lower(version(code)).text, 'UCM')).toEqual([`UCM+A+${type}:D:93A:UN:${bare}+4'`]);
  });

  test('says in its codes whether it accepts, and nothing of a wish for a receipt', () => {
    for (const [kind, code] of [
      ['NegativeVansReceipt', 4],
      ['NegativeReceipt', 4],
      ['PositiveReceipt', 7],
    ] as const) {
      const { text } = lower(originalLetter('A'), kind);
      expect(written(text, 'UCI')).toEqual([`UCI+091034+5790009999010:14+5790009999027:14+${code}'`]);
      expect(written(text, 'UCM')).toEqual([`UCM+A+MEDDIS:D:93A:UN:D9134L+${code}'`]);
      expect(written(text, 'UNB')).toEqual([
        "UNB+UNOC:3+5790009999027:14+5790009999010:14+260302:1020+KV770'",
      ]);
    }
  });

  test('that wants a receipt for itself loses that', () => {
    const wanting = receiptMessage(receipt('PositiveReceipt', 'A')).replace('minuspositiv', 'pluspositiv');
    expect(toInterchange(wanting).codes).toEqual(['EDI045']);
  });
});

describe('an envelope of several letters', () => {
  const letter = /<ClinicalEmail>.*<\/ClinicalEmail>/.exec(xdis91)?.[0] ?? '';
  const second = letter
    .replaceAll('BRV42', 'BRV43')
    .replace('Berggren', 'Anden')
    .replace('2512489996', '0101010000');
  const both = changed(xdis91, [letter, letter + second]);

  test('becomes one interchange and the same letters again, each with its own patient', () => {
    const interchange = toInterchange(both);
    expect(interchange.codes).toEqual([]);
    expect(written(interchange.text, 'UN').slice(2)).toEqual([
      "UNH+BRV42+MEDDIS:D:93A:UN:D9134L+DIS91'",
      "UNT+33+BRV42'",
      "UNH+BRV43+MEDDIS:D:93A:UN:D9134L+DIS91'",
      "UNT+33+BRV43'",
      "UNZ+2+KUV26030200017'",
    ]);
    expect(written(interchange.text, 'PNA').map((one) => one.slice(8, 18))).toEqual([
      '2512489996',
      '0101010000',
    ]);
    const back = toLetter(interchange.bytes);
    expect(back.codes).toEqual([]);
    expect(all(back.bytes, 'PersonSurnameName')).toEqual(['Berggren', 'Anden']);
    expect(toInterchange(back.bytes).text).toBe(interchange.text);
  });

  test.each(['Sender', 'Receiver'])('is refused if one has another %s', (name) => {
    const other = second.replace(new RegExp(`(<${name}><EANIdentifier>)\\d+`), '$15790009999034');
    const { codes, segments } = toInterchange(changed(xdis91, [letter, letter + other]));
    expect(codes).toEqual(['EDI047', 'EDI040']);
    expect(segments).toBeUndefined();
  });

  test('is refused in either direction if one letter is', () => {
    const faulty = second.replace('0101010000', '010101');
    expect(toInterchange(changed(xdis91, [letter, letter + faulty])).codes).toEqual(['EDI047', 'OIO036']);
    const interchange = toInterchange(both).text.replace('0101010000', '010101');
    const { codes, root } = toLetter(interchange);
    expect(codes).toEqual(['EDI047', 'OIO036']);
    expect(root).toBeUndefined();
  });

  test('is refused if two have one number', () => {
    expect(toInterchange(changed(xdis91, [letter, letter + letter])).codes).toContain('MAP022');
    const twice = toInterchange(both).text.replaceAll('BRV43', 'BRV42');
    expect(toLetter(twice).codes).toContain('MAP022');
  });

  test('of DIS91 and BIN01 in one interchange becomes two envelopes, each with its letter', () => {
    const unh = (text: string): string => text.slice(text.indexOf('UNH'), text.indexOf('UNZ'));
    const mixed = recounted(changed(dis91, ['UNZ+1', `${unh(bin01).replaceAll('BRV42', 'BRV43')}UNZ+2`]));
    const { letters, diagnostics } = converter.read({
      name: 'mixed.edi',
      bytes: Buffer.from(mixed, 'latin1'),
    });
    expect(diagnostics).toEqual([]);
    expect(letters.map((one) => one.schema.table.message)).toEqual(['XDIS91', 'XBIN01']);
    expect(new Set(letters.map((one) => one.envelope)).size).toBe(2);
    expect(letters.flatMap((one) => one.diagnostics)).toEqual([]);
  });
});
