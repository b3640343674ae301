import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { createGunzip } from 'node:zlib';
import { createTarDecoder } from 'modern-tar';
import { getFileNameLowLevel, openPromise } from 'yauzl';

/** A file in an archive. Its content is to be read, or left, before the next one is asked for. */
export interface Entry {
  /** With `/` between folders. */
  name: string;
  content(): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

/**
 * The files in an archive, one by one; folders and links are left out.
 *
 * @param path of a .zip, .tar, .tgz or .tar.gz
 * @throws what the system or the library throws of an archive that is damaged
 */
export const entriesOf = (path: string): AsyncIterable<Entry> =>
  /\.zip$/i.test(path) ? zipEntries(path) : tarEntries(path);

async function* zipEntries(path: string): AsyncGenerator<Entry> {
  // The library would end at the first name that is not safe; they are made safe where they are used.
  const zip = await openPromise(path, { lazyEntries: true, validateEntrySizes: true, decodeStrings: false });
  try {
    for await (const entry of zip.eachEntry()) {
      const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
      const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
      if (!name.endsWith('/')) yield { name, content: () => zip.openReadStreamPromise(entry) };
    }
  } finally {
    zip.close();
  }
}

async function* tarEntries(path: string): AsyncGenerator<Entry> {
  const file = createReadStream(path);
  const bytes = /gz$/i.test(path) ? file.compose(createGunzip()) : file;
  const decoder = createTarDecoder({ strict: true });
  const entries = (Readable.toWeb(bytes as Readable) as ReadableStream<Uint8Array>).pipeThrough(decoder);
  for await (const { header, body } of entries) {
    let used = false;
    if (header.type === 'file') {
      yield {
        name: header.name,
        content: () => {
          used = true;
          return body as ReadableStream<Uint8Array>;
        },
      };
    }
    if (!used) await body.cancel();
  }
}
