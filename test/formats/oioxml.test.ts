import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../src/formats/oioxml/formatted-text.js';
import { decodeWindows1252 } from '../../src/formats/text/windows-1252.js';
import { parse as parseXml } from '../../src/formats/xml/parse.js';
import { DiagnosticError } from '../../src/index.js';
import { defaultLimits, type Limits } from '../../src/limits.js';

const parse = (bytes: Buffer, file: string, limits: Partial<Limits> = {}) =>
  parseXml(bytes, file, 'OIO', { ...defaultLimits, ...limits });

const told = (bytes: Buffer | string, limits?: Partial<Limits>) => {
  try {
    parse(Buffer.from(bytes as string), 'x.xml', limits);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic;
    throw error;
  }
  return undefined;
};

const textOf = (inner: string): string =>
  plainText(parse(Buffer.from(`<Text01>${inner}</Text01>`), 'x.xml').root).text;

describe('plain text of Text01', () => {
  test.each([
    ['breaks, empty lines, one at the end', 'a<Break/><Break/>b<Break/>', 'a\n\nb'],
    ['only the last of several breaks at the end', 'a<Break/><Break/>', 'a\n'],
    ['a space element', 'Hej<Space/>verden', 'Hej verden'],
    ['spaces as they are', 'a   b  <Bold> c</Bold>', 'a   b   c'],
    [
      'styles as their text',
      '<Bold>fed</Bold> <Italic>kursiv</Italic> <Underline>streg</Underline>',
      'fed kursiv streg',
    ],
    ['aligned text on a line of its own', 'a<Center>b</Center>c', 'a\nb\nc'],
    ['aligned text with the breaks around it', 'a<Break/><Right>b</Right><Break/>c', 'a\nb\nc'],
    ['aligned text and an empty line after it', '<Center>b</Center><Break/><Break/>c', 'b\n\nc'],
    ['styles within fixed font', '<FixedFont>x <Bold>y</Bold><Break/>  z</FixedFont>', 'x y\n  z'],
    ['raw line ends as one space', 'a\n      b\r\n\tc', 'a b c'],
    ['no raw line ends at the ends', '\n   a<Break/>\n   b\n  ', 'a\nb'],
    ['no raw line ends between elements', '<Bold>a</Bold>\n   <Bold>b</Bold>', 'ab'],
    ['no space before a break', 'a\n  <Break/>b', 'a\nb'],
    ['text around comments and CDATA', 'a<!-- x -->b<![CDATA[<c>]]>d&amp;&#233;', 'ab<c>d&é'],
    ['a full stop and a backslash alone', '.<Break/>a\\<Break/>b', '.\na\\\nb'],
    ['nothing', '', ''],
  ])('%s', (_, xml, expected) => {
    expect(textOf(xml)).toBe(expected);
  });

  test('has as many line feeds as there are breaks, less the last', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b ', '<Break/>', '<Bold>c</Bold>', '<Space/>'), { minLength: 1 }),
        (parts) => {
          const breaks = parts.filter((part) => part === '<Break/>').length;
          const expected = parts.at(-1) === '<Break/>' ? breaks - 1 : breaks;
          expect(textOf(parts.join('')).split('\n').length - 1).toBe(expected);
        },
      ),
    );
  });
});

describe('parsing', () => {
  test('tells line and column of every element', () => {
    const xml = '<?xml version="1.0"?>\n<a xmlns="urn:x">\n  <b>æ</b><c k="1"/>\n\t<d></d>\n</a>';
    const { root, source } = parse(Buffer.from(xml), 'x.xml');
    const places = root.children().map((e) => [e.name, source.of(e).line, source.of(e).column]);
    expect(places).toEqual([
      ['b', 3, 3],
      ['c', 3, 11],
      ['d', 4, 2],
    ]);
  });

  test('tells the right line after an attachment that was cut out', () => {
    const lines = Array.from({ length: 200 }, () => 'A'.repeat(76)).join('\n');
    for (const content of [lines, 'A'.repeat(20_000), `\n${lines}\n`]) {
      const xml = `<a>\n<Object_Base64Encoded>${content}</Object_Base64Encoded><b/>\n<c/></a>`;
      const { root, source } = parse(Buffer.from(xml), 'x.xml');
      const [object, b, c] = root.children();
      expect(object?.slice?.length).toBe(content.length);
      const at = xml.indexOf('<b/>');
      const before = xml.slice(0, at);
      expect(source.of(b as never)).toMatchObject({
        line: before.split('\n').length,
        column: at - before.lastIndexOf('\n'),
      });
      expect(source.of(c as never).line).toBe(xml.slice(0, xml.indexOf('<c/>')).split('\n').length);
    }
  });

  test('gives the same content whether an attachment is cut out or not', () => {
    const big = 'QUJD'.repeat(3000);
    const holds = (xml: string) => {
      const [e] = parse(Buffer.from(xml), 'x.xml').root.children();
      return e?.slice === undefined ? e?.text : Buffer.from(e.slice).toString();
    };
    expect(holds(`<a><Object_Base64Encoded>${big}</Object_Base64Encoded></a>`)).toBe(big);
    expect(holds(`<a><p:Object_Base64Encoded xmlns:p="urn:p">${big}</p:Object_Base64Encoded></a>`)).toBe(big);
    expect(holds(`<a><Object_Base64Encoded><![CDATA[${big}]]></Object_Base64Encoded></a>`)).toBe(big);
    expect(holds(`<a><Object_Base64Encoded>${big}<!-- x -->QQ==</Object_Base64Encoded></a>`)).toBe(
      `${big}QQ==`,
    );
    expect(holds(`<a><Object_Base64Encoded>${big}&#65;</Object_Base64Encoded></a>`)).toBe(`${big}A`);
  });

  test('is not deceived by what looks like an attachment', () => {
    const big = 'x'.repeat(5000);
    const tag = `<Object_Base64Encoded>${big}`;
    const { root } = parse(Buffer.from(`<a><b><![CDATA[${tag}]]></b><c/></a>`), 'x.xml');
    expect(root.children()[0]?.text).toBe(tag);
    expect(parse(Buffer.from(`<a><!-- ${tag} --><c>y</c></a>`), 'x.xml').root.children()[0]?.text).toBe('y');
    expect(told(`<a k="<Object_Base64Encoded>${big}"/>`)?.code).toBe('OIO001');
  });

  test.each([
    ['alone', '<a><b>Test & by</b></a>', 12],
    ['before a letter', '<a><b>Test &by</b></a>', 12],
    ['before a semicolon', '<a><b>Test & by;</b></a>', 12],
    ['before one that is none', '<a><b>R&D &amp; co</b></a>', 8],
    ['in an attribute', '<a b="1 & 2"><c/></a>', 9],
    ['behind those that may stand there', '<a><!-- & --><![CDATA[ & ]]>&amp; & </a>', 35],
    ['before an attachment', `<a>& <Object_Base64Encoded>${'x'.repeat(5000)}</Object_Base64Encoded></a>`, 4],
  ])('tells where a & stands that begins no reference: %s', (_, xml, column) => {
    const { code, place, message } = told(xml) ?? {};
    expect([code, place?.line, place?.column]).toEqual(['OIO001', 1, column]);
    expect(message).toContain('a & begins no reference');
  });

  test('a document that ends within a reference ends too early', () => {
    for (const xml of ['<a><b>x &', '<a><b>x &am', '<a><b>x &#x2', '<a b="&am'])
      expect(told(xml)?.code).toBe('OIO002');
  });

  test('keeps within its limits', () => {
    expect(told('<a>'.repeat(100) + '</a>'.repeat(100))?.code).toBe('OIO004');
    expect(told(`<a>${'<b/>'.repeat(50)}</a>`, { size: 1000, depth: 9, elements: 20 })?.code).toBe('OIO005');
    expect(told('<a>aaaaaaaaaa</a>', { size: 10, depth: 9, elements: 9 })?.code).toBe('OIO005');
  });

  test.each([
    ['no end', '<a><b>', 'OIO002'],
    ['an end in a tag', '<a><b', 'OIO002'],
    ['wrong nesting', '<a><b></a></b>', 'OIO001'],
    ['two roots', '<a/><b/>', 'OIO001'],
    ['an unknown entity', '<a>&x;</a>', 'OIO001'],
    ['an unknown prefix', '<p:a/>', 'OIO001'],
    ['a control character', '<a>\x01</a>', 'OIO001'],
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 'OIO003'],
    [
      'a DOCTYPE with entities that grow',
      `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(99)}"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>`,
      'OIO003',
    ],
  ])('refuses %s with its place', (_, xml, code) => {
    const diagnostic = told(xml);
    expect(diagnostic?.code).toBe(code);
    expect(diagnostic?.place.line).toBe(1);
    expect(diagnostic?.place.column).toBeGreaterThan(0);
  });

  test('ends on any bytes with a document or one diagnostic', () => {
    const fragments = fc.constantFrom(
      '<a>',
      '</a>',
      '<Object_Base64Encoded>',
      '</',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&amp;',
      '&',
      '"',
      'æ',
      '\x00',
      '<?xml version="1.0" encoding="ISO-8859-1"?>',
      'x'.repeat(5000),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(fragments).map((f) => Buffer.from(f.join(''))),
          fc.uint8Array().map((b) => Buffer.from(b)),
        ),
        (bytes) => {
          const diagnostic = told(bytes);
          if (diagnostic !== undefined) expect(diagnostic.hint).toBeTruthy();
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('encodings', () => {
  const rootText = (bytes: Buffer) => parse(bytes, 'x.xml').root.text;

  test('windows-1252 means what it says, also where ISO-8859-1 is declared', () => {
    for (const encoding of ['windows-1252', 'ISO-8859-1', 'iso-8859-1']) {
      const head = Buffer.from(`<?xml version="1.0" encoding="${encoding}"?><a>`);
      const bytes = Buffer.concat([head, Buffer.from([0x93, 0xe6, 0x94, 0x96, 0x80]), Buffer.from('</a>')]);
      expect(rootText(bytes)).toBe('“æ”–€');
    }
  });

  test('all 256 bytes decode, each to one character', () => {
    const text = decodeWindows1252(Uint8Array.from({ length: 256 }, (_, i) => i));
    expect(text.length).toBe(256);
    expect(new Set(text).size).toBe(256);
  });

  test('UTF-8 that is declared as something else is read as UTF-8, with a warning', () => {
    const { root, diagnostics } = parse(
      Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><a>ø</a>'),
      'x.xml',
    );
    expect(root.text).toBe('ø');
    expect(diagnostics).toMatchObject([{ code: 'OIO007', severity: 'warning' }]);
  });

  test('a byte order mark is taken off', () => {
    expect(rootText(Buffer.from('\ufeff<a>å</a>'))).toBe('å');
  });

  test('bytes that are not UTF-8 are told with their place', () => {
    const bytes = Buffer.concat([Buffer.from('<a>\nåb'), Buffer.from([0xe6]), Buffer.from('c</a>')]);
    expect(told(bytes)).toMatchObject({ code: 'OIO006', place: { line: 2, column: 3 } });
  });

  test('other encodings are refused by name', () => {
    expect(told('<?xml version="1.0" encoding="EBCDIC-DK-NO"?><a/>')?.message).toContain('ebcdic-dk-no');
    expect(told(Buffer.from('\ufeff<a/>', 'utf16le'))?.message).toContain('UTF-16');
  });
});
