import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { all, segmentsIn, toInterchange, toLetter } from '../support/interchanges.js';

/** A stretch of a line in one style; the names of the elements around it. */
interface Run {
  style: string;
  text: string;
}
type Line = Run[];

const NAMESPACE = 'http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2006/07/01/';
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

const party = (name: string): string =>
  `<${name}><EANIdentifier>5790009999010</EANIdentifier><Identifier>1</Identifier><IdentifierCode>ydernummer</IdentifierCode><OrganisationName>Test</OrganisationName></${name}>`;

const letterWith = (subject: string | undefined, texts: string[], references: string[] = []): string =>
  [
    `<Emessage xmlns="${NAMESPACE}"><Envelope><Sent><Date>2026-03-02</Date><Time>09:41</Time></Sent>`,
    '<Identifier>K1</Identifier><AcknowledgementCode>minuspositivkvitt</AcknowledgementCode></Envelope>',
    '<ClinicalEmail><Letter><Identifier>B1</Identifier><VersionCode>XD9134L</VersionCode>',
    '<StatisticalCode>XDIS91</StatisticalCode><Authorisation><Date>2026-03-02</Date><Time>09:38</Time>',
    '</Authorisation><TypeCode>XDIS91</TypeCode><StatusCode>nytbrev</StatusCode></Letter>',
    party('Sender') + party('Receiver'),
    '<Patient><CivilRegistrationNumber>2512489996</CivilRegistrationNumber>',
    '<PersonSurnameName>Berggren</PersonSurnameName>',
    '<EpisodeOfCareStatusCode>inaktiv</EpisodeOfCareStatusCode></Patient>',
    subject === undefined
      ? ''
      : `<AdditionalInformation><Subject>${escaped(subject)}</Subject></AdditionalInformation>`,
    ...texts.map((text) => `<ClinicalInformation><Text01>${text}</Text01></ClinicalInformation>`),
    ...references.map((one) => `<Reference>${one}</Reference>`),
    '</ClinicalEmail></Emessage>',
  ].join('');

const markup = (line: Line): string =>
  line
    .map(({ style, text }) =>
      style
        .split(' ')
        .filter((name) => name !== '')
        .reduceRight((inner, name) => `<${name}>${inner}</${name}>`, escaped(text)),
    )
    .join('');
const textOf = (lines: Line[]): string => lines.map((line) => `${markup(line)}<Break/>`).join('');

const STYLES = ['', 'Bold', 'Italic', 'Underline', 'FixedFont'];
const IN_LINE = [...STYLES, 'FixedFont Bold', 'FixedFont Italic', 'FixedFont Underline'];
const ALIGNED = ['Right', 'Center', 'FixedFont Right', 'FixedFont Center'];

const word = fc.string({ unit: fc.constantFrom(...'aæØ.\\ ?+:\'&<"é\t'), minLength: 1, maxLength: 12 });
const lengths = [1, 2, 67, 68, 69, 70, 71, 72, 138, 139, 140, 141, 142, 209, 210, 211, 350, 400];
/** Lines that are like marks of the format, or do not fit just so. */
const hostile = fc.oneof(
  fc.constantFrom('.', '. ', '.  ', ' .', '..', '\\', '\\\\', 'a\\', 'a\\ ', 'a\\  ', ' ', '   ', '\t', '_'),
  fc.constantFrom('NC', "UNT+1'", '?', "??'", ':', '.:.', 'a\\:b', ' a ', '. a', '.\\', '.\\ ', 'Data'),
  fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' ')),
  fc
    .tuple(fc.constantFrom(...lengths), fc.constantFrom('a', 'a ', ' ', '.', '\\', 'ab cdefghi ', '   x'))
    .map(([length, unit]) => unit.repeat(length).slice(0, length)),
  fc
    .tuple(fc.constantFrom(...lengths), fc.constantFrom('.', '\\', ' ', '. ', '\\ ', '\\\\'))
    .map(([length, end]) => 'x'.repeat(length) + end),
);

const styledRun = (styles: string[]): fc.Arbitrary<Run> =>
  fc.record({ style: fc.constantFrom(...styles), text: hostile });
/** Runs side by side that have one style are one run. */
const merged = (runs: Run[]): Line => {
  const line: Line = [];
  for (const { style, text } of runs) {
    const last = line.at(-1);
    if (last?.style === style) last.text += text;
    else line.push({ style, text });
  }
  return line;
};
const line: fc.Arbitrary<Line> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Line>([]) },
  { weight: 4, arbitrary: styledRun(STYLES).map((run) => [run]) },
  { weight: 2, arbitrary: fc.array(styledRun(IN_LINE), { minLength: 2, maxLength: 4 }).map(merged) },
  { weight: 1, arbitrary: styledRun(ALIGNED).map((run) => [run]) },
);
/** The same style for some lines, with empty lines between them. */
const inFew: fc.Arbitrary<Line[]> = fc
  .tuple(
    fc.constantFrom(...STYLES, ...ALIGNED),
    fc.array(fc.constantFrom('', '', 'a', '.', 'b\\'), { maxLength: 9 }),
  )
  .map(([style, texts]) => texts.map((text) => (text === '' ? [] : [{ style, text }])));
const lines = fc.array(line, { minLength: 1, maxLength: 12 });

/** What EDIFACT can hold: rules of legacy formats 9.1 and 9.7. */
const expectFits = (interchange: string): void => {
  expect(interchange).not.toMatch(/[\r\n]/);
  let inGroup = 0;
  for (const [[tag = ''] = [], ...elements] of segmentsIn(interchange)) {
    if (tag === 'S14') inGroup = 0;
    if (tag !== 'FTX') continue;
    expect(++inGroup).toBeLessThanOrEqual(9);
    expect(elements.length).toBe(4);
    const pieces = elements[3] ?? [];
    expect(pieces.length).toBeLessThanOrEqual(5);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(70);
      expect(piece).not.toBe('');
    }
  }
};

const throughEdifact = (letter: string) => {
  const first = toInterchange(letter);
  expectFits(first.text);
  const back = toLetter(first.bytes);
  return { first, back, second: toInterchange(back.bytes) };
};
const linesOf = (letter: Buffer): unknown[] =>
  all(letter, 'Text01').flatMap((text) => JSON.parse(text) as unknown[]);

describe('any text', () => {
  test('survives a way through EDIFACT, with its lines, blanks and styles', () => {
    fc.assert(
      fc.property(
        fc.array(lines, { minLength: 1, maxLength: 3 }),
        fc.option(fc.constantFrom('Emne', '.', 'a\\', '_')),
        (texts, subject) => {
          const { first, back, second } = throughEdifact(letterWith(subject ?? undefined, texts.map(textOf)));
          expect(first.codes).toEqual([]);
          expect(back.codes).toEqual([]);
          expect(linesOf(back.bytes)).toEqual(texts.flat());
          expect(second.text).toBe(first.text);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('survives where it fills many groups', () => {
    fc.assert(
      fc.property(fc.array(inFew, { minLength: 20, maxLength: 60 }), (blocks) => {
        const many = blocks.flat();
        const { back, second, first } = throughEdifact(letterWith('Emne', [textOf(many)]));
        fc.pre(first.codes.length === 0);
        expect(back.codes).toEqual([]);
        expect(linesOf(back.bytes)).toEqual(many);
        expect(second.text).toBe(first.text);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  test('is written whole where it fills more groups than are agreed on, and told', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 500, maxLength: 600 }), (many) => {
        const { first, back, second } = throughEdifact(letterWith(undefined, [textOf(many)]));
        expect(first.codes).toEqual(['EDI043']);
        expect(all(back.bytes, 'Text01').length).toBeLessThanOrEqual(10);
        expect(linesOf(back.bytes)).toEqual(many);
        expect(linesOf(toLetter(second.bytes).bytes)).toEqual(many);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });

  test('survives as plain words, whatever the length of its lines', () => {
    for (let length = 1; length <= 360; length++)
      for (const unit of ['x', 'xxxx ', 'x y ']) {
        const text = unit.repeat(length).slice(0, length);
        const { back, second, first } = throughEdifact(letterWith(undefined, [`${text}<Break/>z`]));
        expect(linesOf(back.bytes)).toEqual([[{ style: '', text }], [{ style: '', text: 'z' }]]);
        expect(second.text).toBe(first.text);
      }
  });
});

const fixedLength = (unit: string, length: number): string => unit.repeat(length).slice(0, length);
const upTo = (most: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: fc.constantFrom(..."aæ.\\ ?+:'/"), minLength: 1, maxLength: most }),
    fc
      .tuple(
        fc.constantFrom('a', 'a b ', '\\', '.', ' '),
        fc.constantFrom(1, 2, most - 2, most - 1, most),
        fc.constantFrom('', '\\', '.', '. ', '\\ '),
      )
      .map(([unit, length, end]) =>
        (fixedLength(unit, length).slice(0, length - end.length) + end).slice(0, most),
      ),
  );

describe('any subject', () => {
  test('of up to 70 characters survives', () => {
    fc.assert(
      fc.property(upTo(70), fc.boolean(), (subject, withText) => {
        const { first, back, second } = throughEdifact(letterWith(subject, withText ? ['Hej<Break/>'] : []));
        expect(first.codes).toEqual([]);
        expect(back.codes).toEqual([]);
        expect(all(back.bytes, 'Subject')).toEqual([subject]);
        expect(second.text).toBe(first.text);
      }),
      { numRuns: 300 },
    );
  });
});

describe('any references', () => {
  const description = upTo(70);
  const reference = fc.oneof(
    fc.tuple(description, upTo(350)).map(([what, address]) => ({
      xml: `<RefDescription>${escaped(what)}</RefDescription><URL>${escaped(address)}</URL>`,
      leaves: [what, address],
    })),
    description.map((what) => ({
      xml: `<RefDescription>${escaped(what)}</RefDescription><SUP>true</SUP>`,
      leaves: [what, 'true'],
    })),
    fc.tuple(description, fc.uuid()).map(([what, id]) => ({
      xml: `<RefDescription>${escaped(what)}</RefDescription><BIN><ObjectIdentifier>${id.replaceAll('-', '')}</ObjectIdentifier><ObjectCode>billede</ObjectCode><ObjectExtensionCode>jpeg</ObjectExtensionCode><OriginalObjectSize>7</OriginalObjectSize></BIN>`,
      leaves: [what, id.replaceAll('-', ''), 'billede', 'jpeg', '7'],
    })),
  );

  test('survive, with long addresses, up to ten', () => {
    fc.assert(
      fc.property(
        fc.array(reference, { minLength: 1, maxLength: 10 }),
        fc.boolean(),
        (references, withText) => {
          const letter = letterWith(
            undefined,
            withText ? ['Hej<Break/>'] : [],
            references.map(({ xml }) => xml),
          );
          const { first, back, second } = throughEdifact(letter);
          expect(first.codes).toEqual([]);
          expect(back.codes).toEqual([]);
          const names = ['RefDescription', 'URL', 'SUP', 'ObjectIdentifier', 'ObjectCode'];
          const found = [...names, 'ObjectExtensionCode', 'OriginalObjectSize'].flatMap((name) =>
            all(back.bytes, name),
          );
          expect(found.toSorted()).toEqual(references.flatMap(({ leaves }) => leaves).toSorted());
          expect(all(back.bytes, 'RefDescription')).toEqual(references.map(({ leaves: [what] }) => what));
          expect(second.text).toBe(first.text);
        },
      ),
      { numRuns: 300 },
    );
  });
});
