import { type Phrase, phrase } from '../diagnostics/phrase.js';
import type { Passing, RawContent } from './byte-source.js';
import type { Origin } from './origin.js';

/** The content of an attachment, as base64 without white space. */
export interface Base64Content {
  /** ASCII bytes; a slice of the input where there was no white space to take out. */
  readonly bytes: Uint8Array;
  /** The first bytes that it decodes to, as many as signatures need. */
  readonly head: Uint8Array;
  /** Number of bytes it decodes to. */
  size: number;
  /** What is wrong with it; undefined if it decodes. */
  fault: Phrase | undefined;
}

/** Bytes that are encoded at a time: divisible by three, so that padding comes at the end only. */
const CHUNK = 3 << 14;
const HEAD = 16;
const INVALID = 255;
const BLANK = 254;
const PADDING = 253;
const kinds = new Uint8Array(256).fill(INVALID);
for (const [i, c] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  kinds[c.charCodeAt(0)] = i;
}
for (const c of ' \t\r\n') kinds[c.charCodeAt(0)] = BLANK;
kinds[0x3d] = PADDING;

const withoutBlanks = (bytes: Uint8Array, blanks: number): Uint8Array => {
  const out = new Uint8Array(bytes.length - blanks);
  let n = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (kinds[byte] !== BLANK) out[n++] = byte;
  }
  return out;
};

const scan = (bytes: Uint8Array): Base64Content => {
  let blanks = 0;
  let padding = 0;
  let fault: Phrase | undefined;
  for (let i = 0; i < bytes.length; i++) {
    const kind = kinds[bytes[i] as number] as number;
    if (kind < 64) {
      if (padding > 0) fault ??= phrase('base64-after-padding');
    } else if (kind === BLANK) blanks++;
    else if (kind === PADDING) padding++;
    else fault ??= phrase('base64-character', { position: i + 1 });
  }
  const length = bytes.length - blanks;
  if (padding > 2) fault ??= phrase('base64-padding');
  else if (length % 4 !== 0) fault ??= phrase('base64-length', { length });
  const content = blanks === 0 ? bytes : withoutBlanks(bytes, blanks);
  return {
    bytes: content,
    get head() {
      return Buffer.from(Buffer.from(content.subarray(0, HEAD)).toString('latin1'), 'base64');
    },
    size: Math.max(0, Math.floor(length / 4) * 3 - padding),
    fault,
  };
};

/** The pieces of a content, one after another: as they come, so that nothing is there twice. */
const filled = (size: number, content: Passing): Buffer => {
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const piece of content.pieces()) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
};

/** What lies outside of base64 is encoded where it is asked for, and not kept. */
const encoded = (raw: RawContent): Base64Content => ({
  get bytes() {
    const length = Math.ceil(raw.size / 3) * 4;
    return filled(length, encodedContent(raw));
  },
  get head() {
    return raw.first(HEAD);
  },
  size: raw.size,
  fault: undefined,
});

/** A content as base64. */
export const encodedContent = (raw: RawContent): Passing => ({
  *pieces() {
    const room = Buffer.allocUnsafe((CHUNK / 3) * 4);
    for (const view of raw.views(CHUNK))
      yield room.subarray(0, room.write(view.toString('base64'), 'latin1'));
  },
});

/** What a content decodes to. */
export const decodedContent = (origin: Origin): Passing => ({
  *pieces() {
    if (origin.raw !== undefined) {
      yield* origin.raw.views(CHUNK);
      return;
    }
    const { bytes } = base64Content(origin);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const step = (CHUNK / 3) * 4;
    const room = Buffer.allocUnsafe(CHUNK);
    for (let at = 0; at < text.length; at += step)
      yield room.subarray(0, room.write(text.toString('latin1', at, at + step), 'base64'));
  },
});

/** All that a content decodes to. */
export const decodedBytes = (origin: Origin): Buffer =>
  filled(base64Content(origin).size, decodedContent(origin));

const scanned = new WeakMap<Origin, Base64Content>();

/**
 * The base64 content of an attachment, from either format: white space taken out, checked, never decoded.
 * Looked at once for each element. Rules: conversion rules XB69, XB105.
 */
export const base64Content = (origin: Origin): Base64Content => {
  let content = scanned.get(origin);
  if (content === undefined) {
    content = origin.raw === undefined ? scan(origin.slice ?? Buffer.from(origin.text)) : encoded(origin.raw);
    scanned.set(origin, content);
  }
  return content;
};
