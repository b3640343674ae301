import { describe, expect, test } from 'vitest';
import { type ByteSource, inMemory } from '../../src/formats/byte-source.js';
import { parseEdifact } from '../../src/formats/edifact/parse.js';
import { codesOf, converter } from '../support/converter.js';
import {
  bin01,
  changed,
  ctl03,
  dis91,
  interchange,
  latin1,
  objectParts,
  type Part,
  TRICKY,
  whereIs,
} from '../support/edifact.js';

const FILE = 'x.edi';
/** Number of the first UNO in its message. */
const UNO = 20;

/** All that is told of a file; everything says what to do. */
const toldOf = (bytes: Buffer) => {
  const { letters, diagnostics } = converter.read({ name: FILE, bytes });
  const told = [...diagnostics, ...letters.flatMap((one) => one.diagnostics)];
  for (const { hint } of told) expect(hint.length).toBeGreaterThan(10);
  return told;
};

/** The objects of a file, in their order. */
const objectsOf = (bytes: Buffer): Buffer[] =>
  parseEdifact(inMemory(bytes), FILE).interchanges.flatMap(({ messages }) =>
    messages.flatMap(({ segments }) => segments.flatMap(({ object }) => object?.bytes ?? [])),
  );

/** Names of the letters that have no error. */
const good = (bytes: Buffer): string[] =>
  converter
    .read({ name: FILE, bytes })
    .letters.filter(({ diagnostics }) => diagnostics.every(({ severity }) => severity !== 'error'))
    .map(({ schema }) => schema.table.message);

const withObjects = (...objects: Part[][]): Buffer => interchange([bin01('B', objects.flat())]);

describe('an object is taken by its length', () => {
  test.each([
    ['with zero bytes', Buffer.alloc(300)],
    ['with every byte', Buffer.from(Array.from({ length: 256 }, (_, i) => i))],
    ['with apostrophes', latin1("'''?'??'")],
    ['with separators', latin1('+:+:?+?:')],
    ['with an UNP of its own', latin1("abUNP+2+1'UNT+22+B'UNZ+1+KUV17'")],
    ['that begins with an UNP', latin1("UNP+0+1'")],
    ['with an interchange in it', interchange([dis91()])],
    ['that begins and ends with line ends', latin1('\r\n\n x \n\r')],
    ['of one byte', latin1("'")],
    ['that is larger than what is read at once', Buffer.alloc((1 << 20) + 17, "ab'\n")],
    ['that ends where a piece of the file ends', Buffer.alloc((1 << 16) - 700, "'")],
  ])('%s', (_, object) => {
    for (const newline of ['', '\n', '\r\n']) {
      const bytes = interchange([bin01('B', objectParts(1, object))], { newline });
      expect(objectsOf(bytes).map((one) => one.equals(object))).toEqual([true]);
      expect(codesOf(toldOf(bytes))).toEqual([]);
    }
  });

  test('though it is empty, which no letter may be', () => {
    const bytes = withObjects(objectParts(1, Buffer.alloc(0)));
    expect(objectsOf(bytes)).toEqual([Buffer.alloc(0)]);
    expect(toldOf(bytes)[0]).toMatchObject({
      code: 'OIO039',
      severity: 'error',
      place: { segment: UNO, component: 'UNO.4.1', ...whereIs(bytes, "0:14:1:A'") },
    });
  });

  test('with line ends before its UNP, which are not its own', () => {
    for (const between of ['\n', '\r\n', '\n\n', ' \t\r\n']) {
      const bytes = withObjects(objectParts(1, TRICKY, { between }));
      expect(objectsOf(bytes)).toEqual([TRICKY]);
      expect(codesOf(toldOf(bytes))).toEqual([]);
    }
  });

  test('also where there are several, small and large', () => {
    const objects = [TRICKY, latin1('x'), Buffer.alloc(200_000, "UNP+1+1'"), TRICKY, interchange([bin01()])];
    const bytes = withObjects(...objects.map((one, i) => objectParts(i + 1, one)));
    expect(objectsOf(bytes)).toEqual(objects);
    expect(codesOf(toldOf(bytes))).toEqual([]);
  });

  test('in whichever message of the file it stands', () => {
    const bytes = Buffer.concat([
      interchange([bin01('A'), dis91('B'), bin01('C')], { newline: '' }),
      interchange([dis91('D')]),
      interchange([bin01('E')]),
    ]);
    expect(objectsOf(bytes)).toEqual([TRICKY, TRICKY, TRICKY]);
    expect(good(bytes)).toHaveLength(5);
  });
});

describe('a length that lies', () => {
  const object = latin1("123'56+89:");

  test.each([
    ['is too short', '3'],
    ['is zero', '0'],
    ['is too long', '13'],
    ['is far too long', '90000'],
    ['reaches up to the end of the file', '130'],
    ['reaches into the next object', '200'],
  ])('%s: the UNP that follows tells the right one', (_, stated) => {
    const parts = [objectParts(1, object, { stated, ended: stated }), objectParts(2, TRICKY)];
    const bytes = Buffer.concat([withObjects(...parts), interchange([ctl03()])]);
    expect(objectsOf(bytes)).toEqual([object, TRICKY]);
    expect(toldOf(bytes)).toMatchObject([
      {
        code: 'EDI019',
        severity: 'warning',
        message: expect.stringContaining(`${stated} bytes; up to its UNP it has 10`),
        place: { ...whereIs(bytes, `${stated}:14:1:A'123`), segment: UNO, component: 'UNO.4.1' },
      },
      { code: 'EDI022', place: { segment: UNO + 1, component: 'UNP.1.1' } },
    ]);
    expect(good(bytes)).toEqual(['XBIN01', 'XCTL03']);
  });

  test('is told once if UNP knows better', () => {
    const bytes = withObjects(objectParts(1, object, { stated: '11' }));
    expect(codesOf(toldOf(bytes))).toEqual(['EDI019']);
    expect(objectsOf(bytes)).toEqual([object]);
  });

  test('and no UNP: the interchange is refused, the others are not', () => {
    const bad = changed(withObjects(objectParts(1, object, { stated: '13' })), 'UNP', 'XNP');
    const bytes = Buffer.concat([interchange([dis91()]), bad, interchange([bin01()])]);
    const at = whereIs(bytes, '13:14:1:A');
    expect(toldOf(bytes).filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'EDI018', place: { ...at, segment: UNO, component: 'UNO.4.1' } },
    ]);
    // The UNP of another interchange is not that of this object.
    expect(good(bytes)).toEqual(['XDIS91', 'XBIN01']);
    expect(objectsOf(bytes)).toEqual([TRICKY]);
  });

  test.each([
    ['no number', '35A'],
    ['a negative number', '-3'],
    ['nothing', ''],
    ['a number that nobody can count to', '9'.repeat(400)],
  ])('or is %s is refused', (_, stated) => {
    const bad = withObjects(objectParts(1, object, { stated }));
    const bytes = Buffer.concat([bad, interchange([dis91()])]);
    const where = stated === '' ? whereIs(bytes, 'UNO+') : whereIs(bytes, `${stated}:14`);
    expect(toldOf(bytes).filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'EDI017', place: { ...where, segment: UNO, component: 'UNO.4.1' } },
    ]);
    expect(good(bytes)).toEqual(['XDIS91']);
  });

  test('or is not there is refused', () => {
    const bytes = changed(withObjects(objectParts(1, object)), /\+10:14:1:A/, '');
    expect(codesOf(toldOf(bytes))).toContain('EDI017');
  });

  test('in UNP is told, that of UNO is taken', () => {
    const bytes = withObjects(objectParts(1, TRICKY, { ended: '7' }));
    expect(objectsOf(bytes)).toEqual([TRICKY]);
    expect(toldOf(bytes)).toMatchObject([
      {
        code: 'EDI022',
        severity: 'warning',
        place: { ...whereIs(bytes, "7+1'\nUNT"), segment: UNO + 1, component: 'UNP.1.1' },
      },
    ]);
    expect(good(bytes)).toEqual(['XBIN01']);
  });
});

describe('a file that is cut off', () => {
  const whole = interchange([bin01('B', objectParts(1, Buffer.alloc(500, "x'")))]);
  const start = whole.indexOf("'x'") + 1;
  const before = interchange([dis91()]);

  test('anywhere within its object or the UNP is told at its UNO', () => {
    for (let length = 0; length < 503; length += length < 490 ? 49 : 1) {
      const bytes = Buffer.concat([before, whole.subarray(0, start + length)]);
      const errors = toldOf(bytes).filter(({ severity }) => severity === 'error');
      expect(errors, `after ${length} bytes`).toMatchObject([
        {
          code: 'EDI002',
          message: expect.stringContaining('500'),
          place: { ...whereIs(bytes, 'UNO+'), segment: UNO, component: 'UNO' },
        },
      ]);
      expect(good(bytes)).toEqual(['XDIS91']);
    }
  });

  test('within UNP is told there', () => {
    const bytes = whole.subarray(0, start + 506);
    expect(toldOf(bytes).filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'EDI002', place: { ...whereIs(bytes, 'UNP+'), segment: UNO + 1, component: 'UNP' } },
    ]);
  });

  test('anywhere never is without a word', () => {
    for (let length = 1; length < whole.length - 2; length++) {
      const told = toldOf(whole.subarray(0, length));
      expect(told.filter(({ severity }) => severity === 'error')).not.toEqual([]);
      expect(good(whole.subarray(0, length))).toEqual([]);
    }
  });

  test('leaves another interchange behind it alone', () => {
    const bytes = Buffer.concat([whole.subarray(0, start + 200), latin1("'"), before]);
    expect(good(bytes)).toEqual(['XDIS91']);
    expect(toldOf(bytes).some(({ severity }) => severity === 'error')).toBe(true);
  });
});

describe('of a file with many objects no byte is read over and over', () => {
  /** How many bytes are read, for each byte of the file. */
  const read = (bytes: Buffer): number => {
    let count = 0;
    const counting: ByteSource = {
      size: bytes.length,
      bytes: (from, to) => {
        count += Math.max(0, Math.min(to, bytes.length) - from);
        return bytes.subarray(from, to);
      },
    };
    parseEdifact(counting, FILE);
    return count / bytes.length;
  };
  const many = (count: number, object: (number: number) => Part[]): Buffer =>
    withObjects(...Array.from({ length: count }, (_, i) => object(i + 1)));

  test.each([
    ['small ones', many(3000, (number) => objectParts(number, TRICKY))],
    ['large ones', many(50, (number) => objectParts(number, Buffer.alloc(150_000)))],
    ['ones whose length lies', many(3000, (number) => objectParts(number, TRICKY, { stated: '99999' }))],
    [
      'ones whose length lies, without UNP',
      Buffer.concat(
        Array.from({ length: 1000 }, () =>
          changed(withObjects(objectParts(1, latin1('x'), { stated: '9' })), 'UNP', 'XNP'),
        ),
      ),
    ],
  ])('%s', (_, bytes) => {
    expect(read(bytes)).toBeLessThan(4);
  });
});
