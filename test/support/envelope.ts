import fc from 'fast-check';
import {
  type MetaInformation,
  toVansEnvelope,
  type VansEnvelope,
  type VansReceipt,
} from '../../src/index.js';

/** The envelope of the example: a FHIR message of a few bytes. */
export const sampleEnvelope = (
  data: Uint8Array = Buffer.from('{"resourceType":"Bundle"}'),
): VansEnvelope => ({
  sender: { id: '5790009999010', type: 'EAN' },
  receiver: { id: '5790009999027', type: 'EAN' },
  identifier: '3f1c2a90-55d4-4b1e-9d0a-6a1f0c7e2b11',
  sent: '2026-03-02T14:06:00',
  content: { kind: 'message', meta: sampleMeta(data.length), data },
});

const sampleMeta = (size: number): MetaInformation => ({
  identifier: '3f1c2a90-55d4-4b1e-9d0a-6a1f0c7e2b11',
  document: { format: 'HL7', name: 'MCM:FDIS91#other', version: '5.0', size },
  transport: {
    type: 'reliable',
    transform: false,
    serviceTags: [{ name: 'MCM:MIME', value: 'application/fhir+json' }],
  },
});

/** An envelope as bytes. */
export const written = (envelope: VansEnvelope, indent = 2): Buffer =>
  Buffer.concat([...toVansEnvelope(envelope, indent)]);

/** An envelope as text, to be changed by a test. */
export const envelopeText = (data?: Uint8Array): string => written(sampleEnvelope(data)).toString('utf8');

/** A document in an envelope that says what it is told to. */
export const enveloped = (data: Uint8Array, document: { format: string; name: string; version?: string }) =>
  written({
    ...sampleEnvelope(),
    content: {
      kind: 'message',
      meta: {
        identifier: sampleEnvelope().identifier,
        document: { ...document, size: data.length } as never,
      },
      data,
    },
  });

/** Text with Danish letters, what must be escaped, and blanks of every kind. */
const text = (max: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...'abcæøåÆØÅ 0123#:.') },
        { weight: 2, arbitrary: fc.constantFrom(...'&<>"\'\r\n\t]€😀') },
      ),
      { minLength: 1, maxLength: Math.min(max, 40) },
    )
    .map((characters) => characters.join(''));
const token = (max: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[0-9A-Za-zæøå&<]{1,${max}}$`));
const uuid = fc.tuple(fc.uuid(), fc.boolean()).map(([id, capitals]) => (capitals ? id.toUpperCase() : id));
const optional = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined });

const endPoint = fc.record({ id: token(18), type: fc.constantFrom('EAN', 'CVR', 'VANS') });
const serviceTag = fc.record({ name: text(70), value: text(70) });
const metaInformation = (size: fc.Arbitrary<number>): fc.Arbitrary<MetaInformation> =>
  fc.record({
    identifier: uuid,
    processing: optional(fc.record({ provider: text(255), service: text(255) })),
    document: fc.record({
      format: fc.constantFrom('XML', 'EDIFACT', 'HL7', 'Binary', 'Other'),
      name: text(255),
      version: optional(text(255)),
      size,
    }),
    transport: optional(
      fc.record({
        type: optional(fc.constantFrom('reliable', 'unreliable')),
        transform: fc.boolean(),
        serviceTags: fc.array(serviceTag, { maxLength: 5 }),
      }),
    ),
  });
const anyMeta = metaInformation(fc.integer({ min: 0, max: 2 ** 31 - 1 }));

const error = fc.record({ code: optional(fc.integer({ min: 1, max: 9999 })), description: text(512) });
const receipt: fc.Arbitrary<VansReceipt> = fc.oneof(
  fc.record({
    kind: fc.constant('positiveMessage'),
    originalEnvelope: uuid,
    originalMessage: anyMeta,
  }),
  fc.record({
    kind: fc.constant('negativeMessage'),
    error,
    originalEnvelope: uuid,
    originalMessage: anyMeta,
  }),
  fc.record({
    kind: fc.constant('negativeVans'),
    error,
    originalEnvelope: uuid,
    originalMessage: optional(anyMeta),
  }),
);
const message = fc
  .uint8Array({ minLength: 1, maxLength: 6000 })
  .chain((data) =>
    metaInformation(fc.constant(data.length)).map((meta) => ({ kind: 'message' as const, meta, data })),
  );

const sent = fc
  .tuple(
    fc.integer({ min: 0, max: 30 * 365 * 24 * 3600 }),
    fc.constantFrom('', '.5', 'Z', '+01:00', '.125-03:30'),
  )
  .map(
    ([seconds, rest]) =>
      `${new Date(Date.UTC(2010, 0, 1) + seconds * 1000).toISOString().slice(0, 19)}${rest}`,
  );

/** Any valid envelope. */
export const anyEnvelope: fc.Arbitrary<VansEnvelope> = fc.record({
  sender: endPoint,
  receiver: endPoint,
  identifier: uuid,
  sent,
  content: fc.oneof(message, receipt),
});
