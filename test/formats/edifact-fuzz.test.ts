import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inMemory } from '../../src/formats/byte-source.js';
import { parseEdifact } from '../../src/formats/edifact/parse.js';
import { SegmentOut } from '../../src/formats/edifact/write.js';
import { type Diagnostic, envelopesOf, kindOf, type Newlines, toEdifact, toOioxml } from '../../src/index.js';
import { converter } from '../support/converter.js';
import { allMessages, bin01, dis91, interchange, latin1, PERSONAL } from '../support/edifact.js';

/** More of them are run by hand: FUZZ_RUNS=50000. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const timeout = 3_600_000;

/** Valid files and the number of their messages. */
const letter = interchange([dis91()], { newline: '' }).toString('latin1');
const files = [
  { bytes: Buffer.from(letter, 'utf8'), messages: 1 },
  { bytes: latin1(letter.replace(/.{80}/g, '$&\n')), messages: 1 },
  { bytes: latin1(letter.replaceAll("'", '~').replaceAll('+', '^')), messages: 1 },
  ...Object.values(allMessages).map((message) => ({ bytes: interchange([message()]), messages: 1 })),
  { bytes: interchange([dis91('A'), bin01('B')], { newline: '' }), messages: 2 },
  { bytes: Buffer.concat(Object.values(allMessages).map((one) => interchange([one()]))), messages: 5 },
];

/** A change of bytes at a place; places and lengths are told in parts of the whole. */
type Change = (bytes: Buffer) => Buffer;

const placed = (bytes: Buffer, part: number): number => Math.floor(part * bytes.length);

const splice = (bytes: Buffer, at: number, length: number, other: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), other, bytes.subarray(at + length)]);

const part = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const short = fc.nat(40);

/** What means something, or comes from elsewhere. */
const piece = fc.oneof(
  fc.constantFrom(...[..."'+:?U 0\n\r\t\x00\x1a"].map(latin1)),
  fc
    .constantFrom(
      ...[
        "''",
        '??',
        "?'",
        "'UNB+",
        "'UNZ+1+KUV17'",
        "UNT+1+A'",
        'UNP+3+1',
        "UNO+1+A+B+5'",
        "S14+14'",
        "UNA:+.? '",
      ],
      ...['\xef\xbb\xbf', '\xc3\xb8', '\x96', '~', '99999999999', '-1', '::::::::', '++++++++'],
    )
    .map((text) => latin1(text)),
  fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(part, short, piece).map(
    ([at, length, other]): Change =>
      (bytes) =>
        splice(bytes, placed(bytes, at), length, other),
  ),
  fc.tuple(part, piece).map(
    ([at, other]): Change =>
      (bytes) =>
        splice(bytes, placed(bytes, at), other.length, other),
  ),
  fc.tuple(part, piece).map(
    ([at, other]): Change =>
      (bytes) =>
        splice(bytes, placed(bytes, at), 0, other),
  ),
  part.map(
    (at): Change =>
      (bytes) =>
        bytes.subarray(0, placed(bytes, at)),
  ),
  part.map(
    (at): Change =>
      (bytes) =>
        bytes.subarray(placed(bytes, at)),
  ),
  fc.tuple(part, part, fc.nat(300)).map(
    ([from, to, length]): Change =>
      (bytes) =>
        splice(
          bytes,
          placed(bytes, to),
          0,
          bytes.subarray(placed(bytes, from), placed(bytes, from) + length),
        ),
  ),
  fc.tuple(part, part).map(
    ([a, b]): Change =>
      (bytes) => {
        const segments = bytes.toString('latin1').split("'");
        const [i, j] = [Math.floor(a * segments.length), Math.floor(b * segments.length)];
        const [one, other] = [segments[i], segments[j]] as [string, string];
        return latin1(segments.map((own, k) => (k === i ? other : k === j ? one : own)).join("'"));
      },
  ),
);

/** Converts all there is to convert, in both ways. */
const convertAll = (bytes: Buffer) => {
  const read = converter.read({ name: 'x.edi', bytes });
  const told: Diagnostic[] = [...read.diagnostics];
  let results = 0;
  const documents: Buffer[] = [];
  for (const letters of envelopesOf(read.letters)) {
    const conversion = converter.convertEnvelope(letters);
    told.push(...conversion.letters.flatMap(({ diagnostics }) => diagnostics));
    if (conversion.root === undefined) continue;
    results += letters.length;
    documents.push(Buffer.concat([...toOioxml(conversion.root)]));
  }
  for (const letter of read.letters) {
    if (kindOf(letter) !== 'correspondence') continue;
    told.push(...converter.convert(letter, []).diagnostics);
  }
  return { results, told, documents };
};

describe('a file with any faults', () => {
  test(
    'is converted, or it is told where and why not',
    () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...files),
          fc.array(change, { minLength: 1, maxLength: 4 }),
          (file, changes) => {
            const bytes = changes.reduce((before, one) => one(before), file.bytes);
            const { results, told, documents } = convertAll(bytes);
            for (const { place, message, hint } of told) {
              expect(place).toMatchObject({
                file: 'x.edi',
                line: expect.any(Number),
                column: expect.any(Number),
              });
              expect(Math.min(place.line ?? 0, place.column ?? 0)).toBeGreaterThan(0);
              expect(place.byte ?? 0).toBeLessThanOrEqual(bytes.length);
              for (const text of PERSONAL) expect(message + hint).not.toContain(text);
            }
            const serious = told.filter(({ severity }) => severity !== 'info');
            if (serious.length === 0) expect(results).toBeGreaterThan(0);
            // What was made is a letter, whatever came in.
            for (const document of documents) {
              const again = converter.read({ name: 'x.xml', bytes: document });
              const errors = [
                ...again.diagnostics,
                ...again.letters.flatMap(({ diagnostics }) => diagnostics),
              ];
              expect(errors.filter(({ severity }) => severity === 'error')).toEqual([]);
            }
          },
        ),
        { numRuns },
      );
    },
    timeout,
  );

  test(
    'of which nothing is cut off loses no message without a word',
    () => {
      fc.assert(
        fc.property(fc.constantFrom(...files), part, piece, (file, at, other) => {
          const { results, told } = convertAll(splice(file.bytes, placed(file.bytes, at), 0, other));
          const serious = told.filter(({ severity }) => severity !== 'info');
          if (serious.length === 0) expect(results).toBe(file.messages);
        }),
        { numRuns },
      );
    },
    timeout,
  );
});

describe('what is written is read as it was', () => {
  /** Whatever ISO-8859-1 has, but for control characters. */
  const character = fc.oneof(
    { arbitrary: fc.constantFrom(...":+?'\\. \n\r\t"), weight: 3 },
    { arbitrary: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), weight: 3 },
    { arbitrary: fc.integer({ min: 0xa0, max: 0xff }).map((code) => String.fromCharCode(code)), weight: 1 },
  );
  const text = fc.array(character, { maxLength: 12 }).map((all) => all.join(''));
  const segment = fc.record({
    tag: fc.constantFrom('FTX', 'NAD', 'S14', 'ZZ9', 'UNP'),
    elements: fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 4 }),
  });

  const out = (tag: string, elements: readonly (readonly string[])[]): SegmentOut => {
    const segment = new SegmentOut(tag);
    for (const [e, components] of elements.entries())
      for (const [c, one] of components.entries()) segment.set(e + 1, c + 1, one);
    return segment;
  };

  test.each<Newlines>(['none', 'lf', 'crlf'])(
    'with line ends %s',
    (newlines) => {
      fc.assert(
        fc.property(fc.array(segment, { maxLength: 8 }), (segments) => {
          // The last byte of this is not UTF-8, whatever stands beside it.
          const all = [{ tag: 'UNH', elements: [['1'], ['ø']] }, ...segments];
          const count = all.length + 1;
          const bytes = Buffer.concat([
            ...toEdifact(
              [
                out('UNB', [['UNOC', '3'], [], [], [], ['K']]),
                ...all.map(({ tag, elements }) => out(tag, elements)),
                out('UNT', [[String(count)], ['1']]),
                out('UNZ', [['1'], ['K']]),
              ],
              newlines,
            ),
          ]);
          const { interchanges, diagnostics } = parseEdifact(inMemory(bytes), 'x.edi');
          expect(diagnostics).toEqual([]);
          expect(interchanges.flatMap((one) => one.diagnostics)).toEqual([]);
          const [message] = interchanges[0]?.messages ?? [];
          expect(message?.diagnostics).toEqual([]);
          const read = message?.segments.slice(0, -1).map((one) => ({
            tag: one.name,
            values: one.components().map(({ name, text }) => `${name}=${text}`),
          }));
          const expected = all.map(({ tag, elements }) => ({
            tag,
            values: elements.flatMap((components, e) =>
              components.flatMap((one, c) => {
                const plain = one.replace(/[\r\n]/g, '');
                return plain === '' ? [] : [`${tag}.${e + 1}.${c + 1}=${plain}`];
              }),
            ),
          }));
          expect(read).toEqual(expected);
        }),
        { numRuns },
      );
    },
    timeout,
  );
});
