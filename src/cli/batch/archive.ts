import { createReadStream, statSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Limits } from '../../limits.js';
import { LONGEST_PATH } from '../walk.js';
import { ArchiveFault } from './archive-reason.js';
import { piecesOfPipe } from './pipe.js';
import { type Kind, packedIn } from './tar.js';
import { zippedIn } from './zip.js';

/** A file in an archive. Its content is to be read, or left, before the next one is asked for. */
export interface Entry {
  /** With `/` between folders. */
  name: string;
  kind: Kind;
  /** Throws EntryFault if the others can be unpacked all the same. */
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
   * @throws DiagnosticError LIM008 or LIM009; ArchiveFault; the reason of `abort`
   */
  entry(name: string): void {
    this.abort.throwIfAborted();
    if (++this.entries > this.limits.entries) throw this.over('LIM009', this.limits.entries);
    if (name.length >= LONGEST_PATH) throw new ArchiveFault('long-file-name');
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
 * What is in an archive, one after another, but for folders.
 *
 * @param path of a .zip, .tar, .tgz or .tar.gz
 * @param abort ends it before all was asked for
 * @throws DiagnosticError LIM008 or LIM009; ArchiveFault, or what the system or a library throws, of an archive that is damaged; the
 * reason of `abort`
 */
export async function* entriesOf(path: string, limits: Limits, abort: AbortSignal): AsyncGenerator<Entry> {
  const unpacked = new Unpacked(path, limits, abort);
  const isZip = /\.zip$/i.test(path);
  // The end of a zip is read first; and whoever opens a pipe waits until somebody writes into it.
  if (isZip && !statSync(path).isFile()) throw new ArchiveFault('archive-no-file');
  // Of a tar, content that nobody wants is unpacked, too.
  const packed = isZip ? zippedIn(path) : packedIn(unpacked.counted(bytesOf(path, abort)));
  for await (const { name, kind, content } of packed) {
    unpacked.entry(name);
    if (kind === 'folder') continue;
    yield { name, kind, content: isZip ? async () => unpacked.counted(await content()) : content };
  }
}

/** What is in a tar; if it was compressed, a fault of that is met where it is read. A pipe is waited for until `abort`. */
const bytesOf = (path: string, abort: AbortSignal): AsyncIterable<Uint8Array> => {
  const file = statSync(path).isFIFO()
    ? Readable.from(piecesOfPipe(path, Number.POSITIVE_INFINITY, abort))
    : createReadStream(path);
  if (!/gz$/i.test(path)) return file;
  const unzip = createGunzip();
  pipeline(file, unzip, () => undefined);
  return unzip;
};
