import type { DocumentInfo, MetaInformation, ServiceTag, VansEnvelope } from '../formats/envelope/model.js';
import type { DocumentRow, EnvelopeTable } from '../mapping/envelope.js';

/** What a document is, as far as an envelope tells it. */
export interface DocumentKind {
  /** The message: `CareCommunication`, `Acknowledgement`, `XDIS91`, `DIS91`, `XBIN01` ... */
  message: string;
  /** Of FHIR: the category code of a CareCommunication, the response code of an Acknowledgement. */
  postfix?: string | undefined;
  /** Of FHIR. */
  syntax?: 'xml' | 'json' | undefined;
  /** As the document itself says it, or the envelope. */
  version?: string | undefined;
}

/** What an envelope says of a document. */
export interface DocumentDescription extends Omit<DocumentInfo, 'size'> {
  serviceTags: ServiceTag[];
}

const rowOf = ({ documents }: EnvelopeTable, message: string): DocumentRow | undefined =>
  documents.find((row) => row.message === message);

const sameWord = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * What an envelope says of a document, by the table. Rules: conversion rules 17.1.
 *
 * @param kind its version is not used: a document that is written is of the version that the table has
 * @returns undefined for a message that the table does not have
 */
export const describeDocument = (
  table: EnvelopeTable,
  { message, postfix, syntax }: DocumentKind,
): DocumentDescription | undefined => {
  const row = rowOf(table, message);
  if (row === undefined) return undefined;
  const { format, version, mime } = row;
  const name = row.postfixes === undefined || postfix === undefined ? row.name : `${row.name}#${postfix}`;
  const { tag, ...types } = table.mime;
  const serviceTags = mime && syntax ? [{ name: tag, value: types[syntax] }] : [];
  return { format, name, version, serviceTags };
};

/** The syntax that a ServiceTag tells; parameters of the content type do not count. */
const syntaxOf = ({ mime }: EnvelopeTable, { transport }: MetaInformation): DocumentKind['syntax'] => {
  const tag = transport?.serviceTags.find(({ name }) => sameWord(name.trim(), mime.tag));
  const type = tag?.value.split(';')[0]?.trim() ?? '';
  return (['xml', 'json'] as const).find((one) => sameWord(mime[one], type));
};

/**
 * The message that an envelope says it holds. Letter case does not count; a postfix may be missing, or one that is no longer
 * used. The content decides what the message is. Rules: conversion rules 17.1.
 *
 * @returns undefined for a name that the table does not have
 */
export const messageOf = (table: EnvelopeTable, meta: MetaInformation): DocumentKind | undefined => {
  const { document } = meta;
  const [name = '', ...rest] = document.name.trim().split('#');
  const row = table.documents.find((one) => sameWord(one.name, name));
  if (row === undefined) return undefined;
  const written = rest.length === 0 ? undefined : rest.join('#');
  const postfix = row.postfixes?.find((one) => sameWord(one, written ?? '')) ?? written;
  const { version } = document;
  return { message: row.message, postfix, syntax: row.mime && syntaxOf(table, meta), version };
};

/** `5.0` is `5.0.0`. */
const sameVersion = (a: string, b: string): boolean =>
  a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);

/** What an envelope says that is not so: paths of its elements, and whether the message is sent unreliably. */
export interface Contradictions {
  elements: string[];
  unreliable: boolean;
}

const META = 'Message/MetaInformation';

/**
 * Compares what an envelope says with the message that is in it. A postfix contradicts only if it is one that is in use.
 *
 * @param found what the document turned out to be
 */
export const contradictions = (
  table: EnvelopeTable,
  meta: MetaInformation,
  found: DocumentKind,
): Contradictions => {
  const row = rowOf(table, found.message);
  const said = messageOf(table, meta);
  const elements: string[] = [];
  if (row !== undefined && row.format !== meta.document.format) elements.push(`${META}/Document/Format`);
  const otherPostfix =
    found.postfix !== undefined &&
    row?.postfixes?.includes(said?.postfix ?? '') === true &&
    !sameWord(said?.postfix ?? '', found.postfix);
  if (said?.message !== found.message || otherPostfix) elements.push(`${META}/Document/Name`);
  else {
    const { version, syntax } = said;
    if (version !== undefined && found.version && !sameVersion(version.trim(), found.version))
      elements.push(`${META}/Document/Version`);
    if (syntax !== undefined && syntax !== found.syntax) elements.push(`${META}/Transport/ServiceTag`);
  }
  return { elements, unreliable: row?.reliable === true && meta.transport?.type === 'unreliable' };
};

/** What is to be put in an envelope, and where it goes. */
export interface Dispatched<Data> {
  /** Location numbers of the message's own sender and receiver. */
  sender: string;
  receiver: string;
  /** UUID of the envelope, new for every dispatch. */
  identifier: string;
  /** UUID of the message, which it keeps when it is sent again. */
  message: string;
  /** When it is sent, an xs:dateTime; local, without zone. */
  sent: string;
  kind: DocumentKind;
  data: Data;
}

/**
 * The envelope of a document: addressed by location numbers, described by the table. Rules: conversion rules 17.1, 17.2.
 *
 * @returns undefined for a message that the table does not have
 */
export const envelopeOf = <Data extends { length: number }>(
  table: EnvelopeTable,
  { sender, receiver, identifier, message, sent, kind, data }: Dispatched<Data>,
): VansEnvelope<Data> | undefined => {
  const description = describeDocument(table, kind);
  if (description === undefined) return undefined;
  const { serviceTags, ...document } = description;
  const type = table.endPoint;
  return {
    sender: { id: sender, type },
    receiver: { id: receiver, type },
    identifier,
    sent,
    content: {
      kind: 'message',
      meta: {
        identifier: message,
        document: { ...document, size: data.length },
        transport: { ...table.transport, serviceTags },
      },
      data,
    },
  };
};
