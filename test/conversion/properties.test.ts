import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasError, toJson, toXml } from '../../src/index.js';
import { bundleFaults } from '../support/bundle-checks.js';
import { converter, lettersOf } from '../support/converter.js';
import { payloads, received } from '../support/fhir.js';
import { correspondence, xdis91 } from '../support/generate.js';
import { countLeaves } from '../support/leaves.js';
import { xmlToJson } from '../support/xml-to-json.js';

const bytes = (text: string): Buffer => Buffer.from(text);
const read = (name: string, text: string) => lettersOf({ name, bytes: bytes(text) });

const runs = { numRuns: 250 };

describe('any valid letter', () => {
  test('converts, and every leaf of it is accounted for', () => {
    fc.assert(
      fc.property(xdis91, (text) => {
        const [letter] = read('letter.xml', text);
        const conversion = converter.convert(letter as never, [], { incomplete: true, trace: true });
        expect(conversion.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
        const bundle = received(conversion.bundle);
        expect(bundleFaults(bundle)).toEqual([]);
        const { mapped, used, dropped, unmapped } = conversion.counts;
        expect(unmapped).toBe(0);
        expect(mapped + used + dropped).toBe(countLeaves(bytes(text), undefined, ''));
      }),
      runs,
    );
  });

  test('gives the same bytes every time, in JSON and in XML that says the same', () => {
    fc.assert(
      fc.property(xdis91, (text) => {
        const once = () =>
          converter.convert(read('letter.xml', text)[0] as never, [], { incomplete: true }).bundle;
        const bundle = once() as never;
        expect(Buffer.concat(toJson(once() as never))).toEqual(Buffer.concat(toJson(bundle)));
        expect(xmlToJson(Buffer.concat(toXml(bundle)).toString('utf8'))).toEqual(received(bundle));
      }),
      { numRuns: 100 },
    );
  });

  test('ends in the same message whatever its encoding and prefix', () => {
    const latin = xdis91.map((text) => text.replace(/[^\n\x20-\x7e\xa0-\xff]/gu, '?'));
    fc.assert(
      fc.property(latin, (text) => {
        const convert = (b: Buffer) => {
          const { letters } = converter.read({ name: 'letter.xml', bytes: b });
          return received(converter.convert(letters[0] as never, [], { incomplete: true }).bundle);
        };
        const expected = convert(bytes(text));
        const prefixed = text.replace(/<(\/?)(?=[A-Z])/g, '<$1m:').replace('xmlns=', 'xmlns:m=');
        const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>${text}`;
        expect(convert(Buffer.from(`\ufeff${text}`))).toEqual(expected);
        expect(convert(Buffer.from(declared('ISO-8859-1'), 'latin1'))).toEqual(expected);
        expect(convert(Buffer.from(declared('windows-1252'), 'latin1'))).toEqual(expected);
        expect(convert(bytes(prefixed))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('any letter with its binary letters', () => {
  test('converts with every content where it belongs, in the order of the references', () => {
    fc.assert(
      fc.property(correspondence, fc.boolean(), ({ letter, binaries }, reversed) => {
        const carried = binaries.flatMap((text, i) => read(`attachment-${i}.xml`, text));
        if (reversed) carried.reverse();
        const conversion = converter.convert(read('letter.xml', letter)[0] as never, carried, {
          trace: true,
        });
        expect(hasError(conversion.diagnostics)).toBe(false);
        expect(conversion.rejected).toEqual([]);
        const bundle = received(conversion.bundle);
        expect(bundleFaults(bundle)).toEqual([]);
        const objects = new Map(
          [...binaries.join('').matchAll(/<ObjectIdentifier>(.*?)<.*?<Object_Base64Encoded>(.*?)</gs)].map(
            ([, id, data]) => [`urn:uuid:${id?.toLowerCase()}`, data],
          ),
        );
        const files = payloads(bundle).filter((p) => p.contentAttachment?.data !== undefined);
        const ids = files.map(
          (p) => p.extension.find((e: { url: string }) => e.url.includes('identifier')).valueIdentifier.value,
        );
        expect(files.length).toBe(objects.size);
        expect(files.map((p) => p.contentAttachment.data)).toEqual(ids.map((id) => objects.get(id)));
        const order = [...letter.matchAll(/<ObjectIdentifier>(.*?)</g)].map(([, id]) => id?.toLowerCase());
        expect(ids.map((id: string) => id.slice('urn:uuid:'.length).replaceAll('-', ''))).toEqual(order);
        const total = [
          countLeaves(bytes(letter), undefined, ''),
          ...binaries.map((b) => countLeaves(bytes(b), undefined, '')),
        ];
        const { mapped, used, dropped, unmapped } = conversion.counts;
        expect(unmapped).toBe(0);
        expect(mapped + used + dropped).toBe(total.reduce((a, b) => a + b));
        expect(conversion.trace?.input.length).toBe(mapped + used + dropped);
      }),
      runs,
    );
  });
});
