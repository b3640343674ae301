import {
  type Letter,
  type Options,
  type Original,
  type ReadAcknowledgement,
  type ReceiptsConversion,
  toEdifact,
  toOioxml,
} from '../../src/index.js';
import { codesOf, converter, lettersOf } from './converter.js';
import { type Json, received, resources } from './fhir.js';
import { originalLetter, receipt, receiptMessage, refusal } from './receipt.js';

const HEADER = '6b2f3c1e-9d4a-4c58-8e70-2a9b7f6d1c35';
export const ERROR_CODES =
  'http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-acknowledgement-error-codes';

const party = (gln: string, sorId: string, name: string) => ({
  gln,
  sorId,
  name,
  endpoint: `https://sor2.sum.dsdn.dk/#id=${sorId}`,
});

/** A message with an attachment, as a store remembers it. All organisations are invented. */
export const withAttachment: Original = {
  sender: party('5790009999010', '111111000016008', 'Testby Lægehus'),
  receiver: party('5790009999027', '222222000016001', 'Sygeplejen Nord, Testkommune'),
  header: HEADER,
  activity: 'new-message',
  occurred: '2026-03-02T09:41:00+01:00',
  recorded: '2026-03-02T09:41:00+01:00',
  letters: [
    { message: 'XDIS91', envelope: '091034', letter: 'BREV1', version: 'XD9134L' },
    { message: 'XBIN01', envelope: '091035', letter: 'BIN1', version: 'XB0131X' },
  ],
};

/** The same without its attachment. */
export const alone: Original = { ...withAttachment, letters: withAttachment.letters.slice(0, 1) };

/** Receipts for the letters of these messages. */
export const answers = {
  accept: (time = '10:20'): string => xctl('PositiveReceipt', 'K1', originalLetter('BREV1'), { time }),
  acceptBinary: (time = '10:20'): string =>
    xctl('PositiveReceipt', 'K2', originalLetter('BIN1', '', 'XB0131X'), { time, envelope: '091035' }),
  refuse: (code = 'syntaksfejl', text = 'Kan ikke læses.', time = '10:20'): string =>
    xctl('NegativeReceipt', 'K1', refusal(code, text) + originalLetter('BREV1'), { time }),
  refuseBinary: (code = 'problem_med_version', text = 'For stor.', time = '10:20'): string =>
    xctl('NegativeReceipt', 'K2', refusal(code, text) + originalLetter('BIN1', '', 'XB0131X'), {
      time,
      envelope: '091035',
    }),
};

/** An Emessage with one receipt. */
export const xctl = (
  kind: Parameters<typeof receipt>[0],
  id: string,
  original = '',
  { time = '10:20', date = '2026-03-02', envelope = '091034' } = {},
): string =>
  receiptMessage(receipt(kind, id, original, envelope))
    .replace('>10:20<', `>${time}<`)
    .replace('>2026-03-02<', `>${date}<`);

/** The letters of documents in OIOXML. */
export const receiptsOf = (texts: readonly string[]): Letter[] =>
  texts.flatMap((text) => lettersOf({ name: 'receipt.xml', bytes: Buffer.from(text) }));

/** Converts receipts to an Acknowledgement. */
export const acknowledge = (texts: readonly string[], original: Original = alone, options: Options = {}) => {
  const conversion = converter.acknowledge(receiptsOf(texts), original, { trace: true, ...options });
  const bundle: Json = conversion.bundle === undefined ? undefined : received(conversion.bundle);
  return {
    ...conversion,
    bundle,
    codes: codesOf(conversion.diagnostics),
    response: bundle?.entry[0].resource.response,
    issues: bundle === undefined ? [] : (resources(bundle, 'OperationOutcome')[0]?.issue ?? []),
  };
};

const reference = (type: string, id: string) => ({ reference: `${type}/${id}` });
const IDS = {
  header: '1d9c5b7a-3e2f-4f61-a8d4-5c7e9b0f2a46',
  sender: '2e8d6c5b-4f3a-4b72-9c15-6d8f0a1e3b57',
  receiver: '3f7e5d4c-5a4b-4c83-8d26-7e9a1b2f4c68',
  outcome: '4a6f4e3d-6b5c-4d94-9e37-8f0b2c3a5d79',
  original: '5b5a3f2e-7c6d-4ea5-8f48-9a1c3d4b6e80',
  own: '6c4b2a1f-8d7e-4fb6-9a59-0b2d4e5c7f91',
};

/** An Acknowledgement of the message, as a receiver of FHIR writes it. */
export const acknowledgement = (code: string, issues: readonly Json[] = []): Json => {
  const organisation = (id: string, { gln, sorId, name }: Original['sender']) => ({
    resourceType: 'Organization',
    id,
    identifier: [
      { system: 'https://www.gs1.org/gln', value: gln },
      { system: 'urn:oid:1.2.208.176.1.1', value: sorId },
    ],
    name,
  });
  const provenance = (id: string, target: string, who: string, activity: string, time: string) => ({
    resourceType: 'Provenance',
    id,
    target: [reference('MessageHeader', target)],
    occurredDateTime: time,
    recorded: time,
    activity: {
      coding: [
        {
          system: 'http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-messaging-activityCodes',
          code: activity,
        },
      ],
    },
    agent: [{ who: reference('Organization', who) }],
  });
  const time = '2026-03-02T10:20:00+01:00';
  const all: Json[] = [
    {
      resourceType: 'MessageHeader',
      id: IDS.header,
      eventCoding: {
        system: 'http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-messaging-eventCodes',
        code: 'acknowledgement-message',
      },
      destination: [
        {
          extension: [
            {
              url: 'http://medcomfhir.dk/ig/messaging/StructureDefinition/medcom-messaging-destinationUseExtension',
              valueCoding: {
                system: 'http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-messaging-destinationUse',
                code: 'primary',
              },
            },
          ],
          endpoint: withAttachment.sender.endpoint,
          receiver: reference('Organization', IDS.receiver),
        },
      ],
      sender: reference('Organization', IDS.sender),
      source: { endpoint: withAttachment.receiver.endpoint },
      response: {
        identifier: HEADER,
        code,
        ...(issues.length === 0 ? {} : { details: reference('OperationOutcome', IDS.outcome) }),
      },
    },
    organisation(IDS.sender, withAttachment.receiver),
    organisation(IDS.receiver, withAttachment.sender),
    provenance(IDS.original, HEADER, IDS.receiver, 'new-message', '2026-03-02T09:41:00+01:00'),
    {
      ...provenance(IDS.own, IDS.header, IDS.sender, 'acknowledgement', time),
      entity: [{ role: 'revision', what: reference('MessageHeader', HEADER) }],
    },
    ...(issues.length === 0 ? [] : [{ resourceType: 'OperationOutcome', id: IDS.outcome, issue: issues }]),
  ];
  return {
    resourceType: 'Bundle',
    id: '7d3c1b0a-9e8f-4ac7-8b60-1c3e5f6d8a02',
    type: 'message',
    timestamp: time,
    entry: all.map((resource) => ({
      fullUrl: `https://example.org/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  };
};

/** An issue of an OperationOutcome. */
export const issue = (code: string, text?: string, coding?: string, more: Json = {}): Json => ({
  severity: 'fatal',
  code,
  ...(text === undefined && coding === undefined
    ? {}
    : {
        details: {
          ...(coding === undefined ? {} : { coding: [{ system: ERROR_CODES, code: coding }] }),
          ...(text === undefined ? {} : { text }),
        },
      }),
  ...more,
});

/** Reads an Acknowledgement. */
export const readAck = (bundle: Json): ReadAcknowledgement => {
  const read = converter.read({ name: 'ack.json', bytes: Buffer.from(JSON.stringify(bundle)) });
  if (read.acknowledgement === undefined) throw new Error(JSON.stringify(read.diagnostics));
  return read.acknowledgement;
};

/** Receipts as a test looks at them. */
export const written = (conversion: ReceiptsConversion) => {
  const texts = conversion.letters.map(({ root }) => Buffer.concat([...toOioxml(root)]).toString('latin1'));
  const all = (name: string): string[] =>
    texts.flatMap((text) =>
      [...text.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, value = '']) => value),
    );
  return {
    ...conversion,
    texts,
    interchanges: conversion.letters.map(({ segments }) =>
      segments === undefined ? '' : Buffer.concat([...toEdifact(segments)]).toString('latin1'),
    ),
    codes: codesOf(conversion.diagnostics),
    all,
    refuseCode: all('RefuseCode')[0],
    refuseText: all('RefuseText')[0],
  };
};

/** Converts an Acknowledgement to receipts. */
export const receiptsFor = (bundle: Json, original: Original = alone, options: Options = {}) =>
  written(converter.receipts('ack.json', readAck(bundle), original, { trace: true, ...options }));
