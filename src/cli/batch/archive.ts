import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { createGunzip } from 'node:zlib';
import { createTarDecoder } from 'modern-tar';
import { getFileNameLowLevel, openPromise } from 'yauzl';
import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { phrase } from '../../diagnostics/phrase.js';
import type { Limits } from '../../limits.js';
import { LONGEST_PATH } from '../walk.js';

/** A file in an archive. Its content is to be read, or left, before the next one is asked for. */
export interface Entry {
  /** With `/` between folders. */
  name: string;
  content(): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

/** Counts what comes out of an archive, so that a small one cannot fill the machine, and nobody has to wait for the end of a large one. */
class Unpacked {
  private bytes = 0;
  private entries = 0;

  constructor(
    private readonly path: string,
    private readonly limits: Limits,
    private readonly abort: AbortSignal,
  ) {}

  /**
   * A file in it. One header of a tar may give a name to all files, so names count like contents, and none is as long as a document.
   *
   * @throws DiagnosticError LIM008, LIM009 or IN016; the reason of `abort`
   */
  entry(name: string): void {
    this.abort.throwIfAborted();
    if (++this.entries > this.limits.entries) throw this.over('LIM009', this.limits.entries);
    if (name.length >= LONGEST_PATH)
      throw new DiagnosticError(
        diagnostic('IN016', { file: this.path }, { reason: phrase('long-file-name') }),
      );
    this.count(name.length);
  }

  /** The same bytes. @throws DiagnosticError LIM008; the reason of `abort` */
  async *counted(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.abort.throwIfAborted();
      this.count(piece.length);
      yield piece;
    }
  }

  private count(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.limits.unpacked) throw this.over('LIM008', this.limits.unpacked);
  }

  private over(code: 'LIM008' | 'LIM009', limit: number): DiagnosticError {
    return new DiagnosticError(diagnostic(code, { file: this.path }, { limit }));
  }
}

/**
 * The files in an archive, one by one; folders and links are left out.
 *
 * @param path of a .zip, .tar, .tgz or .tar.gz
 * @param abort ends it before all was asked for
 * @throws DiagnosticError LIM008, LIM009 or IN016; what the system or the library throws of an archive that is damaged; the reason of `abort`
 */
export const entriesOf = (path: string, limits: Limits, abort: AbortSignal): AsyncIterable<Entry> => {
  const unpacked = new Unpacked(path, limits, abort);
  return /\.zip$/i.test(path) ? zipEntries(path, unpacked) : tarEntries(path, unpacked);
};

async function* zipEntries(path: string, unpacked: Unpacked): AsyncGenerator<Entry> {
  // The library would end at the first name that is not safe; they are made safe where they are used.
  const zip = await openPromise(path, { lazyEntries: true, validateEntrySizes: true, decodeStrings: false });
  try {
    for await (const entry of zip.eachEntry()) {
      const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
      const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
      unpacked.entry(name);
      if (name.endsWith('/')) continue;
      yield { name, content: async () => unpacked.counted(await zip.openReadStreamPromise(entry)) };
    }
  } finally {
    zip.close();
  }
}

/** What is in a file that was compressed; a fault of it is met where it is read. */
const unzipped = (path: string): AsyncIterable<Uint8Array> => {
  const unzip = createGunzip();
  pipeline(createReadStream(path), unzip, () => undefined);
  return unzip;
};

async function* tarEntries(path: string, unpacked: Unpacked): AsyncGenerator<Entry> {
  const bytes = /gz$/i.test(path) ? unzipped(path) : createReadStream(path);
  // Content that nobody wants is unpacked, too.
  const counted = Readable.from(unpacked.counted(bytes));
  const decoder = createTarDecoder({ strict: true });
  const entries = (Readable.toWeb(counted) as ReadableStream<Uint8Array>).pipeThrough(decoder);
  for await (const { header, body } of entries) {
    unpacked.entry(header.name);
    let used = false;
    const content = (): AsyncIterable<Uint8Array> => {
      used = true;
      return body as ReadableStream<Uint8Array>;
    };
    if (header.type === 'file') yield { name: header.name, content };
    if (!used) await body.cancel();
  }
}
