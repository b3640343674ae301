import { expect } from 'vitest';
import { messageOf, readVansEnvelope } from '../../../src/index.js';
import { copenhagenTime } from '../../../src/mapping/copenhagen.js';
import { tables } from '../../support/converter.js';
import { enveloped, type Sent } from '../../support/exchange.js';
import type { Play } from './play.js';
import { allAt, elementsOf, type Node, parseXml, textAt } from './xml.js';

const NAMESPACE = 'urn:oio:medcom:vans-envelope:1.0.4';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an envelope must say of its document. Source: conversion rules 17.1. */
export interface Told {
  format: string;
  name: string;
  version: string;
  mime?: string;
}

const legacy = (message: string, version: string): Told => ({
  format: 'XML',
  name: `MCM:${message}`,
  version,
});
const fhir = (name: string, version: string): Told => ({
  format: 'HL7',
  name,
  version,
  mime: 'application/fhir+json',
});

export const told = {
  CareCommunication: fhir('MCM:FDIS91#other', '5.0'),
  ok: fhir('MCM:FCTL#ok', '2.0.0'),
  'fatal-error': fhir('MCM:FCTL#fatal-error', '2.0.0'),
  XDIS91: legacy('XDIS91', 'XD9134L'),
  XBIN01: legacy('XBIN01', 'XB0131X'),
  XCTL01: legacy('XCTL01', 'XC0130Q'),
  XCTL02: legacy('XCTL02', 'XC0230Q'),
  XCTL03: legacy('XCTL03', 'XC0330Q'),
} as const;

const names = (node: Node | undefined): string[] =>
  node === undefined ? [] : elementsOf(node).map(({ name }) => name);

/** The elements of an envelope in the order of its schema, each once; what is optional and not written is not there. */
const expectOrder = (root: Node, mime: boolean): void => {
  expect(root.name).toBe('VANSEnvelope');
  expect(root.attributes).toEqual({ xmlns: NAMESPACE });
  expect(names(root)).toEqual(['SenderID', 'ReceiverID', 'EnvelopeIdentifier', 'SentDateTime', 'Message']);
  expect(names(allAt(root, 'Message')[0])).toEqual(['MetaInformation', 'Data']);
  const meta = 'Message/MetaInformation';
  expect(names(allAt(root, meta)[0])).toEqual(['Identifier', 'Document', 'Transport']);
  expect(names(allAt(root, `${meta}/Document`)[0])).toEqual(['Format', 'Name', 'Version', 'SizeInBytes']);
  expect(names(allAt(root, `${meta}/Transport`)[0])).toEqual([
    'Type',
    'TransformMessage',
    ...(mime ? ['ServiceTag'] : []),
  ]);
};

/**
 * Checks an envelope that was sent by its text: elements and their order, what they say, ids, time, size and content. Source:
 * conversion rules 17, as no schema of it is published.
 */
export const expectEnvelope = (play: Play, sent: Sent, what: Told, from: string, to: string): void => {
  const root = parseXml(sent.bytes);
  expectOrder(root, what.mime !== undefined);
  for (const [name, id] of [
    ['SenderID', from],
    ['ReceiverID', to],
  ] as const) {
    expect(textAt(root, name)).toBe(id);
    expect(allAt(root, name)[0]?.attributes).toEqual({ EndPointType: 'EAN' });
  }
  expect(textAt(root, 'EnvelopeIdentifier')).toMatch(UUID);
  expect(textAt(root, 'Message/MetaInformation/Identifier')).toMatch(UUID);
  expect(textAt(root, 'SentDateTime')).toBe(copenhagenTime(play.exchange.now).slice(0, 19));
  const at = (path: string): string => textAt(root, `Message/MetaInformation/${path}`);
  expect(at('Document/Format')).toBe(what.format);
  expect(at('Document/Name')).toBe(what.name);
  expect(at('Document/Version')).toBe(what.version);
  expect(at('Transport/Type')).toBe('reliable');
  expect(at('Transport/TransformMessage')).toBe('false');
  if (what.mime !== undefined) {
    expect(at('Transport/ServiceTag')).toBe(what.mime);
    expect(allAt(root, 'Message/MetaInformation/Transport/ServiceTag')[0]?.attributes).toEqual({
      name: 'MCM:MIME',
    });
  }
  const base64 = textAt(root, 'Message/Data');
  const data = Buffer.from(base64, 'base64');
  expect(data.toString('base64')).toBe(base64);
  expect(at('Document/SizeInBytes')).toBe(String(data.length));
  expect(data.equals(sent.data)).toBe(true);
  expect(readVansEnvelope(sent.bytes, 'sent.xml').diagnostics).toEqual([]);
};

/** Envelopes have ids that nobody else has. */
export const expectOwnEnvelopes = (sent: readonly Sent[]): void => {
  const ids = sent.map(({ envelope }) => envelope.identifier);
  expect(new Set(ids).size).toBe(sent.length);
};

const COUNTERPARTS: Readonly<Record<string, readonly [format: string, name: RegExp]>> = {
  CareCommunication: ['HL7', /^MCM:FDIS91#/],
  Acknowledgement: ['HL7', /^MCM:FCTL#/],
  XDIS91: ['XML', /^MCM:XDIS91$/],
  XBIN01: ['XML', /^MCM:XBIN01$/],
};

/**
 * A message that came is recognised by Format and Name of its envelope, whatever is in it; its content agrees.
 *
 * @param number of the delivery
 */
export const expectRecognised = async (play: Play, number: number, message: string): Promise<void> => {
  const { bytes, kind, from, to, data } = play.delivery(number);
  const [format, name] = COUNTERPARTS[message] ?? ['', /^$/];
  const meta = (envelope: Buffer) => {
    const content = readVansEnvelope(envelope, 'in.xml').envelope?.content;
    if (content?.kind !== 'message') throw new Error('there is no message');
    return content.meta;
  };
  const said = meta(bytes);
  expect(said.document.format).toBe(format);
  expect(said.document.name).toMatch(name);
  expect(messageOf(tables.envelope, said)?.message).toBe(message);
  // Nothing but the envelope is needed: with another content it says the same.
  const other = meta(enveloped(Buffer.from('?'), kind, from, to));
  expect(messageOf(tables.envelope, other)?.message).toBe(message);
  const entry = await play.entry(number);
  expect(entry.document).toBe(said.document.name);
  expect(entry.decisions.map((one) => one.kind)).toEqual([message]);
  expect(entry.diagnostics.map(({ code }) => code)).not.toContain('REL023');
  const read = play.exchange.converter.read({ name: 'in', bytes: data });
  const content = read.letters[0]?.schema.table.message ?? (read.message ? 'CareCommunication' : undefined);
  expect(content).toBe(message);
};
