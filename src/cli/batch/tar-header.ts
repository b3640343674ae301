import { ArchiveFault } from './archive-reason.js';

/** Headers and contents are filled up to so many bytes. */
export const BLOCK = 512;
const BLANK = 32;

/** Where fields of a header begin, and how many bytes they have at most (POSIX, ustar). */
const FIELDS = {
  name: [0, 100],
  size: [124, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 6],
  prefix: [345, 155],
} as const;

/** A header as it stands in a tar. */
export interface TarHeader {
  name: string;
  /** Of its content. */
  size: number;
  /** The letter of its type; `0` is a file. */
  type: string;
}

/** True of a block that holds nothing but zeros: two of them end a tar. */
export const isEmpty = (block: Uint8Array): boolean => block.every((byte) => byte === 0);

const field = (block: Buffer, name: keyof typeof FIELDS): Buffer => {
  const [from, length] = FIELDS[name];
  return block.subarray(from, from + length);
};

/** A text that a byte of zero ends, if it is shorter than its field. */
export const textOf = (bytes: Buffer): string => {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
};

/** A number in octal digits; or in bytes, as GNU tar writes what is too large for those. */
const numberOf = (bytes: Buffer): number => {
  const [first = 0] = bytes;
  const octal = textOf(bytes).trim();
  if (first < 0x80 && !/^[0-7]*$/.test(octal)) throw new ArchiveFault('archive-damaged');
  const number =
    first < 0x80
      ? Number.parseInt(`0${octal}`, 8)
      : bytes.subarray(1).reduce((all, byte) => all * 256 + byte, first & 0x7f);
  if (!Number.isSafeInteger(number)) throw new ArchiveFault('archive-damaged');
  return number;
};

/** All bytes of the header, with blanks in the place of the sum itself. */
const sumOf = (block: Buffer): number => {
  const [from, length] = FIELDS.checksum;
  let sum = length * BLANK;
  for (let i = 0; i < BLOCK; i++) if (i < from || i >= from + length) sum += block[i] ?? 0;
  return sum;
};

/** Reads a header. Throws ArchiveFault if it is none. */
export const headerOf = (block: Buffer): TarHeader => {
  if (numberOf(field(block, 'checksum')) !== sumOf(block)) throw new ArchiveFault('archive-damaged');
  // That of GNU tar ends in a blank, and has other things in the place of the prefix.
  const prefix = textOf(field(block, 'magic')) === 'ustar' ? textOf(field(block, 'prefix')) : '';
  const name = textOf(field(block, 'name'));
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: numberOf(field(block, 'size')),
    type: textOf(field(block, 'type')) || '0',
  };
};
