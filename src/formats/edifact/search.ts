import type { ByteSource } from '../byte-source.js';
import type { Service } from './segment.js';

/** So much is looked at first, and twice as much each time, as what is looked for is mostly near. */
const FIRST = 1 << 10;
const MOST = 1 << 20;

/** Pieces of a stretch of a document, with the bytes where they begin; each with some bytes of the next. */
function* chunks(
  bytes: ByteSource,
  from: number,
  to: number,
  more = 0,
): Generator<{ at: number; size: number; chunk: Buffer }> {
  for (let at = from, size = FIRST; at < to; at += size, size = Math.min(size * 2, MOST))
    yield { at, size, chunk: bytes.bytes(at, Math.min(at + size + more, to)) };
}

const BLANKS = ' \tï»¿';
const LINE_ENDS = '\r\n';

/** What a byte is to who looks for an interchange. */
const OTHER = 0;
const TERMINATOR = 1;
const RELEASE = 2;
const BLANK = 3;
const LINE_END = 4;

const kindsOf = ({ terminator, release = '?' }: Service): Uint8Array => {
  const kinds = new Uint8Array(256);
  const set = (characters: string, kind: number): void => {
    for (const c of characters) kinds[c.charCodeAt(0)] = kind;
  };
  set(BLANKS, BLANK);
  set(LINE_ENDS, LINE_END);
  set(`?${release}`, RELEASE);
  set(`'${terminator}`, TERMINATOR);
  return kinds;
};

const isWord = (code: number): boolean => /[A-Za-z0-9]/.test(String.fromCharCode(code));

/**
 * Looks for the next interchange: UNA or UNB behind a terminator, that of the interchange at hand or the usual one. Every
 * byte is looked at once, whatever they are.
 *
 * @param from a byte
 * @param after true if a terminator stands before that byte
 * @returns the byte where it begins; the size of the document if there is none
 */
export const nextInterchange = (
  bytes: ByteSource,
  from: number,
  service: Service,
  after: boolean,
): number => {
  const kinds = kindsOf(service);
  const [U, N, A, B] = ['U', 'N', 'A', 'B'].map((c) => c.charCodeAt(0));
  let fresh = after;
  let released = false;
  /** Characters of the tag that were seen. */
  let seen = 0;
  for (const { at, chunk } of chunks(bytes, from, bytes.size)) {
    for (let i = 0; i < chunk.length; i++) {
      const code = chunk[i] as number;
      if (seen > 0) {
        if (seen === 3 && !isWord(code)) return at + i - 3;
        seen = (seen === 1 && code === N) || (seen === 2 && (code === A || code === B)) ? seen + 1 : 0;
        if (seen > 0) continue;
      }
      const kind = kinds[code];
      if (kind === LINE_END) continue;
      if (kind === TERMINATOR) fresh = !released;
      else if (kind !== BLANK) {
        if (fresh && kind === OTHER && code === U) seen = 1;
        fresh = false;
      }
      released = kind === RELEASE && !released;
    }
  }
  return bytes.size;
};

/**
 * Looks for the end of an object: its UNP, with its number.
 *
 * @returns the byte where UNP begins; undefined if there is none before a byte
 */
export const objectEnd = (
  bytes: ByteSource,
  from: number,
  to: number,
  number: string,
  { element, terminator }: Service,
): number | undefined => {
  const open = `UNP${element}`;
  /** As much is looked at behind it; chunks overlap by it. */
  const most = 64;
  for (const { at, size, chunk } of chunks(bytes, from, to, most)) {
    for (
      let i = chunk.indexOf(open, 0, 'latin1');
      i >= 0 && i < size;
      i = chunk.indexOf(open, i + 1, 'latin1')
    ) {
      const after = chunk.toString('latin1', i + open.length, i + most);
      const end = after.indexOf(terminator);
      const [length = '', named] = after.slice(0, Math.max(0, end)).split(element);
      if (/^\d+$/.test(length) && named === number) return at + i;
    }
  }
  return undefined;
};
