import { hash, randomBytes, randomUUID } from 'node:crypto';

/** Makes the ids of a message. */
export interface Ids {
  /**
   * @param role what the id is for (`MessageHeader`, `text`); the same role gives the same id within a message
   * @param withEnvelope whether another envelope with the same letter gives another id
   */
  make(role: string, withEnvelope: boolean): string;
}

const HEX = 16;
const shape = (hex: string): string => {
  const variant = ((Number.parseInt(hex[HEX] as string, HEX) & 3) | 8).toString(HEX);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** A UUID of version 4's shape that depends on the text and nothing else. */
export const derivedUuid = (text: string): string => shape(hash('sha256', text, 'hex'));

/**
 * Ids derived from the letter: the same letter gives the same ids. A letter that is sent again in a new envelope
 * keeps all but those asked for with the envelope. Rules: conversion rules 14.1, 15.4; ruling D13.
 *
 * @param letter what tells this letter from all others: direction, sender, letter id and its time
 * @param envelope id of the envelope
 */
export const derivedIds = (letter: readonly string[], envelope: string): Ids => {
  const key = JSON.stringify(letter);
  const memo = new Map<string, string>();
  return {
    make: (role, withEnvelope) => {
      let id = memo.get(role);
      if (id === undefined) {
        id = derivedUuid(withEnvelope ? `${key}\n${envelope}\n${role}` : `${key}\n${role}`);
        memo.set(role, id);
      }
      return id;
    },
  };
};

/** Ids made by a function, the same for a role within one message. */
const fresh = (make: () => string): Ids => {
  const memo = new Map<string, string>();
  return {
    make: (role) => {
      const id = memo.get(role) ?? make();
      memo.set(role, id);
      return id;
    },
  };
};

/** Fresh UUIDs. */
export const randomIds = (): Ids => fresh(randomUUID);

/** Digits and letters without those that are taken for others: I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SHORT = 14;

/** @param bytes one in each character */
const shortOf = (bytes: string): string => {
  let id = '';
  for (let i = 0; i < SHORT; i++) id += ALPHABET[bytes.charCodeAt(i) & 31];
  return id;
};

/**
 * Ids of 14 characters, for envelopes and letters, derived from the message: the same message gives the same ids. One
 * that is sent again in a new bundle keeps all but those asked for with the envelope. Rules: conversion rules 14.1, 15.4;
 * ruling D13.
 *
 * @param message what tells this message from all others: direction, sender and MessageHeader.id
 * @param bundle Bundle.id
 */
export const derivedShortIds = (message: readonly string[], bundle: string): Ids => {
  const key = JSON.stringify(message);
  return {
    make: (role, withEnvelope) =>
      shortOf(hash('sha256', withEnvelope ? `${key}\n${bundle}\n${role}` : `${key}\n${role}`, 'binary')),
  };
};

/** Fresh ids of 14 characters. */
export const randomShortIds = (): Ids => fresh(() => shortOf(randomBytes(SHORT).toString('binary')));
