import { pick, type Random } from '../support/random.js';

/** What means something to one of the parsers. */
const TOKENS = [
  ...['<', '>', '</', '/>', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '<!DOCTYPE x>', '<!ENTITY'],
  ...[
    '&amp;',
    '&lt;',
    '&#0;',
    '&#x10FFFF;',
    '&#xD800;',
    '&',
    ';',
    '&x;',
    'xmlns=""',
    'xmlns:a="b"',
    'xsi:nil="true"',
  ],
  ...[
    '<Break/>',
    '<Space/>',
    '<Bold>',
    '</Bold>',
    '<FixedFont>',
    '<Local_Elements/>',
    '<x/>',
    'Object_Base64Encoded>',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '\\u0000',
    '\\ud800',
    '\\udc00',
    '\\ud83d\\ude00',
    'null',
    'true',
    '{}',
    '[]',
  ],
  ...[
    '"id":"x",',
    '"resourceType":"Bundle",',
    '"extension":[],',
    '"_value":{},',
    '"value":null,',
    '"__proto__":{},',
    '"constructor":1,',
  ],
  ...['0', '-1', '1e999', '9'.repeat(30), '0.1', '-0', '2147483648', '9007199254740993', 'NaN', '1E-400'],
  ...[
    "'",
    '+',
    '?',
    "?'",
    '??',
    "''",
    '++',
    '::',
    "UNA:+.? '",
    "UNH+1'",
    "UNT+2+1'",
    "UNZ+1+1'",
    "UNO+1+++5'",
    "UNP+5+1'",
    "S09+1'",
    "FTX+'",
  ],
  ...[
    '9999-12-31',
    '0000-00-00',
    '10000-01-01',
    '2026-02-30',
    '24:00',
    '2026-03-29T02:30:00',
    '+14:00',
    'Z',
    '260302:2560',
  ],
  ...[
    '\0',
    '\n',
    '\r\n',
    '\t',
    ' ',
    '\ufeff',
    '\ufffe',
    '\ufffd',
    '\u2028',
    '\u0085',
    '\u00a0',
    'æ',
    '😀',
    'a\u030a',
    '\x1a',
    '\x7f',
  ],
  ...[
    '=',
    '==',
    'AAAA',
    '====',
    'encoding="ISO-8859-1"',
    'encoding="UTF-16"',
    '<?xml version="1.1"?>',
    '__proto__',
    'toString',
  ],
].map((text) => Buffer.from(text));

/** Bytes that are no UTF-8, and marks of other encodings. */
const RAW = [
  [0xff],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf5, 0x80],
  [0x80],
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0xef, 0xbb, 0xbf],
  [0x96],
  [0xe6],
].map((bytes) => Buffer.from(bytes));

type Change = (bytes: Buffer, next: Random, others: readonly Buffer[]) => Buffer;

const at = (bytes: Buffer, next: Random): number => Math.floor(next() * (bytes.length + 1));
/** Mostly short. */
const some = (next: Random, most: number): number => Math.floor(next() ** 3 * most) + 1;
const splice = (bytes: Buffer, from: number, to: number, other: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, from), other, bytes.subarray(Math.max(from, to))]);

/** A stretch that means something: an element, a segment, a member, a line. */
const stretch = (bytes: Buffer, next: Random): [number, number] => {
  const from = at(bytes, next);
  const ends = ["'", '<', ',', '\n', '}'].map((c) => bytes.indexOf(c, from)).filter((i) => i >= 0);
  if (ends.length === 0) return [from, bytes.length];
  const begin = pick(ends, next) as number;
  const end = bytes.indexOf(bytes[begin] as number, begin + 1);
  return [begin, end < 0 ? bytes.length : end];
};

const CHANGES: readonly Change[] = [
  (bytes, next) => {
    const changed = Buffer.from(bytes);
    if (bytes.length > 0) changed[Math.floor(next() * bytes.length)] = 1 << Math.floor(next() * 8);
    return changed;
  },
  (bytes, next) => {
    const changed = Buffer.from(bytes);
    if (bytes.length > 0) changed[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
    return changed;
  },
  (bytes, next) => {
    const from = at(bytes, next);
    return splice(bytes, from, from, pick(TOKENS, next) as Buffer);
  },
  (bytes, next) => {
    const from = at(bytes, next);
    return splice(bytes, from, from + some(next, 20), pick(TOKENS, next) as Buffer);
  },
  (bytes, next) => {
    const [from, to] = stretch(bytes, next);
    return splice(bytes, from + 1, to, pick(TOKENS, next) as Buffer);
  },
  (bytes, next) => {
    const from = at(bytes, next);
    return splice(bytes, from, from, pick(RAW, next) as Buffer);
  },
  (bytes, next) => {
    const from = at(bytes, next);
    return splice(bytes, from, from + some(next, 200), Buffer.alloc(0));
  },
  (bytes, next) => {
    const [from, to] = stretch(bytes, next);
    return splice(bytes, from, to, Buffer.alloc(0));
  },
  (bytes, next) => {
    const [from, to] = stretch(bytes, next);
    const piece = bytes.subarray(from, to);
    return splice(
      bytes,
      to,
      to,
      Buffer.concat(Array.from({ length: Math.min(some(next, 200), 2e5 / (piece.length + 1)) }, () => piece)),
    );
  },
  (bytes, next) => {
    const [from, to] = stretch(bytes, next);
    const other = at(bytes, next);
    return splice(bytes, other, other, bytes.subarray(from, to));
  },
  (bytes, next, others) => {
    const other = pick(others, next) as Buffer;
    const [from, to] = stretch(other, next);
    const [begin, end] = stretch(bytes, next);
    return splice(bytes, begin, next() < 0.5 ? begin : end, other.subarray(from, to));
  },
  (bytes, next, others) => {
    const other = pick(others, next) as Buffer;
    return Buffer.concat([bytes.subarray(0, at(bytes, next)), other.subarray(at(other, next))]);
  },
  (bytes, next) => bytes.subarray(0, at(bytes, next)),
  (bytes, next) => {
    const from = at(bytes, next);
    return splice(bytes, from, from, Buffer.alloc(some(next, 5000), pick(TOKENS, next) as Buffer));
  },
];

/** No input is larger: what takes long for its size is a finding of `npm run bench:hostile`. */
const MOST = 300_000;

/**
 * Changes bytes, in one to several places.
 *
 * @param others what pieces may be taken from
 */
export const mutated = (bytes: Buffer, next: Random, others: readonly Buffer[]): Buffer => {
  let changed = bytes;
  for (let count = some(next, 6); count > 0; count--)
    changed = (pick(CHANGES, next) as Change)(changed, next, others).subarray(0, MOST);
  return changed;
};
