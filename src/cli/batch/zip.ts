import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { ArchiveFault, EntryFault } from './archive-reason.js';
import type { Kind } from './tar.js';

/** A file in a zip. Its content is to be read, or left, before the next one is asked for. */
export interface Zipped {
  name: string;
  kind: Kind | 'folder';
  /** Throws EntryFault if it is damaged, ArchiveFault if the others are, too. */
  content(): Promise<AsyncIterable<Uint8Array>>;
}

/** What an entry of the directory begins with. */
const ENTRY = 'PK\x01\x02';
/** Who made an entry stands in one byte of two; what kind of file it is, in some bits of what Unix knows of it. */
const [UNIX, KIND_OF_FILE, LINK] = [3, 0o170000, 0o120000];

/**
 * The files in a zip, one by one.
 *
 * @throws ArchiveFault of one that is damaged; what the system or the library throws
 */
export async function* zippedIn(path: string): AsyncGenerator<Zipped> {
  // The library would end at the first name that is not safe; they are made safe where they are used.
  const zip = await openPromise(path, { lazyEntries: true, validateEntrySizes: true, decodeStrings: false });
  let packed = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
      const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
      const content = async (): Promise<AsyncIterable<Uint8Array>> => {
        // Otherwise a small archive could have the same bytes read any number of times, though nothing comes of them.
        if (packed > zip.fileSize) throw new ArchiveFault('archive-overlap');
        packed += entry.compressedSize;
        return contentOf(zip, entry);
      };
      yield { name, kind: kindOf(entry, name), content };
    }
    await checkEnd(path, zip);
  } finally {
    zip.close();
  }
}

const kindOf = ({ versionMadeBy, externalFileAttributes }: Entry, name: string): Zipped['kind'] => {
  if (name.endsWith('/')) return 'folder';
  const isLink = versionMadeBy >> 8 === UNIX && ((externalFileAttributes >>> 16) & KIND_OF_FILE) === LINK;
  return isLink ? 'link' : 'file';
};

/** The content of a file, compared with the sum that the archive tells, which the library does not do. */
async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    let found = 0;
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      found = crc32(piece, found);
      yield piece;
    }
    if (found !== entry.crc32) throw new ArchiveFault('archive-sum');
  } catch (error) {
    throw new EntryFault(error);
  }
}

/** The library reads as many entries as the archive says it has, though there may be more: they would be lost. */
const checkEnd = async (path: string, { readEntryCursor }: ZipFile): Promise<void> => {
  const file = await open(path);
  try {
    // Its type says otherwise, but it is where the next entry would be.
    const { buffer } = await file.read(Buffer.alloc(ENTRY.length), 0, ENTRY.length, Number(readEntryCursor));
    if (buffer.toString('latin1') === ENTRY) throw new ArchiveFault('archive-count');
  } finally {
    await file.close();
  }
};
