import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agrees, judge, type Verdict } from '../../src/regress/judge.js';
import type { Json } from '../support/fhir.js';

const documents: Readonly<Record<string, Buffer>> = {
  'letter.json': readFileSync('samples/plain/expected/letter.json'),
  'letter.xml': readFileSync('samples/reply/expected/message.xml'),
  'letter.edi': readFileSync('samples/edifact-letter/input/letter.edi'),
  'letter.vans.xml': readFileSync('samples/envelope-attachment/expected/letter.vans.xml'),
  'fhir.xml': readFileSync('samples/forward/input/message.xml'),
};
const names = Object.keys(documents);

const against = (name: string, expected: Buffer, made: Buffer): Verdict =>
  judge({ files: new Map([[name, expected]]), told: [] }, [{ name, bytes: made, conversions: [] }], []);

const pathsOf = ({ differences }: Verdict): string[] =>
  differences.map(({ difference: { kind, expected, made } }) => `${kind} ${(expected ?? made)?.path}`);

describe('judge', () => {
  test.each(names)('%s: a document is what it is', (name) => {
    const bytes = documents[name] as Buffer;
    expect(agrees(against(name, Buffer.concat([bytes, Buffer.from('\n')]), bytes))).toBe(true);
  });

  test.each(names)('%s: any other bytes are told of, and never a fault', (name) => {
    const bytes = documents[name] as Buffer;
    const cut = fc.nat(bytes.length).map((at) => bytes.subarray(0, at));
    const flipped = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, bits]) => {
      const other = Buffer.from(bytes);
      other[at] = (other[at] as number) ^ bits;
      return other;
    });
    const any = fc.uint8Array().map((one) => Buffer.from(one));
    fc.assert(
      fc.property(fc.oneof(cut, flipped, any), (expected) => {
        expect(() => against(name, expected, bytes)).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });

  test('deep nesting is told of', () => {
    const deep = Buffer.from(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`);
    expect(against('letter.json', deep, documents['letter.json'] as Buffer).broken.length).toBe(1);
  });

  test('very many parts that are gone are told of', () => {
    const many = Buffer.from(
      JSON.stringify({ resourceType: 'Bundle', entry: Array(200_000).fill({ a: 1 }) }),
    );
    expect(
      against('letter.json', many, documents['letter.json'] as Buffer).differences.length,
    ).toBeGreaterThan(190_000);
  });

  test('a value that was changed is the only difference', () => {
    const bytes = documents['letter.json'] as Buffer;
    const places = [...stringsOf(JSON.parse(bytes.toString('utf8')), 'Bundle')];
    expect(places.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(
        fc.constantFrom(...places.map(({ path }) => path)),
        fc.string({ minLength: 1 }),
        (path, more) => {
          const bundle = JSON.parse(bytes.toString('utf8'));
          const { holder, key } =
            [...stringsOf(bundle, 'Bundle')].find((one) => one.path === path) ?? expect.fail();
          holder[key] += more;
          expect(pathsOf(against('letter.json', Buffer.from(JSON.stringify(bundle)), bytes))).toEqual([
            `changed ${path}`,
          ]);
        },
      ),
    );
  });

  test('parts whose values all differ belong together by what they consist of', () => {
    const bytes = documents['letter.json'] as Buffer;
    const bundle = JSON.parse(bytes.toString('utf8'));
    bundle.entry.splice(2, 1);
    for (const { resource } of bundle.entry) resource.meta.profile[0] += '-changed';
    const paths = pathsOf(against('letter.json', Buffer.from(JSON.stringify(bundle)), bytes));
    expect(paths.filter((path) => path.startsWith('new'))).toEqual(['new Bundle.entry[2]']);
    expect(paths.filter((path) => !path.endsWith('.meta.profile[0]'))).toEqual(['new Bundle.entry[2]']);
  });

  test('a number is no string, an empty list no absent one', () => {
    const json = (value: object): Buffer => Buffer.from(JSON.stringify({ resourceType: 'Bundle', ...value }));
    expect(pathsOf(against('a.json', json({ total: 1 }), json({ total: '1' })))).toEqual([
      'changed Bundle.total',
    ]);
    expect(pathsOf(against('a.json', json({ entry: [] }), json({})))).toEqual(['gone Bundle.entry']);
    expect(pathsOf(against('a.json', json({ a: [1] }), json({ a: 1 }))).sort()).toEqual([
      'gone Bundle.a[0]',
      'new Bundle.a',
    ]);
  });
});

/** All strings of a JSON value but the types of resources, with what holds them. */
function* stringsOf(value: Json, path: string): Generator<{ path: string; holder: Json; key: string }> {
  for (const [key, inner] of Object.entries<Json>(value)) {
    const own = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    if (typeof inner === 'string' && key !== 'resourceType') yield { path: own, holder: value, key };
    else if (typeof inner === 'object' && inner !== null) yield* stringsOf(inner, own);
  }
}
