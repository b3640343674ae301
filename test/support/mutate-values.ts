import type { Fault } from './mutate-xml.js';
import { pick, type Random } from './random.js';
import { allIn, childrenOf, type Node, textOf, textPart } from './xml-tree.js';

const MARKUP = /^(Text01|RefuseText|Break|Space|Bold|Italic|Underline|Right|Center|FixedFont)$/;

const leavesIn = (root: Node): Node[] =>
  allIn(root)
    .map((one) => one.node)
    .filter((one) => childrenOf(one).length === 0 && !MARKUP.test(one.name));

const named = (pattern: RegExp) => (root: Node) => leavesIn(root).filter(({ name }) => pattern.test(name));

/** Changes the text of one of the elements that are looked for. */
const changing =
  (find: (root: Node) => Node[], change: (text: string, next: Random) => string): Fault =>
  (root, next) => {
    const found = find(root);
    if (found.length === 0) return false;
    const one = pick(found, next);
    one.parts = [textPart(change(textOf(one), next))];
    return true;
  };

const oneOf =
  (...texts: string[]) =>
  (_: string, next: Random): string =>
    pick(texts, next);

const BLANKS = [' ', '\t', '\n', '\r', '  ', '\u00a0', '\u2003', '\u0085', '\ufeff'];
const LENGTHS = [7, 8, 9, 10, 14, 17, 25, 35, 36, 70, 350];
const CODES = [
  'minuspositivkvitt',
  'pluspositivkvitt',
  'nytbrev',
  'rettetbrev',
  'annulleretbrev',
  'rutine',
  'høj_prioritet',
  'inaktiv',
  'indlagt',
  'doed',
  'uoplyst',
  'udskrevet_til_hjemmet',
  'sygehusafdelingsnummer',
  'ydernummer',
  'lokationsnummer',
  'kommunenummer',
  'sorkode',
  'amt',
  'billede',
  'vektor_grafik',
  'biosignal',
  'pdf',
  'xls',
  'xsl',
  'plo',
  'fnx',
  'jpg',
  'docx',
  'patologi',
  'patologi ',
  'fodbehandlking',
  'fodbehandling',
  'paediatri_sygehus',
  'akut',
  'syntaksfejl',
  'ikke_specificeret',
  'true',
  'XD9134L',
  'XD9133L',
  'XB0131X',
  'XB0130X',
  'XC0130Q',
  'XDIS91',
  'XBIN01',
];

/** Faults of values: lengths, codes, dates, numbers, and the blanks around them. */
export const valueFaults: Readonly<Record<string, Fault>> = {
  'text of a length near a limit': changing(leavesIn, (text, next) => {
    const length = pick(LENGTHS, next) + pick([0, 1], next);
    const character = pick(['x', 'ø', '😀', ' ', '&', '\n', '1'], next);
    return (text + character.repeat(length)).slice(0, character.length * length);
  }),
  'text of characters outside of the basic plane': changing(leavesIn, (_, next) =>
    '😀'.repeat(pick(LENGTHS, next) + pick([0, 1], next)),
  ),
  'blanks around a value': changing(leavesIn, (text, next) => {
    const blank = pick(BLANKS, next);
    return pick([blank + text, text + blank, blank + text + blank], next);
  }),
  'nothing but blanks': changing(leavesIn, (_, next) => pick(BLANKS, next)),
  'blank within a value': changing(
    leavesIn,
    (text, next) => text.slice(0, 2) + pick(BLANKS, next) + text.slice(2),
  ),
  'no value': changing(leavesIn, () => ''),
  'another value of the document': (root, next) => {
    const all = leavesIn(root).map(textOf);
    return changing(leavesIn, () => pick(all, next))(root, next);
  },
  'another code': changing(named(/Code$|^Priority$|^SUP$|^SystemInformation$/), (_, next) =>
    pick(CODES, next),
  ),
  'code in other letters': changing(named(/Code$|^Priority$|^SUP$|^SystemInformation$/), (text, next) =>
    pick(
      [
        text.toUpperCase(),
        text.charAt(0).toUpperCase() + text.slice(1),
        `${text}x`,
        text.normalize('NFD'),
        text.slice(1),
      ],
      next,
    ),
  ),
  'another form of date': changing(
    named(/^Date$/),
    oneOf(
      '20260302',
      '02-03-2026',
      '2026-3-2',
      '2026-02-29',
      '2024-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '0000-01-01',
      '0001-01-01',
      '12026-03-02',
      '-2026-03-02',
      '2026-03-02Z',
      '2026-03-02z',
      '2026-03-02+01:00',
      '2026-03-02-14:00',
      '2026-03-02+14:00',
      '2026-03-02+14:01',
      '2026-03-02+15:00',
      '2026-03-02+99:99',
      '2026-03-02+1:00',
      '2026-03-02T10:00:00',
      '26-03-02',
      '1900-02-29',
      '2000-02-29',
      '02026-03-02',
      '２０２６-03-02',
      '+2026-03-02',
      '2026-03-02+13:60',
      '2026-03-02-00:00',
    ),
  ),
  'another form of time': changing(
    named(/^Time$/),
    oneOf(
      '10:15:00',
      '1015',
      '24:00',
      '23:59',
      '00:00',
      '9:05',
      '10:60',
      '10.15',
      '10:15Z',
      '1０:15',
      '29:00',
      '19:5',
      '10:15+01:00',
    ),
  ),
  'another form of number': changing(
    named(/^(CivilRegistrationNumber|AlternativeIdentifier)$/),
    oneOf(
      '251248-9996',
      '251248999',
      '25124899960',
      '２５１２４８９９９６',
      '2512481AB6',
      '9999999999',
      'æøåæøåæøåæ',
      '😀😀😀😀😀😀😀😀😀😀',
      '😀😀😀😀😀',
      '          ',
      '2512481AB',
    ),
  ),
  'another form of identifier': changing(named(/Identifier$/), (text, next) =>
    pick(
      [
        text.toUpperCase(),
        text.replace(/-/g, ''),
        `{${text}}`,
        `urn:uuid:${text}`,
        text.replace(/-/g, '–'),
        `${text}0`,
        text.slice(1),
        'c2a9f4b0-7e5d-4d0c-9b1e-3a6f8d7c5b42',
        'g2a9f4b0-7e5d-4d0c-9b1e-3a6f8d7c5b42',
      ],
      next,
    ),
  ),
  'another form of size': changing(
    named(/^OriginalObjectSize$/),
    oneOf(
      '0',
      '00',
      '-1',
      '+1',
      '+01',
      '007',
      '1.0',
      '1e3',
      '1,000',
      '',
      ' 12 ',
      '99999999999999999999999999',
      '１２',
      '+',
      '--1',
      '0x10',
      '+0',
      '-0',
    ),
  ),
  'another form of truth': changing(
    named(/^(SUP|SystemInformation)$/),
    oneOf('false', '1', '0', 'TRUE', 'True', ' true', 'true\n', 'sand', 't rue', '\u00a0true'),
  ),
  'another content of an object': changing(
    named(/^Object_Base64Encoded$/),
    oneOf(
      '',
      ' ',
      '*',
      'QQ',
      'QQ=',
      'QQ==',
      'Q Q = =',
      'QR==',
      'QUJD\nQUJD',
      'QUJDQ',
      'æ',
      '=',
      'QQ==QQ==',
      'QUJ-_w==',
    ),
  ),
};
