import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readFileSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import type { ByteSource } from '../formats/byte-source.js';
import type { Limits } from '../limits.js';

/** A document to read. */
export interface InputFile {
  /** As messages name it. */
  name: string;
  /** Where it is; undefined for standard input. */
  path: string | undefined;
  /** The bytes of the file that it is, if it is not all of it; of a document that was packed in an archive. */
  part?: { from: number; size: number };
  /** Content of standard input, which can be read only once. */
  bytes?: Buffer;
  /** Where its result belongs below the folder of results, without an ending. */
  target: string;
}

/** Bytes of a file, read where they are needed. Throws what the system throws. */
const partSource = (path: string, { from: start, size }: { from: number; size: number }) => {
  const view = (from: number, to: number, room: Buffer): Buffer => {
    const handle = openSync(path, 'r');
    try {
      // A part ends where its document does, not where the file does.
      const bytes = room.subarray(0, Math.max(0, Math.min(to, size) - from));
      for (let read = 0; read < bytes.length; ) {
        const more = readSync(handle, bytes, read, bytes.length - read, start + from + read);
        if (more === 0) return bytes.subarray(0, read);
        read += more;
      }
      return bytes;
    } finally {
      closeSync(handle);
    }
  };
  const bytes = (from: number, to: number): Buffer =>
    view(from, to, Buffer.alloc(Math.max(0, Math.min(to, size) - from)));
  return { size, bytes, view } satisfies ByteSource;
};

/** What was read whole last, as long as anybody has it or there is room. */
let last: { path: string; size: number; changed: number; bytes: WeakRef<Buffer> } | undefined;

/** Reads a large file whole. A binary letter is read once to know it and once to convert it; it need not be there twice. */
const readWhole = (path: string, { size, mtimeMs }: Stats): Buffer => {
  const same = last?.path === path && last.size === size && last.changed === mtimeMs;
  const before = same ? last?.bytes.deref() : undefined;
  if (before !== undefined) return before;
  const bytes = readFileSync(path);
  last = { path, size, changed: mtimeMs, bytes: new WeakRef(bytes) };
  return bytes;
};

/** All of a file, the same. */
const fileSource = (path: string, stats: Stats): ByteSource => {
  const { size } = stats;
  const source = partSource(path, { from: 0, size });
  const bytes = (from: number, to: number): Buffer =>
    from === 0 && to === size ? readWhole(path, stats) : source.bytes(from, to);
  return { ...source, bytes };
};

const PIECE = 1 << 16;

/** What is no file on a disk cannot tell its size: as much of it as shows that it is larger than is allowed. */
const readStream = (path: string, limits: Limits): Buffer => {
  const handle = openSync(path, 'r');
  try {
    const pieces: Buffer[] = [];
    for (let size = 0; size <= limits.size; ) {
      const piece = Buffer.alloc(PIECE);
      const read = readSync(handle, piece);
      if (read === 0) break;
      pieces.push(piece.subarray(0, read));
      size += read;
    }
    return Buffer.concat(pieces);
  } finally {
    closeSync(handle);
  }
};

/** A file that is no larger is read at once. */
const SMALL = 1 << 20;

/** Opens a document. What is no file on a disk is read, as far as it is allowed. Throws what the system throws. */
export const openInput = ({ path, part, bytes }: InputFile, limits: Limits): Buffer | ByteSource => {
  // Between threads, a buffer becomes an array of bytes.
  if (bytes !== undefined) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = path as string;
  if (part !== undefined) return partSource(name, part);
  const stats = statSync(name);
  if (!stats.isFile()) return readStream(name, limits);
  if (stats.size <= SMALL) return readFileSync(name);
  accessSync(name, constants.R_OK);
  return fileSource(name, stats);
};

/** Reads the beginning of a document, enough to tell its format. Throws what the system throws. */
export const readHead = ({ path, part, bytes }: InputFile, length: number): Buffer => {
  if (bytes !== undefined) return Buffer.from(bytes.subarray(0, length));
  const handle = openSync(path as string, 'r');
  try {
    const head = Buffer.alloc(Math.min(length, part?.size ?? length));
    return head.subarray(0, readSync(handle, head, 0, head.length, part?.from ?? 0));
  } finally {
    closeSync(handle);
  }
};
