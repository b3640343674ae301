import { base64Content, decodedInstead } from '../base64.js';
import type { Element } from '../xml/element.js';
import { type Checker, ONCE, OPTIONAL } from './check.js';
import {
  DOCUMENT_FORMATS,
  type DocumentInfo,
  END_POINT_TYPES,
  type EndPoint,
  type MetaInformation,
  type ServiceTag,
  TRANSPORT_TYPES,
  type VansEnvelope,
  type VansError,
  type VansMessage,
  type VansReceipt,
} from './model.js';
import { boolean, code, dateTime, int, positive, text, token, uuid } from './values.js';

/** What could be read of an envelope, whole or not. */
export interface Known {
  sender?: EndPoint | undefined;
  receiver?: EndPoint | undefined;
  identifier?: string | undefined;
  sent?: string | undefined;
  /** What it holds; receipts are not receipted. */
  holds?: 'message' | 'receipt' | undefined;
  /** Of a message. */
  meta?: MetaInformation | undefined;
}

const endPoint = (checker: Checker, element: Element | undefined): EndPoint | undefined => {
  if (element === undefined) return undefined;
  const id = checker.value(element, token(18), 'EndPointType');
  const type = checker.attribute(element, 'EndPointType', code(END_POINT_TYPES));
  return id === undefined || type === undefined ? undefined : { id, type };
};

const processing = (checker: Checker, element: Element): MetaInformation['processing'] => {
  const at = checker.children(element, { ProviderIdentifier: ONCE, ServiceIdentifier: ONCE });
  const provider = checker.value(at.ProviderIdentifier[0], text(255));
  const service = checker.value(at.ServiceIdentifier[0], text(255));
  return provider === undefined || service === undefined ? undefined : { provider, service };
};

const documentInfo = (checker: Checker, element: Element): DocumentInfo | undefined => {
  const at = checker.children(element, { Format: ONCE, Name: ONCE, Version: OPTIONAL, SizeInBytes: ONCE });
  const format = checker.value(at.Format[0], code(DOCUMENT_FORMATS));
  const name = checker.value(at.Name[0], text(255));
  const version = checker.value(at.Version[0], text(255));
  const size = checker.value(at.SizeInBytes[0], int);
  if (format === undefined || name === undefined || size === undefined) return undefined;
  return { format, name, version, size };
};

const serviceTag = (checker: Checker, element: Element): ServiceTag | undefined => {
  const name = checker.attribute(element, 'name', text(70));
  const value = checker.value(element, text(70), 'name');
  return name === undefined || value === undefined ? undefined : { name, value };
};

const transport = (checker: Checker, element: Element): MetaInformation['transport'] => {
  const at = checker.children(element, { Type: OPTIONAL, TransformMessage: ONCE, ServiceTag: [0, 5] });
  const type = checker.value(at.Type[0], code(TRANSPORT_TYPES));
  const transform = checker.value(at.TransformMessage[0], boolean);
  const serviceTags = at.ServiceTag.flatMap((one) => serviceTag(checker, one) ?? []);
  return transform === undefined ? undefined : { type, transform, serviceTags };
};

/** Told of a message, whole or not at all: a receipt quotes it as it is. */
const metaInformation = (checker: Checker, element: Element | undefined): MetaInformation | undefined => {
  if (element === undefined) return undefined;
  const before = checker.diagnostics.length;
  const at = checker.children(element, {
    Identifier: ONCE,
    Processing: OPTIONAL,
    Document: ONCE,
    Transport: OPTIONAL,
  });
  const identifier = checker.value(at.Identifier[0], uuid);
  const meta = {
    processing: at.Processing[0] && processing(checker, at.Processing[0]),
    document: at.Document[0] && documentInfo(checker, at.Document[0]),
    transport: at.Transport[0] && transport(checker, at.Transport[0]),
  };
  const { document } = meta;
  if (identifier === undefined || document === undefined || checker.diagnostics.length > before)
    return undefined;
  return { ...meta, identifier, document };
};

/** The bytes of the message; undefined if there are none, or they are not base64. */
const data = (checker: Checker, element: Element | undefined): Uint8Array | undefined => {
  const leaf = element && checker.leaf(element);
  if (leaf === undefined) return undefined;
  const { fault, size } = base64Content(leaf);
  if (fault !== undefined) checker.tell(leaf, 'VAN040', { reason: fault });
  else if (size === 0) checker.tell(leaf, 'VAN041');
  else return decodedInstead(leaf);
  return undefined;
};

const message = (
  checker: Checker,
  element: Element,
): { meta: MetaInformation | undefined; content: VansMessage | undefined } => {
  const at = checker.children(element, { MetaInformation: ONCE, Data: ONCE });
  const meta = metaInformation(checker, at.MetaInformation[0]);
  const bytes = data(checker, at.Data[0]);
  return { meta, content: meta && bytes && { kind: 'message', meta, data: bytes } };
};

const error = (checker: Checker, element: Element | undefined): VansError | undefined => {
  if (element === undefined) return undefined;
  const at = checker.children(element, { Code: OPTIONAL, Description: ONCE });
  const number = checker.value(at.Code[0], positive);
  const description = checker.value(at.Description[0], text(512));
  return description === undefined ? undefined : { code: number, description };
};

const ORIGINAL = { OriginalEnvelopeIdentifier: ONCE, OriginalMessage: ONCE };

const receipt = (checker: Checker, element: Element): VansReceipt | undefined => {
  const kinds = checker.children(element, {
    NegativeVans: OPTIONAL,
    NegativeMessage: OPTIONAL,
    PositiveMessage: OPTIONAL,
  });
  const kind = checker.choice(element, kinds);
  if (kind === undefined) return undefined;
  if (kind.name === 'PositiveMessage') {
    const at = checker.children(kind, ORIGINAL);
    const originalEnvelope = checker.value(at.OriginalEnvelopeIdentifier[0], uuid);
    const originalMessage = metaInformation(checker, at.OriginalMessage[0]);
    if (originalEnvelope === undefined || originalMessage === undefined) return undefined;
    return { kind: 'positiveMessage', originalEnvelope, originalMessage };
  }
  const negative = kind.name === 'NegativeMessage';
  const OriginalMessage = negative ? ONCE : OPTIONAL;
  const at = checker.children(kind, { Error: ONCE, ...ORIGINAL, OriginalMessage });
  const fault = error(checker, at.Error[0]);
  const originalEnvelope = checker.value(at.OriginalEnvelopeIdentifier[0], uuid);
  const originalMessage = metaInformation(checker, at.OriginalMessage[0]);
  if (fault === undefined || originalEnvelope === undefined) return undefined;
  const common = { error: fault, originalEnvelope };
  if (!negative) return { ...common, kind: 'negativeVans', originalMessage };
  return originalMessage && { ...common, kind: 'negativeMessage', originalMessage };
};

/**
 * Reads the elements of a VANSEnvelope and checks them. Rules: conversion rules 17.
 *
 * @param checker is told what is wrong; without errors in it the envelope is there
 */
export const readElements = (
  checker: Checker,
  root: Element,
): { known: Known; envelope: VansEnvelope | undefined } => {
  const { Message, Receipt, ...at } = checker.children(root, {
    SenderID: ONCE,
    ReceiverID: ONCE,
    EnvelopeIdentifier: ONCE,
    SentDateTime: ONCE,
    Message: OPTIONAL,
    Receipt: OPTIONAL,
  });
  const sender = endPoint(checker, at.SenderID[0]);
  const receiver = endPoint(checker, at.ReceiverID[0]);
  const identifier = checker.value(at.EnvelopeIdentifier[0], uuid);
  const sent = checker.value(at.SentDateTime[0], dateTime);
  const known: Known = { sender, receiver, identifier, sent };
  const holds = checker.choice(root, { Message, Receipt });
  if (holds === undefined) return { known, envelope: undefined };
  const isMessage = holds.name === 'Message';
  known.holds = isMessage ? 'message' : 'receipt';
  const read = isMessage ? message(checker, holds) : { meta: undefined, content: receipt(checker, holds) };
  known.meta = read.meta;
  const { content } = read;
  if (sender === undefined || receiver === undefined || identifier === undefined) {
    return { known, envelope: undefined };
  }
  const whole = sent !== undefined && content !== undefined && checker.diagnostics.length === 0;
  return { known, envelope: whole ? { sender, receiver, identifier, sent, content } : undefined };
};
