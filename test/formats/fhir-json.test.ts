import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Node } from '../../src/formats/fhir/node.js';
import { parseFhir } from '../../src/formats/fhir/parse.js';
import { DiagnosticError } from '../../src/index.js';

const parse = (text: string | Buffer) => parseFhir(Buffer.from(text as string), 'x.json', 'json');

/** A tree as [name, index, text, children], in document order. */
const tree = ({ name, index, text, children }: Node): unknown => [name, index, text, children?.map(tree)];

/** The same of a value that JSON.parse gave, without any of our own code. */
const expected = (name: string, index: number, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null)
    return [name, index, value === null ? '' : String(value), undefined];
  const children = Object.entries(value).flatMap(([key, inner]) =>
    Array.isArray(inner) ? inner.map((item, i) => expected(key, i, item)) : [expected(key, -1, inner)],
  );
  return [name, index, '', children];
};

const key = fc
  .string({ minLength: 1, maxLength: 8 })
  .filter((k) => !k.startsWith('_') && !/^\d+$/.test(k) && k !== '__proto__');
const scalar = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const object: fc.Arbitrary<Record<string, unknown>> = fc.letrec((tie) => ({
  object: fc.dictionary(
    key,
    fc.oneof(
      { depthSize: 'small' },
      scalar,
      tie('object'),
      fc.array(fc.oneof(scalar, tie('object')), { maxLength: 4 }),
    ),
  ),
})).object as never;

describe('JSON', () => {
  test('is read as JSON.parse reads it, laid out or not', () => {
    fc.assert(
      fc.property(object, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(tree(parse(text).root)).toEqual(expected('', -1, JSON.parse(text)));
      }),
      { numRuns: 500 },
    );
  });

  test('text is what its bytes say, wherever in memory they begin and however few of them are no ASCII', () => {
    const danish = fc.constantFrom('æ', 'ø', 'å', 'Æ', 'Ø', 'Å', 'é', 'À', 'ÿ');
    const any = fc.constantFrom('æ', 'å', '\u0080', '\u00a0', '¿', 'Ł', '–', '€', '😀');
    const pieces = (letter: fc.Arbitrary<string>) =>
      fc.array(fc.tuple(letter, fc.integer({ min: 0, max: 150 })), { maxLength: 6 });
    fc.assert(
      fc.property(fc.oneof(pieces(danish), pieces(any)), fc.nat(7), fc.boolean(), (some, from, broken) => {
        const said = some.map(([letter, count]) => 'x'.repeat(count) + letter).join('') + 'x'.repeat(300);
        const text = `{"a":"${said}${broken ? '\u0001' : ''}"}`;
        const bytes = Buffer.concat([Buffer.alloc(from), Buffer.from(text)]).subarray(from);
        const read = () => parseFhir(bytes, 'x.json', 'json');
        if (!broken) expect(tree(read().root)).toEqual(expected('', -1, { a: said }));
        else
          expect(read).toThrow(
            expect.objectContaining({
              diagnostic: expect.objectContaining({
                code: 'FHIR001',
                place: expect.objectContaining({ line: 1, column: text.indexOf('\u0001') + 1 }),
              }),
            }),
          );
      }),
    );
  });

  test('is refused where JSON.parse refuses it, with a place in the text', () => {
    fc.assert(
      fc.property(
        object,
        fc.nat(),
        fc.constantFrom('', '"', ',', '}', ']', '{', '[', ':', '\\', '\n', '0', '-', 'x', ' '),
        (value, at, put) => {
          const text = JSON.stringify(value, undefined, 1);
          const broken =
            text.slice(0, at % (text.length + 1)) +
            put +
            text.slice((at % (text.length + 1)) + (put === '' ? 1 : 0));
          let valid = true;
          try {
            JSON.parse(broken);
          } catch {
            valid = false;
          }
          try {
            parse(broken);
          } catch (error) {
            if (!(error instanceof DiagnosticError)) throw error;
            // A list in a list and a name twice are JSON; FHIR has neither.
            if (valid) expect(broken).toMatch(/\[|"/);
            const { line = 0, column = 0 } = error.diagnostic.place;
            const lines = broken.split('\n');
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
            return;
          }
          expect(valid, broken).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('of a primitive with extensions is one element, in either order', () => {
    const extension = { extension: [{ url: 'u', valueCode: 'unknown' }] };
    for (const value of [
      { family: 'a', _family: extension, given: ['b', null], _given: [null, extension] },
      { _given: [null, extension], given: ['b', null], _family: extension, family: 'a' },
    ]) {
      const { root } = parse(JSON.stringify(value));
      expect(root.all('family').length).toBe(1);
      expect(root.one('family')?.text).toBe('a');
      expect(root.one('family')?.one('extension')?.value('valueCode')).toBe('unknown');
      expect(root.all('given').map(({ text }) => text)).toEqual(['b', '']);
      expect(root.all('given')[1]?.one('extension')?.value('url')).toBe('u');
    }
  });

  test('has a pointer for every value, which leads to it', () => {
    const value = {
      a: [{ 'b/c': 1, 'd~e': [true, 'x'] }],
      given: ['f', null],
      _given: [null, { extension: [{ url: 'u' }] }],
    };
    const { root, source } = parse(JSON.stringify(value));
    const follow = (pointer: string): unknown =>
      pointer
        .split('/')
        .slice(1)
        .map((word) => word.replaceAll('~1', '/').replaceAll('~0', '~'))
        .reduce<unknown>((at, word) => (at as Record<string, unknown>)[word], value);
    const visit = (node: Node): number => {
      if (node.hasValue) expect(String(follow(source.of(node).pointer ?? ''))).toBe(node.text);
      return 1 + (node.children ?? []).map(visit).reduce((a, b) => a + b, 0);
    };
    expect(visit(root)).toBe(9);
  });

  test('of a name twice is refused, also among many, beside a list, and with an underscore', () => {
    const many = Array.from({ length: 40 }, (_, i) => `"n${i}": ${i}`).join();
    for (const text of [
      `{${many}, "n3": 1}`,
      `{${many}, "n39": 1}`,
      '{"a": [], "a": []}',
      '{"a": [1], "a": 2}',
      '{"_a": {}, "a": 1, "_a": {}}',
      '{"_a": {}, "a": 1, "a": 2}',
      '{"\\u0061": 1, "a": 2}',
    ]) {
      expect(() => parse(text), text).toThrow(DiagnosticError);
    }
  });

  test('is read to its end whatever is in it, before anybody loses patience', () => {
    const n = 300_000;
    const hostile = [
      `{${Array.from({ length: n }, (_, i) => `"k${i}":1`).join()}}`,
      `{"a":[${'1,'.repeat(n)}1],"_a":[${'null,'.repeat(n)}null]}`,
      `{"a":[1],"_a":[${'{},'.repeat(n)}{}]}`,
      `{"a":"${'\\u0061'.repeat(n)}"}`,
      `{"a":"${'\\"'.repeat(n)}"}`,
      `{"a":[${'"data",'.repeat(n)}1]}`,
    ];
    for (const text of hostile) expect(parse(text).root.children?.length).toBeGreaterThan(0);
    const beside = `{${Array.from({ length: n }, (_, i) => `"_k${i}":1`).join()}}`;
    expect(() => parse(beside)).toThrow(DiagnosticError);
  });

  test('keeps the content of large attachments as bytes, wherever they are', () => {
    const data = Buffer.alloc(60_000, 'opdigtet').toString('base64');
    const text = `{"a": {"data" : "${data}", "title": "\\"data\\": \\"x\\""}, "b": {"data": "${data.slice(0, 40)}"}}`;
    const { root, source } = parse(text);
    expect(Buffer.from(root.one('a')?.one('data')?.slice ?? []).toString()).toBe(data);
    expect(root.one('b')?.value('data')).toBe(data.slice(0, 40));
    const title = root.one('a')?.one('title') as Node;
    expect(title.text).toBe('"data": "x"');
    expect(source.of(title).column).toBe(text.indexOf('"\\"data\\"') + 1);
    // What looks like such a member but stands in a text is none.
    const quoted = JSON.stringify({ a: `"data":"${data}"`, z: [`{"data": "${data}`] });
    expect(tree(parse(quoted).root)).toEqual(expected('', -1, JSON.parse(quoted)));
  });
});
