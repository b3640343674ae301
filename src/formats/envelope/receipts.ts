import type { Known } from './elements.js';
import type { EndPoint, MetaInformation, VansEnvelope, VansError, VansReceipt } from './model.js';

/** What a receipt takes from the envelope that it answers. */
export interface Quoted {
  sender: EndPoint;
  receiver: EndPoint;
  identifier: string;
  meta?: MetaInformation | undefined;
}

/** What is new in the envelope of a receipt. */
export interface Dispatch {
  /** UUID of the receipt's envelope. */
  identifier: string;
  /** When it is sent, an xs:dateTime; local, without zone. */
  sent: string;
}

const LONGEST = 512;
/** What XML 1.0 has no place for. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these have no place in XML
const NOT_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;

/** An error as an envelope can hold it: 1 to 512 characters. */
const fitting = ({ code, description }: VansError): VansError => {
  const characters = [...description.replace(NOT_XML, '\ufffd')];
  const cut = characters.length > LONGEST ? [...characters.slice(0, LONGEST - 1), '…'] : characters;
  return { code, description: cut.join('') || '–' };
};

/** What a receipt can quote; undefined if sender, receiver or identifier could not be read. */
export const quotedOf = ({ sender, receiver, identifier, meta }: Known): Quoted | undefined =>
  sender && receiver && identifier ? { sender, receiver, identifier, meta } : undefined;

const answer = (to: Quoted, { identifier, sent }: Dispatch, content: VansReceipt): VansEnvelope => ({
  sender: to.receiver,
  receiver: to.sender,
  identifier,
  sent,
  content,
});

/** The receipt that tells that a message arrived. Rules: conversion rules 17.4. */
export const positiveMessage = (to: Quoted & { meta: MetaInformation }, dispatch: Dispatch): VansEnvelope =>
  answer(to, dispatch, {
    kind: 'positiveMessage',
    originalEnvelope: to.identifier,
    originalMessage: to.meta,
  });

/**
 * The receipt with which the receiving end refuses a message.
 *
 * @param error why; a description that is too long is cut
 */
export const negativeMessage = (
  to: Quoted & { meta: MetaInformation },
  dispatch: Dispatch,
  error: VansError,
): VansEnvelope =>
  answer(to, dispatch, {
    kind: 'negativeMessage',
    error: fitting(error),
    originalEnvelope: to.identifier,
    originalMessage: to.meta,
  });

/**
 * The receipt with which the network refuses an envelope, be it one that cannot be read.
 *
 * @param to what is known of the envelope (see `quotedOf`); its message is quoted if it could be read
 * @param error why; a description that is too long is cut
 */
export const negativeVans = (to: Quoted, dispatch: Dispatch, error: VansError): VansEnvelope =>
  answer(to, dispatch, {
    kind: 'negativeVans',
    error: fitting(error),
    originalEnvelope: to.identifier,
    originalMessage: to.meta,
  });
