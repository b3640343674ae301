import { accessSync, closeSync, constants, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { ByteSource } from '../formats/byte-source.js';

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

/** A file, or a part of one, whose bytes are read where they are needed. Throws what the system throws. */
const fileSource = (path: string, size: number, start = 0): ByteSource => {
  const view = (from: number, to: number, room: Buffer): Buffer => {
    const handle = openSync(path, 'r');
    try {
      const bytes = room.subarray(0, to - from);
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
    start === 0 && from === 0 && to === size ? readFileSync(path) : view(from, to, Buffer.alloc(to - from));
  return { size, bytes, view };
};

/** Opens a document. What is no file on a disk is read whole. Throws what the system throws. */
export const openInput = ({ path, part, bytes }: InputFile): Buffer | ByteSource => {
  // Between threads, a buffer becomes an array of bytes.
  if (bytes !== undefined) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = path as string;
  if (part !== undefined) return fileSource(name, part.size, part.from);
  const stats = statSync(name);
  if (!stats.isFile()) return readFileSync(name);
  accessSync(name, constants.R_OK);
  return fileSource(name, stats.size);
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
