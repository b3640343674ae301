import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Element } from '../../src/formats/xml/element.js';
import { parse } from '../../src/formats/xml/parse.js';
import { DiagnosticError } from '../../src/index.js';

/** All that a parser says of an element. */
const treeOf = ({ name, uri, offset, text, attributes, parts }: Element): unknown => ({
  name,
  uri,
  offset,
  text,
  attributes,
  parts: parts?.map((part) => (typeof part === 'string' ? part : treeOf(part))),
});

/** What is read of a document, or the code of what is wrong with it. */
const read = (text: string): unknown => {
  try {
    return treeOf(parse(Buffer.from(text), 'x.xml', 'OIO').root);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic.code;
    throw error;
  }
};

/** A comment behind the document says nothing, and wants a parser that knows all of XML. */
const readByAll = (text: string): unknown => read(`${text}<!---->`);

const piece = fc.constantFrom(
  'Hej ',
  'æøå',
  '\n  ',
  '–',
  '&amp;',
  '&#xE6;',
  '&#230;&lt;',
  '<Break/>',
  '<Break />',
  '<Bold>fed</Bold>',
  '<a href="x" b="y z"/>',
  ...['\r\n  ', 'a\rb\r\n\n&#13;\n', '<w\r\n a="1"\r b="2"\r\n/>'],
  '<v value="a&#10;b &amp; &quot;c&#xF8;"/>',
  '<p xmlns="urn:other">x<i/></p>',
  '<none xmlns=""/>',
);
const odd = fc.constantFrom(
  ...[
    '<',
    '>',
    '/',
    '&',
    ';',
    '"',
    "'",
    '=',
    ' ',
    ':',
    '\t',
    '\r',
    '\n',
    ']]>',
    '<!',
    '<?',
    '-->',
    'xmlns',
    'x',
  ],
  ...['\u0000', '\u0085', '\ufeff', '\ufffe', '😀', '&#0;', '&#x110000;', '&nbsp;', '<b', '</b>', ' a="1"'],
  ...[
    ' a="&#10;x&#xD;&lt;&quot;"',
    ' a="&no;"',
    ' a="x & y"',
    ' a="&#0;"',
    ' xmlns="u&amp;v"',
    ' a="1" a="2"',
  ],
  ...[' a="<"', ' a="&amp;"', ' a="\n"', ' xmlns="http://www.w3.org/2000/xmlns/"', ' xmlns=" u "', '<x:y/>'],
);
const document = fc
  .tuple(
    fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>\n', '<?xml version="1.0"?>\r\n', '\n'),
    fc.array(piece, { maxLength: 8 }),
  )
  .map(([begin, pieces]) => `${begin}<T xmlns="urn:t"><E>${pieces.join('')}</E></T>\n`);

describe('a document that holds elements and text alone', () => {
  test('is read as one that holds more', () => {
    fc.assert(
      fc.property(document, (text) => {
        const tree = read(text);
        expect(tree).toMatchObject({ name: 'T' });
        expect(tree).toEqual(readByAll(text));
      }),
    );
  });

  test('is read no other way wherever something odd stands in it', () => {
    const faulty = fc.tuple(document, odd, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3));
    fc.assert(
      fc.property(faulty, ([text, inserted, where, taken]) => {
        const at = Math.floor(where * text.length);
        const changed = text.slice(0, at) + inserted + text.slice(at + taken);
        const tree = read(changed);
        // What is refused was refused by the parser that knows all of XML.
        if (typeof tree === 'object') expect(tree).toEqual(readByAll(changed));
        else expect(tree).toMatch(/^OIO0\d\d$/);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['an & that begins nothing', '<T>a & b</T>', 'OIO001'],
    ['an unknown entity', '<T>&nbsp;</T>', 'OIO001'],
    ['an attribute twice', '<T a="1" a="2"/>', 'OIO001'],
    ['a second root', '<T/><T/>', 'OIO001'],
    ['an end of CDATA', '<T>]]></T>', 'OIO001'],
    ['no end', '<T><E></E>', 'OIO002'],
  ])('is refused for %s', (_, text, code) => {
    expect(read(text)).toBe(code);
  });
});
