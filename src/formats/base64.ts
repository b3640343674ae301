import { type Phrase, phrase } from '../diagnostics/phrase.js';
import { chunks, filled, type Passing, type Piece, type RawContent } from './byte-source.js';
import type { Origin } from './origin.js';
import { lastNotAfter } from './sorted.js';

/** The content of an attachment, as base64 without white space. */
export interface Base64Content {
  /** ASCII bytes; a slice of the input where there is no white space to take out, otherwise made where it is asked for. */
  readonly bytes: Uint8Array;
  /** Number of its bytes. */
  readonly length: number;
  /** The same to be written; what is not there is made meanwhile. */
  readonly piece: Piece;
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

/** So many bytes are counted together. */
const BLOCK = 1 << 16;

/** Base64 as it stands in a document. */
interface Scanned extends Base64Content {
  /** Its bytes from one up to another. */
  part(from: number, to: number): Buffer;
}

/**
 * The characters from one up to another, white space left out.
 *
 * @param before how many characters there are before each block
 */
const withoutBlanks = (bytes: Uint8Array, before: readonly number[], from: number, to: number): Buffer => {
  const out = Buffer.allocUnsafe(to - from);
  const block = lastNotAfter(before, from);
  let n = (before[block] ?? 0) - from;
  for (let i = block * BLOCK; n < out.length; i++) {
    const byte = bytes[i] as number;
    if (kinds[byte] === BLANK) continue;
    // Those before the first that is wanted go nowhere.
    if (n >= 0) out[n] = byte;
    n++;
  }
  return out;
};

/** A content in parts. */
const parts = (length: number, part: Scanned['part']): Passing => ({
  *pieces() {
    for (let at = 0; at < length; at += BLOCK) yield part(at, at + BLOCK);
  },
});

const scan = (bytes: Uint8Array): Scanned => {
  const before: number[] = [];
  let blanks = 0;
  let padding = 0;
  let fault: Phrase | undefined;
  for (let i = 0; i < bytes.length; ) {
    before.push(i - blanks);
    for (const end = Math.min(i + BLOCK, bytes.length); i < end; i++) {
      const kind = kinds[bytes[i] as number] as number;
      if (kind < 64) {
        if (padding > 0) fault ??= phrase('base64-after-padding');
      } else if (kind === BLANK) blanks++;
      else if (kind === PADDING) padding++;
      else fault ??= phrase('base64-character', { position: i + 1 });
    }
  }
  const spaced = blanks > 0;
  const length = bytes.length - blanks;
  if (padding > 2) fault ??= phrase('base64-padding');
  else if (length % 4 !== 0) fault ??= phrase('base64-length', { length });
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const part = (from: number, to: number): Buffer => {
    const end = Math.min(to, length);
    return spaced ? withoutBlanks(bytes, before, from, end) : whole.subarray(from, end);
  };
  return {
    get bytes() {
      return part(0, length);
    },
    length,
    part,
    piece: spaced ? parts(length, part) : whole,
    get head() {
      return Buffer.from(part(0, HEAD).toString('latin1'), 'base64');
    },
    size: Math.max(0, Math.floor(length / 4) * 3 - padding),
    fault,
  };
};

/** What lies outside of base64 is encoded where it is asked for, and not kept. */
const encoded = (raw: RawContent): Base64Content => ({
  get bytes() {
    return filled({ length: this.length, ...encodedContent(raw) });
  },
  length: Math.ceil(raw.size / 3) * 4,
  piece: encodedContent(raw),
  get head() {
    return raw.first(HEAD);
  },
  size: raw.size,
  fault: undefined,
});

/** @param parts of CHUNK bytes each, but the last */
function* encodedParts(parts: Iterable<Buffer>): Generator<Buffer> {
  const room = Buffer.allocUnsafe((CHUNK / 3) * 4);
  for (const part of parts) yield room.subarray(0, room.write(part.toString('base64'), 'latin1'));
}

/** A content as base64. */
export const encodedContent = (raw: RawContent): Passing => ({
  pieces: () => encodedParts(raw.views(CHUNK)),
});

/** The same of what is written in pieces. */
export const encodedPieces = (content: Passing): Passing => ({
  pieces: () => encodedParts(chunks(content, CHUNK)),
});

const scanned = new WeakMap<Origin, Scanned>();

/** Looked at once for each element. */
const textOf = (origin: Origin): Scanned => {
  let content = scanned.get(origin);
  if (content === undefined) {
    content = scan(origin.slice ?? Buffer.from(origin.text));
    scanned.set(origin, content);
  }
  return content;
};

/**
 * The base64 content of an attachment, from either format: white space taken out, checked, never decoded.
 * Rules: conversion rules XB69, XB105.
 */
export const base64Content = (origin: Origin): Base64Content =>
  origin.raw === undefined ? textOf(origin) : encoded(origin.raw);

/** What a content decodes to. */
export const decodedContent = (origin: Origin): Passing => ({
  *pieces() {
    if (origin.raw !== undefined) {
      yield* origin.raw.views(CHUNK);
      return;
    }
    const text = textOf(origin);
    const step = (CHUNK / 3) * 4;
    const room = Buffer.allocUnsafe(CHUNK);
    for (let at = 0; at < text.length; at += step)
      yield room.subarray(0, room.write(text.part(at, at + step).toString('latin1'), 'base64'));
  },
});

/** What a content decodes to, from one byte up to another. */
export const decodedPart = (origin: Origin, from: number, to: number): Buffer => {
  if (origin.raw !== undefined) return origin.raw.part(from, to);
  const first = Math.floor(from / 3);
  const text = textOf(origin)
    .part(first * 4, Math.ceil(to / 3) * 4)
    .toString('latin1');
  return Buffer.from(text, 'base64').subarray(from - first * 3, to - first * 3);
};

/** All that a content decodes to. */
export const decodedBytes = (origin: Origin): Buffer =>
  filled({ length: base64Content(origin).size, ...decodedContent(origin) });

/** The same in place of a large content: whoever keeps the element does not keep it. */
export const decodedInstead = (origin: Origin & { slice: Uint8Array | undefined }): Buffer => {
  const bytes = decodedBytes(origin);
  scanned.delete(origin);
  origin.slice = undefined;
  return bytes;
};
