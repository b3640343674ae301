import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import type { ByteSource } from '../../src/formats/byte-source.js';
import { inMemory } from '../../src/formats/byte-source.js';
import { parseEdifact } from '../../src/formats/edifact/parse.js';
import type { Segment } from '../../src/formats/edifact/segment.js';
import { defaultLimits, type Limits } from '../../src/limits.js';
import { codesOf, converter } from '../support/converter.js';
import {
  allMessages,
  bin01,
  changed,
  ctl03,
  dis91,
  interchange,
  latin1,
  objectParts,
  TRICKY,
  UNA,
  whereIs,
} from '../support/edifact.js';
import { hasReference, reference } from '../support/reference.js';

const FILE = 'x.edi';
const read = (bytes: Buffer) => converter.read({ name: FILE, bytes });
const parse = (bytes: Buffer | string) =>
  parseEdifact(inMemory(Buffer.from(bytes as string, 'latin1')), FILE);
/** What is told of a document, its interchanges and its messages, in order. */
const toldOfAll = (bytes: Buffer | string): Diagnostic[] => {
  const { interchanges, diagnostics } = parse(bytes);
  return [
    ...diagnostics,
    ...interchanges.flatMap((one) => [...one.diagnostics, ...one.messages.flatMap((m) => m.diagnostics)]),
  ];
};

/** All that is told of a file; everything says what to do. */
const toldOf = (bytes: Buffer) => {
  const { letters, diagnostics } = read(bytes);
  const told = [...diagnostics, ...letters.flatMap((letter) => letter.diagnostics)];
  for (const { hint } of told) expect(hint.length).toBeGreaterThan(10);
  return told;
};

const told = (bytes: Buffer): string[] => codesOf(toldOf(bytes));

/** All components of all messages of a document by their names; empty ones are left out. */
const componentsOf = (bytes: Buffer | string): string[][] =>
  parse(bytes).interchanges.flatMap(({ messages }) =>
    messages.flatMap(({ segments }) =>
      segments.map((segment) => segment.components().map(({ name, text }) => `${name}=${text}`)),
    ),
  );

/** The one segment between UNH and UNT. */
const framed = (segment: string): string => `${UNA}UNB+UNOC:3'UNH+1'${segment}'UNT+3+1'UNZ+1+'`;
const inside = (segment: string): string[] => componentsOf(framed(segment))[1] ?? [];

const segmentsIn = (bytes: Buffer): Segment[] =>
  parse(bytes).interchanges.flatMap(({ header, trailer, messages }) => [
    header,
    ...messages.flatMap(({ segments }) => segments),
    ...(trailer === undefined ? [] : [trailer]),
  ]);

describe('an interchange says the same', () => {
  const plain = interchange([dis91()], { newline: '' });
  const same = componentsOf(plain);
  const text = plain.toString('latin1');
  const wrapped = (width: number, newline: string): string =>
    text.replace(new RegExp(`[^]{${width}}`, 'g'), `$&${newline}`);

  test.each([
    ['with LF after segments', interchange([dis91()], { newline: '\n' })],
    ['with CR after segments', interchange([dis91()], { newline: '\r' })],
    ['with CRLF after segments', interchange([dis91()], { newline: '\r\n' })],
    ['with blanks, tabs and empty lines between segments', interchange([dis91()], { newline: ' \t\r\n\n ' })],
    ['wrapped at 80 columns', wrapped(80, '\n')],
    ['wrapped at 80 columns with CRLF', wrapped(80, '\r\n')],
    ['wrapped at 7 columns', wrapped(7, '\n')],
    ['wrapped after every character', `${UNA}${wrapped(1, '\r\n').slice(UNA.length * 3)}`],
    ['after white space', `\r\n \t${text}`],
    ['before white space', `${text}\r\n \t\n`],
    ['after a byte order mark', `\xef\xbb\xbf${text}`],
    ['after a byte order mark and a newline', `\xef\xbb\xbf\n${text}`],
    ['after a newline and a byte order mark', `\n\xef\xbb\xbf${text}`],
  ])('%s', (_, other) => {
    expect(componentsOf(other)).toEqual(same);
    expect(told(Buffer.from(other as string, 'latin1'))).toEqual([]);
    expect(read(Buffer.from(other as string, 'latin1')).letters).toHaveLength(1);
  });

  test('wrapped at any column', () => {
    for (let width = 10; width < 130; width++) expect(componentsOf(wrapped(width, '\n'))).toEqual(same);
  });

  test('without UNA, which is told and no more', () => {
    const without = interchange([dis91()], { una: '', newline: '' });
    expect(componentsOf(without)).toEqual(same);
    expect(toldOf(without)).toMatchObject([
      { code: 'EDI004', severity: 'info', place: { file: FILE, line: 1, column: 1 } },
    ]);
  });

  test('with other service characters', () => {
    const other: Record<string, string> = { ':': '|', '+': '^', '?': '\\', "'": '~' };
    // What had to be released need not be any more, and the other way round.
    const swapped = text
      .slice(UNA.length)
      .replace(/\?([:+?'])|([\\])|([:+'])/g, (_, plain, release, sign) =>
        sign === undefined ? (plain ?? `\\${release}`) : (other[sign] as string),
      );
    const bytes = latin1(`UNA|^.\\ ~${swapped}`);
    expect(componentsOf(bytes)).toEqual(same);
    expect(read(bytes).letters).toHaveLength(1);
    expect(told(bytes)).toEqual(['EDI054']);
  });

  test('whichever file it is read from, in however small pieces', () => {
    const bytes = interchange([bin01('A', objectParts(1, TRICKY))]);
    const far: ByteSource = {
      size: bytes.length,
      bytes: (from, to) => Buffer.from(bytes.subarray(from, to)),
    };
    const { interchanges } = parseEdifact(far, FILE);
    expect(interchanges[0]?.messages[0]?.segments.at(-3)?.object?.bytes).toEqual(TRICKY);
  });
});

describe('service characters', () => {
  test('go back to the usual ones after UNZ', () => {
    const first = 'UNA:*.? ~UNB*UNOC:3~UNH*1~FTX*a+b~UNT*3*1~UNZ*1*~\n';
    const document = parse(`${first}UNB+UNOC:3'UNH+1'FTX+a*b'UNT+3+1'UNZ+1+'`);
    expect(document.interchanges.map(({ messages }) => messages[0]?.segments[1]?.value(1))).toEqual([
      'a+b',
      'a*b',
    ]);
  });

  test('may lack a release character: UNA has a blank for it', () => {
    const text = "UNA:+.  'UNB+UNOC:3'UNH+1'FTX+NC+P00++Hvad? \\:nu: så 'UNT+3+1'UNZ+1+'";
    expect(componentsOf(text)[1]).toEqual([
      'FTX.1.1=NC',
      'FTX.2.1=P00',
      'FTX.4.1=Hvad? \\',
      'FTX.4.2=nu',
      'FTX.4.3= så ',
    ]);
    expect(codesOf(toldOfAll(text))).toEqual(['EDI054']);
  });

  test('may be a line feed for the terminator', () => {
    const text = "UNA:+.? \nUNB+UNOC:3\nUNH+1\nFTX+it's?\nso\nUNT+3+1\nUNZ+1+\n";
    expect(componentsOf(text)[1]).toEqual(["FTX.1.1=it'sso"]);
  });

  test.each([
    ['are cut off', 'UNA:+'],
    ['are the same', "UNA::.? 'UNB+UNOC:3'"],
    ['are letters', "UNA:+.? xUNB+UNOC:3'"],
    ['are one too few', "UNA:+.?'UNB+UNOC:3'"],
  ])('that %s are a fault', (_, text) => {
    expect(toldOf(latin1(text))[0]).toMatchObject({
      code: 'EDI001',
      place: { line: 1, column: 1, byte: 0, component: 'UNA' },
    });
  });
});

describe('release characters', () => {
  test.each([
    ["a?'b", ["a'b"]],
    ['a?+b', ['a+b']],
    ['a?:b', ['a:b']],
    ['a??b', ['a?b']],
    ['a??', ['a?']],
    ["a???'", ["a?'"]],
    ['a??:b', ['a?', 'b']],
    ['a???:b', ['a?:b']],
    ['a????:b', ['a??', 'b']],
    ['??', ['?']],
    ["?'", ["'"]],
    ["a?\n'b", ["a'b"]],
    ['a?\r\n:b', ['a:b']],
    ['a?\n?:b', ['a?', 'b']],
    ['a:??', ['a', '?']],
  ])('%j', (written, components) => {
    expect(inside(`FTX+${written}`)).toEqual(components.map((one, i) => `FTX.1.${i + 1}=${one}`));
    expect(codesOf(toldOfAll(framed(`FTX+${written}`)))).toEqual([]);
  });

  test('that release nothing are kept, and told once in each component', () => {
    const text = framed('FTX+NC+P00++Hvad?nu:og?så?nu:ja??');
    const diagnostics = toldOfAll(text);
    expect(inside('FTX+NC+P00++Hvad?nu:og?så?nu:ja??').slice(2)).toEqual([
      'FTX.4.1=Hvad?nu',
      'FTX.4.2=og?så?nu',
      'FTX.4.3=ja?',
    ]);
    expect(diagnostics).toMatchObject([
      {
        code: 'EDI010',
        severity: 'warning',
        place: { segment: 2, component: 'FTX.4.1', byte: text.indexOf('?nu') },
      },
      { code: 'EDI010', place: { segment: 2, component: 'FTX.4.2', byte: text.indexOf('?så') } },
    ]);
  });

  test('keep their place when they stand in vain', () => {
    const bytes = changed(interchange([dis91()]), 'Karla Test, ', 'Karla? Test, ');
    expect(toldOfAll(bytes)).toMatchObject([
      { code: 'EDI010', place: { ...whereIs(bytes, '? Test'), segment: 29, component: 'FTX.4.1' } },
    ]);
  });
});

describe('components', () => {
  test('keep their numbers when others are empty', () => {
    expect(inside('TST+5:6:::9++:5+')).toEqual(['TST.1.1=5', 'TST.1.2=6', 'TST.1.5=9', 'TST.3.2=5']);
    expect(inside('TST')).toEqual([]);
    expect(inside('TST+')).toEqual([]);
    expect(inside('TST+++')).toEqual([]);
  });

  test('keep their blanks', () => {
    expect(inside('TST+ a + b:c : ')).toEqual(['TST.1.1= a ', 'TST.2.1= b', 'TST.2.2=c ', 'TST.2.3= ']);
  });

  test('are empty if they hold line ends or control characters only', () => {
    expect(inside('TST+\r\n+\n:a+\x00')).toEqual(['TST.2.2=a']);
  });
});

describe('several in one file', () => {
  test('messages of an interchange, with a number each', () => {
    const bytes = interchange([dis91('A'), dis91('B'), bin01('C')]);
    expect(told(bytes)).toEqual([]);
    const { letters } = read(bytes);
    expect(letters.map(({ number, schema }) => [number, schema.table.message])).toEqual([
      [1, 'XDIS91'],
      [2, 'XDIS91'],
      [3, 'XBIN01'],
    ]);
  });

  test.each(['', '\n', '\r\n\r\n  ', '\n\xef\xbb\xbf', '\xef\xbb\xbf'])(
    'interchanges, with %j between them',
    (between) => {
      const all = Object.values(allMessages).map((message) => interchange([message()], { newline: '' }));
      const bytes = Buffer.concat(all.flatMap((one, i) => (i === 0 ? [one] : [latin1(between), one])));
      expect(told(bytes)).toEqual([]);
      expect(read(bytes).letters.map(({ schema }) => schema.table.message)).toEqual([
        'XDIS91',
        'XBIN01',
        'XCTL01',
        'XCTL02',
        'XCTL03',
      ]);
    },
  );

  test('interchanges, where the beginning of one stands at the end of what is read at once', () => {
    const [first, second] = [interchange([dis91('A')]), interchange([dis91('B')])];
    for (const before of [9, 8, 3, 2, 1, 0]) {
      const filler = Buffer.alloc((1 << 20) - first.length - before, ' ');
      expect(told(Buffer.concat([first, filler, second]))).toEqual([]);
    }
  });
});

describe('every component has its place', () => {
  /** What stands where each component is said to begin. */
  const check = (bytes: Buffer, shift = 0): number => {
    let number = 0;
    let checked = 0;
    const { source } = parse(bytes).interchanges[0] ?? {};
    for (const segment of segmentsIn(bytes)) {
      if (segment.name === 'UNH') number = 1;
      const own = number;
      if (number > 0) number = segment.name === 'UNT' ? 0 : number + 1;
      const tag = source?.of(segment);
      expect(bytes.toString('latin1', tag?.byte, (tag?.byte ?? 0) + 3)).toBe(segment.name);
      for (const component of segment.components()) {
        const place = source?.of(component);
        expect(place).toMatchObject({ file: FILE, component: component.name });
        expect(place?.segment).toBe(own === 0 ? undefined : own);
        const written = bytes.toString('latin1', place?.byte, (place?.byte ?? 0) + 100);
        expect(written.replace(/\?([:+?'])/g, '$1').slice(0, component.text.length)).toBe(component.text);
        const before = bytes.subarray(shift, place?.byte).toString('latin1');
        expect(place).toMatchObject({
          line: before.split('\n').length,
          column: before.length - before.lastIndexOf('\n'),
        });
        checked++;
      }
    }
    return checked;
  };

  const two = [
    ...objectParts(1, TRICKY, { between: '\r\n' }),
    ...objectParts(2, Buffer.alloc(0)),
    ...objectParts(3, Buffer.alloc(300_000, 'abc\n')),
    ...objectParts(4, latin1('no newline'), { between: '\n' }),
  ];

  test.each([
    ['of a letter', interchange([dis91()]), 0],
    ['in one line', interchange([dis91(), dis91('B')], { newline: '' }), 0],
    ['with CRLF', interchange([dis91()], { newline: '\r\n' }), 0],
    ['after objects with newlines in them', interchange([bin01('B', two), dis91()]), 0],
    ['after objects, in one line', interchange([bin01('B', two), dis91()], { newline: '' }), 0],
    ['after a byte order mark', Buffer.concat([latin1('\xef\xbb\xbf'), interchange([dis91()])]), 3],
    [
      'after a byte order mark and objects',
      Buffer.concat([latin1('\xef\xbb\xbf'), interchange([bin01('B', two)], { newline: '' })]),
      3,
    ],
  ])('%s', (_, bytes, shift) => {
    expect(check(bytes, shift)).toBeGreaterThan(50);
  });

  test('which is that of its first character where a line end stands before it', () => {
    const bytes = changed(interchange([dis91()]), '+Karla', '+Karla'.replace('+', '+\r\n'));
    expect(bytes.includes('+\r\nSygeplejen')).toBe(false);
    const wrapped = changed(bytes, '++\r\nKarla', '++\r\n\r\nKarla');
    const { source } = parse(wrapped).interchanges[0] ?? {};
    const component = segmentsIn(wrapped)
      .find((one) => one.value(4).startsWith('Karla'))
      ?.at(4);
    expect(source?.of(component as never)).toMatchObject(whereIs(wrapped, 'Karla'));
  });

  test('which counts characters in UTF-8, too', () => {
    const text = framed('FTX+æø+åb?x');
    const bytes = Buffer.from(text, 'utf8');
    const column = (of: string): number => text.indexOf(of) + 1;
    expect(toldOfAll(bytes)).toMatchObject([
      {
        code: 'EDI010',
        place: { line: 1, column: column('?x'), byte: bytes.indexOf('?x'), component: 'FTX.2.1' },
      },
      { code: 'EDI007', place: { line: 1, column: column('æø'), component: 'FTX.1.1' } },
    ]);
  });
});

describe('character sets', () => {
  const textOf = (bytes: Buffer) =>
    segmentsIn(bytes)
      .find((one) => one.value(4).startsWith('Karla'))
      ?.value(4);
  const withText = (text: Buffer): Buffer => {
    const bytes = interchange([dis91()]);
    const at = bytes.indexOf('Karla Test');
    return Buffer.concat([bytes.subarray(0, at), text, bytes.subarray(at + 'Karla Test'.length)]);
  };

  test('ISO-8859-1', () => {
    const bytes = withText(latin1('Karla \xc6\xd8\xc5\xe6\xf8\xe5\xa0\xff'));
    expect(textOf(bytes)).toBe('Karla ÆØÅæøå\u00a0ÿ, sygeplejerske');
    expect(told(bytes)).toEqual([]);
  });

  test('windows-1252, told at the first byte that shows it', () => {
    const bytes = withText(latin1('Karla \x96 \x80'));
    expect(textOf(bytes)).toBe('Karla – €, sygeplejerske');
    expect(toldOfAll(bytes)).toMatchObject([
      {
        code: 'EDI006',
        severity: 'warning',
        place: { ...whereIs(bytes, 'Karla'), segment: 29, component: 'FTX.4.1' },
      },
    ]);
  });

  test('UTF-8, told at the first character that shows it', () => {
    const bytes = Buffer.from(withText(latin1('Karla ÆØÅ')).toString('latin1'), 'utf8');
    expect(textOf(bytes)).toBe('Karla ÆØÅ, sygeplejerske');
    expect(toldOfAll(bytes)).toMatchObject([
      { code: 'EDI007', severity: 'warning', place: { segment: 10, component: 'NAD.4.1' } },
    ]);
  });

  test('UTF-8 that is wrapped within a character', () => {
    const bytes = Buffer.from(framed('FTX+aøb'), 'utf8');
    const at = bytes.indexOf('aø') + 2;
    const wrapped = Buffer.concat([bytes.subarray(0, at), latin1('\r\n'), bytes.subarray(at)]);
    expect(componentsOf(wrapped)[1]).toEqual(['FTX.1.1=aøb']);
  });

  test('are those of each interchange', () => {
    const one = framed('FTX+æøå');
    const bytes = Buffer.concat([Buffer.from(one, 'utf8'), latin1(one), latin1(framed('FTX+\x96'))]);
    const texts = componentsOf(bytes).flatMap((components) => components.filter((c) => c.startsWith('FTX')));
    expect(texts).toEqual(['FTX.1.1=æøå', 'FTX.1.1=æøå', 'FTX.1.1=–']);
    expect(toldOfAll(bytes)).toMatchObject([
      { code: 'EDI007', place: { line: 1, column: one.indexOf('æ') + 1 } },
      { code: 'EDI006', place: { byte: bytes.indexOf(0x96) } },
    ]);
  });

  test('do not see the bytes of objects', () => {
    const bytes = interchange([bin01('B', objectParts(1, Buffer.from([0, 1, 0x80, 0x9f, 0xff])))]);
    expect(told(bytes)).toEqual([]);
  });

  test('control characters are left out', () => {
    const bytes = withText(latin1('Karla\x00\x0b\x7f T\tx'));
    expect(textOf(bytes)).toBe('Karla T\tx, sygeplejerske');
    expect(toldOfAll(bytes)).toMatchObject([
      { code: 'EDI008', severity: 'warning', place: { ...whereIs(bytes, 'Karla'), segment: 29 } },
    ]);
  });

  test('characters of UTF-8 that XML lacks are left out', () => {
    expect(componentsOf(Buffer.from(framed('FTX+a\ufffeb\uffffcø'), 'utf8'))[1]).toEqual(['FTX.1.1=abcø']);
  });

  const utf16 = (text: string, big: boolean): Buffer => {
    const bytes = Buffer.from(text, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };

  test.each([
    ['little-endian', '', false],
    ['big-endian', '', true],
    ['little-endian with byte order mark', '\ufeff', false],
    ['big-endian with byte order mark', '\ufeff', true],
    ['little-endian after newlines', '\r\n', false],
    ['big-endian after newlines', '\r\n', true],
    ['big-endian with byte order mark after newlines', '\ufeff\n', true],
  ])('UTF-16, %s, is refused', (_, before, big) => {
    for (const una of [UNA, '']) {
      const text = before + interchange([ctl03()], { una }).toString('latin1');
      const { format, letters, diagnostics } = read(utf16(text, big));
      expect({ format, letters }).toEqual({ format: 'edifact', letters: [] });
      expect(diagnostics).toMatchObject([
        { code: 'EDI009', severity: 'error', place: { file: FILE, line: 1, column: 1 } },
      ]);
    }
  });
});

describe('what is no EDIFACT', () => {
  test.each([
    ['x12', 'ISA*00*          *00*', 'IN004'],
    ['unknown', 'UNBEKANNT+1', 'IN005'],
    ['unknown', "unb+unoc:3'", 'IN005'],
    ['empty', ' \r\n', 'IN002'],
    ['binary', '\x00\x00\x01', 'IN003'],
  ])('%s: %j', (format, text, code) => {
    const found = read(latin1(text));
    expect(found.format).toBe(format);
    expect(found.diagnostics).toMatchObject([{ code, place: { file: FILE, line: 1, column: 1 } }]);
  });

  test('is told what is: the hint names EDIFACT', () => {
    expect(read(latin1('hello')).diagnostics[0]?.hint).toContain('EDIFACT');
  });

  test.each(["UNA:+.? '", "UNA:+.? '\n\n"])('a document of UNA alone: %j', (text) => {
    expect(toldOf(latin1(text))).toMatchObject([{ code: 'EDI003', severity: 'error', place: { line: 1 } }]);
  });
});

describe('limits', () => {
  const limited = (bytes: Buffer, limits: Partial<Limits>) =>
    parseEdifact(inMemory(bytes), FILE, { ...defaultLimits, ...limits });
  const two = Buffer.concat([interchange([dis91('A')]), interchange([dis91('B')])]);

  test('of bytes', () => {
    expect(limited(two, { size: two.length - 1 })).toMatchObject({
      interchanges: [],
      diagnostics: [{ code: 'EDI005', message: expect.stringContaining('bytes'), place: { line: 1 } }],
    });
    expect(limited(two, { size: two.length }).diagnostics).toEqual([]);
  });

  test('of segments: the first that is too many is told, and nothing after it is read', () => {
    const { interchanges, diagnostics } = limited(two, { segments: 20 });
    expect(interchanges.map((one) => codesOf(one.diagnostics))).toEqual([['EDI005']]);
    expect(interchanges[0]?.diagnostics).toMatchObject([
      {
        message: expect.stringContaining('20 segments'),
        place: { ...whereIs(two, 'PNA+PAT'), segment: 19 },
      },
    ]);
    expect(codesOf(diagnostics)).toEqual([]);
  });

  test('of components', () => {
    const bytes = changed(interchange([dis91()]), 'NAD+PO', `NAD+PO${'+'.repeat(600)}`);
    const [one] = limited(bytes, { segments: 60 }).interchanges;
    expect(one?.diagnostics).toMatchObject([
      {
        code: 'EDI005',
        message: expect.stringContaining('600 components'),
        place: { component: 'NAD', segment: 10 },
      },
    ]);
  });

  test('of one segment', () => {
    const long = `FTX+${'a'.repeat((1 << 24) + (1 << 20))}`;
    const bytes = Buffer.concat([latin1(framed('FTX+x')), latin1(framed(long)), interchange([ctl03()])]);
    const { interchanges } = parse(bytes);
    expect(interchanges.map((one) => codesOf(one.diagnostics))).toEqual([[], ['EDI005'], []]);
    expect(interchanges[1]?.diagnostics[0]?.place).toMatchObject({ ...whereIs(bytes, 'FTX+aa'), segment: 2 });
  });
});

describe.skipIf(!hasReference)('published interchanges', () => {
  const folder = join(reference, 'edifact');
  const names = hasReference ? readdirSync(folder).filter((name) => name.endsWith('.edi')) : [];

  test.each(names)('%s has no fault of syntax', (name) => {
    const bytes = readFileSync(join(folder, name));
    const { interchanges, diagnostics } = parse(bytes);
    expect(codesOf(diagnostics)).toEqual([]);
    expect(interchanges).toMatchObject([{ diagnostics: [], messages: [{ whole: true, diagnostics: [] }] }]);
    // Without objects it may be wrapped anywhere, or not at all.
    if (name.startsWith('BIN')) return;
    const text = bytes.toString('latin1').replace(/[\r\n]/g, '');
    const wrapped = text.replace(/.{80}/g, '$&\r\n');
    expect(componentsOf(text)).toEqual(componentsOf(bytes));
    expect(componentsOf(wrapped)).toEqual(componentsOf(bytes));
  });
});
