import { randomUUID } from 'node:crypto';
import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { type Phrase, phrase } from '../diagnostics/phrase.js';
import type { VansEnvelope } from '../formats/envelope/model.js';
import { dateTime, Fault } from '../formats/envelope/values.js';
import type { Node } from '../formats/fhir/node.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { copenhagenLocal } from '../mapping/copenhagen.js';
import { derivedUuid } from '../mapping/ids.js';
import type { Tables } from '../mapping/tables.js';
import type { Message } from '../mapping/to-oioxml/message.js';
import { documentKinds } from './document-kinds.js';
import { describeDocument, envelopeOf } from './envelope.js';
import type { Read } from './read.js';
import { valueAt } from './values.js';

/** What a document says of its way. */
interface Address {
  sender: string | undefined;
  receiver: string | undefined;
  /** Danish local time. */
  sent: string | undefined;
  /** What tells the message from all others of its sender, also when it is sent again. */
  message: string[];
  /** What tells this dispatch of it from all others. */
  dispatch: string[];
}

const ofLetters = (letters: readonly Letter[]): Address | undefined => {
  const [first] = letters;
  if (first === undefined) return undefined;
  const at = (letter: Letter, path: string): string | undefined => valueAt(letter, path);
  const within = (letter: Letter, path: string): string | undefined =>
    at(letter, `${letter.schema.table.letter}/${path}`);
  const [date, time] = [at(first, 'Envelope/Sent/Date'), at(first, 'Envelope/Sent/Time')];
  return {
    sender: within(first, 'Sender/EANIdentifier'),
    receiver: within(first, 'Receiver/EANIdentifier'),
    sent: date && time && `${date}T${time}:00`,
    // The time tells apart letters of a sender whose numbers begin anew.
    message: letters.flatMap((letter) =>
      ['Letter/Identifier', 'Letter/Authorisation/Date', 'Letter/Authorisation/Time'].map(
        (path) => within(letter, path) ?? '',
      ),
    ),
    dispatch: [at(first, 'Envelope/Identifier') ?? ''],
  };
};

const ofMessage = (
  { bundle, header, sender, receiver }: Pick<Message, 'bundle' | 'header' | 'sender' | 'receiver'>,
  { message }: Tables,
): Address => {
  const systems = message.slices['Organization.identifier[GLN]']?.is ?? [];
  const locationNumber = (organisation: Node): string | undefined =>
    organisation
      .all('identifier')
      .find((one) => systems.includes(one.value('system') ?? ''))
      ?.value('value');
  const timestamp = bundle.value('timestamp')?.trim() ?? '';
  const local = copenhagenLocal(timestamp);
  return {
    sender: locationNumber(sender),
    receiver: locationNumber(receiver),
    sent: local && `${local.date}T${local.time}${timestamp.slice(16, 19)}`,
    message: [header.value('id') ?? ''],
    dispatch: [bundle.value('id') ?? ''],
  };
};

const ID = /^[!-~]{1,18}$/;
const NAME = /^[!-~]{1,255}$/;
const fits = (id: string | undefined): id is string => id !== undefined && ID.test(id);

const refuse = (read: Read, what: Phrase): never => {
  throw new DiagnosticError(diagnostic('VAN055', { file: read.name, line: 1, column: 1 }, { what }));
};

/**
 * Puts a document in an envelope: addressed with the location numbers of the message itself, dated with its own time of
 * sending. Derived ids are the same for the same document; the message's is also that of a document that is sent again in
 * another dispatch. Rules: conversion rules 17, 17.1, 17.2.
 *
 * @param read what was read of the document
 * @param data the document, or whatever stands for its bytes
 * @param ids whether ids are derived from the document (default), or fresh ones
 * @throws DiagnosticError VAN055 if the document lacks what an envelope must have
 */
export const wrapDocument = <Data extends { length: number }>(
  read: Read,
  data: Data,
  tables: Tables,
  ids: 'derived' | 'random' = 'derived',
): VansEnvelope<Data> => {
  const message = read.message?.message ?? read.acknowledgement?.message;
  const address = message === undefined ? ofLetters(read.letters) : ofMessage(message, tables);
  const [kind] = documentKinds(read);
  if (address === undefined || kind === undefined) return refuse(read, phrase('content'));
  const { sender, receiver, sent } = address;
  if (!fits(sender)) return refuse(read, phrase('sender-number'));
  if (!fits(receiver)) return refuse(read, phrase('receiver-number'));
  if (sent === undefined || dateTime(sent) instanceof Fault) return refuse(read, phrase('time-of-sending'));
  const key = ['VANSEnvelope', kind.message, sender, ...address.message];
  const idOf = (...parts: string[]): string =>
    ids === 'random' ? randomUUID() : derivedUuid(JSON.stringify([...key, ...parts]));
  const envelope = envelopeOf(tables.envelope, {
    sender,
    receiver,
    sent,
    kind,
    data,
    identifier: idOf('envelope', ...address.dispatch),
    message: idOf('message'),
  });
  const name = describeDocument(tables.envelope, kind)?.name ?? '';
  return envelope !== undefined && NAME.test(name) ? envelope : refuse(read, phrase('name'));
};
