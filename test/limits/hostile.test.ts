import { describe, expect, test } from 'vitest';
import { hostile, shapes } from '../../bench/hostile-shapes.js';
import {
  createConverter,
  createValidator,
  type Diagnostic,
  hasError,
  type Limits,
  readVansEnvelope,
} from '../../src/index.js';
import {
  codesOf,
  converter,
  lettersOf,
  sampleDirectory,
  sampleText,
  shipped,
  tables,
} from '../support/converter.js';
import { validator } from '../support/validator.js';

const NAME = 'hostile';

/** All that is told of a document when it is read and checked. */
const toldOf = (bytes: Buffer, limits: Partial<Limits> = {}): Diagnostic[] => {
  const by = createConverter(tables, sampleDirectory, { limits });
  const { diagnostics, letters, message } = by.read({ name: NAME, bytes });
  const own = [...letters.flatMap((letter) => letter.diagnostics), ...(message?.diagnostics ?? [])];
  const check = createValidator(tables, shipped, { limits });
  return [...diagnostics, ...own, ...check.validate({ name: NAME, bytes }).diagnostics];
};

const told = (text: string | Buffer, limits: Partial<Limits> = {}): string[] =>
  codesOf(toldOf(Buffer.from(text as string), limits));

describe('every hostile document is told of in few words', () => {
  test.each(Object.entries(shapes))('%s', (name, { size, fixed }) => {
    const all = toldOf(hostile(name, fixed ? size : Math.ceil(size / 20)));
    // Of a letter 100 at most of each kind of check; of a document 10,000, and one more of each letter.
    expect(all.length).toBeLessThan(4000);
    for (const { message, hint } of all) expect(message.length + hint.length).toBeLessThan(1000);
  });
});

describe('is refused, and says by which limit', () => {
  test.each([
    ['a million attributes', 'XML: many attributes', 1e6, 'LIM001'],
    ['a million namespaces', 'XML: many namespaces', 1e6, 'LIM001'],
    ['a million levels of XML', 'XML: deep', 1e6, 'OIO004'],
    ['a million styles within each other', 'XML: deep in a text', 1e6, 'OIO004'],
    ['a million levels of an envelope', 'envelope: deep', 1e6, 'VAN004'],
    ['a million objects of JSON within each other', 'JSON: deep objects', 1e6, 'FHIR004'],
    ['a million lists of JSON within each other', 'JSON: deep lists', 1e6, 'FHIR001'],
    ['a million times the same member', 'JSON: one member again and again', 1e6, 'FHIR008'],
    ['a number of a million digits', 'JSON: one long number', 1e6, 'LIM003'],
    ['a name of a million characters', 'XML: a long name', 1e6, 'LIM002'],
    ['a million elements', 'XML: many elements of one name', 1e6, 'OIO005'],
    ['a million values', 'JSON: a list of values', 1e6, 'FHIR005'],
    ['a million segments', 'EDIFACT: many unknown segments', 1e6, 'EDI005'],
    ['ten million components', 'EDIFACT: many components', 1e7, 'EDI005'],
    ['a segment without an end', 'EDIFACT: a segment without an end', 2e7, 'EDI005'],
    ['a million interchanges', 'EDIFACT: many interchanges', 1e5, 'LIM004'],
    ['many faults of syntax', 'EDIFACT: many faults', 2e4, 'LIM004'],
    ['the same outside of interchanges', 'EDIFACT: many faults outside of interchanges', 2e4, 'EDI005'],
    ['many messages', 'EDIFACT: many messages', 11_000, 'LIM004'],
  ])('%s', (_, name, size, code) => {
    const { diagnostics, letters, message } = converter.read({ name: NAME, bytes: hostile(name, size) });
    const all = [
      ...diagnostics,
      ...letters.flatMap((one) => one.diagnostics),
      ...(message?.diagnostics ?? []),
    ];
    expect(codesOf(all)).toContain(code);
    expect(hasError(all)).toBe(true);
  });

  test('more letters than are allowed: those before are read', () => {
    const read = createConverter(tables, sampleDirectory, { limits: { letters: 3 } }).read({
      name: NAME,
      bytes: hostile('XML: many letters', 5),
    });
    expect([read.letters.length, codesOf(read.diagnostics)]).toEqual([3, ['LIM004']]);
  });

  test('more references than are allowed', () => {
    const bytes = Buffer.from(
      sampleText('attachment').replace(/<Reference>.*<\/Reference>/s, (one) => one.repeat(9)),
    );
    expect(told(bytes, { attachments: 8 })).toContain('LIM005');
    expect(told(bytes, { attachments: 9 })).not.toContain('LIM005');
  });

  test('a document whose text is too large to be held', () => {
    for (const name of ['XML: one long text', 'JSON: one long text', 'envelope: many faults'])
      expect(told(hostile(name, 5000), { text: 4000 })[0]).toMatch(/^(OIO|FHIR|VAN)005$/);
  });

  test('one attachment that is referred to again and again', () => {
    const letter = sampleText('attachment').replace(/<Reference>.*<\/Reference>/s, (one) => one.repeat(9));
    const [own] = lettersOf({ name: 'letter.xml', bytes: Buffer.from(letter) });
    const binaries = lettersOf({
      name: 'b.xml',
      bytes: Buffer.from(sampleText('attachment', 'attachment.xml')),
    });
    const converted = (size: number) =>
      createConverter(tables, sampleDirectory, { limits: { size } }).convert(own as never, binaries);
    expect(codesOf(converted(1e6).diagnostics)).not.toContain('LIM010');
    const refused = converted(3000);
    expect([codesOf(refused.diagnostics).includes('LIM010'), refused.bundle]).toEqual([true, undefined]);
  });
});

describe('entities', () => {
  const within = (head: string): string =>
    sampleText('plain').replace('<Emessage', `${head}<Emessage`).replace('Elmer', '&x;');
  test.each([
    ['billion laughs', `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY x "${'&a;'.repeat(10)}">]>`],
    ['quadratic blow-up', `<!DOCTYPE x [<!ENTITY x "${'a'.repeat(1e5)}">]>`],
    ['a file of the machine', '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ['an address', '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">'],
    ['a parameter entity', '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://192.0.2.1/x"> %p;]>'],
  ])('%s: there is no DOCTYPE', (_, head) => {
    expect(told(within(head))).toEqual(['OIO003', 'OIO003']);
  });

  test('one that was not declared is not well-formed', () => {
    expect(told(within(''))).toEqual(['OIO001', 'OIO001']);
  });
});

describe('characters', () => {
  const letter = sampleText('plain');
  const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
  test.each([
    ['overlong UTF-8', latin1(letter.replace('Elmer', '\xc0\xbc')), 'OIO006'],
    ['a surrogate in UTF-8', latin1(letter.replace('Elmer', '\xed\xa0\x80')), 'OIO006'],
    ['a character beyond Unicode', latin1(letter.replace('Elmer', '\xf5\x80\x80\x80')), 'OIO006'],
    ['NUL', Buffer.from(letter.replace('Elmer', 'El\0mer')), 'OIO001'],
    ['a reference to NUL', Buffer.from(letter.replace('Elmer', '&#0;')), 'OIO001'],
    ['a reference to a surrogate', Buffer.from(letter.replace('Elmer', '&#xD800;')), 'OIO001'],
    ['UTF-16', Buffer.from(`\ufeff${letter}`, 'utf16le'), 'OIO009'],
    ['UTF-16, the other way round', Buffer.from(`\ufeff${letter}`, 'utf16le').swap16(), 'OIO009'],
  ])('%s is told', (_, bytes, code) => {
    expect(told(bytes)[0]).toBe(code);
  });

  test.each([
    ['UTF-32', Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), Buffer.from('<\0\0\0a\0\0\0')])],
    ['NUL alone', Buffer.alloc(1000)],
    ['nothing but blanks', Buffer.alloc(1000, ' ')],
    ['a byte order mark alone', Buffer.from([0xef, 0xbb, 0xbf])],
    ['an object of JSON that never ends', Buffer.from('{"resourceType":"Bundle"')],
  ])('%s is an error', (_, bytes) => {
    expect(hasError(toldOf(bytes))).toBe(true);
  });
});

describe('values', () => {
  const letter = sampleText('plain');
  const message = sampleText('new-message', 'message.json');
  test.each([
    ['an enormous year in a letter', letter.replace('<Date>2026-03-02<', '<Date>99999999999-03-02<')],
    [
      'an enormous year in a message',
      message.replace(/"timestamp":\s*"2026/, '"timestamp": "99999999992026'),
    ],
    ['a huge exponent', message.replace(/"timestamp":\s*"[^"]*"/, '"timestamp": 1e999999999')],
    ['a lone surrogate as an id', message.replace(/"id":\s*"[^"]*"/, '"id": "\\ud800"')],
  ])('%s is an error', (_, text) => {
    expect(text).not.toBe(letter);
    expect(text).not.toBe(message);
    expect(hasError(toldOf(Buffer.from(text)))).toBe(true);
  });

  test('a length of an object that lies is told, whatever it claims', () => {
    for (const length of ['999999999999', '0', '9'.repeat(300), '1e9', '-5']) {
      const bytes = Buffer.from(
        `UNA:+.? 'UNB+UNOC:3+5790009999010:14+5790009999027:14+260302:1016+1'UNH+1+MEDBIN:D:93A:UN:B0131X'UNO+1+++${length}'abcUNP+3+1'UNT+4+1'UNZ+1+1'`,
      );
      expect(told(bytes).some((code) => ['EDI017', 'EDI018', 'EDI019', 'EDI002'].includes(code))).toBe(true);
    }
  });

  test('an attachment of blanks is none', () => {
    const binary = sampleText('attachment', 'attachment.xml').replace(
      /(<Object_Base64Encoded>)[^<]*/,
      `$1${' '.repeat(1e6)}`,
    );
    expect(hasError(toldOf(Buffer.from(binary)))).toBe(true);
  });
});

test('an envelope in an envelope in an envelope is not unpacked', () => {
  let data = Buffer.from(sampleText('envelope-message', 'message.vans.xml'));
  for (let i = 0; i < 3; i++) {
    const outer = sampleText('envelope-message', 'message.vans.xml');
    data = Buffer.from(outer.replace(/(<Data>)[^<]*/, `$1${data.toString('base64')}`));
  }
  expect(told(data)).toContain('VAN053');
});

describe('a million faults', () => {
  const many = hostile('XML: many unknown elements', 200_000);

  test('are counted, and the first are told', () => {
    const [letter] = lettersOf({ name: NAME, bytes: many });
    const diagnostics = letter?.diagnostics ?? [];
    expect(diagnostics.length).toBe(101);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'OIO046', severity: 'error', params: { limit: 100 } });
    expect(diagnostics.at(-1)?.params?.count).toBe(200_000 - 100);
    expect(diagnostics.at(-1)?.message).toBe('There are 199900 more faults than the 100 told.');
  });

  test('of a message by its profiles, too', () => {
    const bytes = hostile('JSON: a list of values', 200_000);
    const { diagnostics } = validator.validate({ name: NAME, bytes });
    expect(diagnostics.length).toBe(101);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'LIM006', severity: 'error' });
    expect(Number(diagnostics.at(-1)?.params?.count)).toBeGreaterThan(199_000);
  });

  test('of an envelope, too', () => {
    const { diagnostics } = readVansEnvelope(hostile('envelope: many faults', 100_000), NAME);
    expect(diagnostics.length).toBe(101);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'VAN046', params: { limit: 100 } });
  });

  test('as many as are asked for', () => {
    const by = createConverter(tables, sampleDirectory, { limits: { diagnostics: 5 } });
    const { letters } = by.read({ name: NAME, bytes: hostile('XML: many unknown elements', 1000) });
    expect(letters[0]?.diagnostics.map(({ code }) => code)).toEqual([
      ...new Array(5).fill('OIO021'),
      'OIO046',
    ]);
  });

  test('what is not told refuses with --strict, as it may be unknown content', () => {
    const [letter] = lettersOf({ name: NAME, bytes: hostile('XML: many unknown texts', 500) });
    const convert = (strict: boolean) =>
      converter.convert(letter as never, [], { sorMissing: 'warn', strict });
    const codes = codesOf(convert(false).diagnostics);
    expect(codes.filter((code) => code === 'MAP017').length).toBe(100);
    expect(codes).toContain('LIM006');
    expect(convert(true).diagnostics.find(({ code }) => code === 'LIM006')?.severity).toBe('error');
  });
});

test('places behind many attachments are as exact as behind one', () => {
  const object = `<Object_Base64Encoded>${'QUJD\n'.repeat(1000)}</Object_Base64Encoded>`;
  const plain = `<Object_Base64Encoded>${'QUJD'.repeat(1100)}</Object_Base64Encoded>`;
  const text = `<Emessage xmlns="http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2006/07/01/">\n<Envelope/>${object}${plain}\n${plain}<Wrong/>${object}  ${plain}<Wrong/></Emessage>`;
  const places = toldOf(Buffer.from(text))
    .filter(({ code, params }) => code === 'OIO014' && params?.element === 'Wrong')
    .map(({ place }) => `${place.line}:${place.column}`);
  const expected = [...text.matchAll(/<Wrong/g)].map(({ index }) => {
    const before = text.slice(0, index);
    return `${before.split('\n').length}:${index - before.lastIndexOf('\n')}`;
  });
  expect([...new Set(places)]).toEqual(expected);
});
