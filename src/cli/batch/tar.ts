import { ArchiveFault } from './archive-reason.js';
import { ByteReader } from './byte-reader.js';
import { BLOCK, headerOf, isEmpty, textOf } from './tar-header.js';
import { type Said, saidIn } from './tar-records.js';

/** What may stand in an archive beside folders: an ordinary file, a link, or anything else that has no content of its own. */
export type Kind = 'file' | 'link' | 'special';

/** What stands in a tar. Its content is to be read, or left, before the next one is asked for. */
export interface Packed {
  name: string;
  kind: Kind | 'folder';
  content(): AsyncIterable<Uint8Array>;
}

/** By the letters of their types (POSIX, ustar; GNU tar). Any other is a file. */
const KINDS: Readonly<Record<string, Packed['kind']>> = {
  '1': 'link',
  '2': 'link',
  '3': 'special',
  '4': 'special',
  '5': 'folder',
  '6': 'special',
  // Folders as GNU tar notes them, and the name of the whole.
  D: 'folder',
  V: 'folder',
  // What goes on from another tar, and what has holes.
  M: 'special',
  S: 'special',
};
/** Those have no content, whatever size is told. */
const WITHOUT_CONTENT = /^[1-6]$/;

/** What headers say that stand before that of a file, or of all files. */
const SAYING: Readonly<Record<string, (bytes: Buffer) => Said>> = {
  x: saidIn,
  g: saidIn,
  L: (bytes) => ({ name: textOf(bytes) }),
  K: () => ({}),
};
const OF_ALL = 'g';
/** No name, and nothing else that is said of a file, takes so many bytes. */
const MOST_SAID = 8 << 20;

/**
 * What stands in a tar, one after another.
 *
 * @throws ArchiveFault of one that is damaged; what the bytes throw
 */
export async function* packedIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Packed> {
  const reader = new ByteReader(bytes);
  try {
    let ofAll: Said = {};
    let ofNext: Said = {};
    for (;;) {
      const block = await reader.take(BLOCK);
      if (isEmpty(block)) return await checkEnd(reader);
      const header = headerOf(block);
      const said = SAYING[header.type];
      if (said !== undefined) {
        if (header.size > MOST_SAID) throw new ArchiveFault('archive-damaged');
        const now = said(await reader.take(header.size));
        await reader.skip(paddingOf(header.size));
        if (header.type === OF_ALL) ofAll = { ...ofAll, ...now };
        else ofNext = { ...ofNext, ...now };
        continue;
      }
      const { name, size, sparse } = { ...ofAll, ...ofNext };
      ofNext = {};
      yield* onePacked(reader, {
        name: name || header.name,
        size: WITHOUT_CONTENT.test(header.type) ? 0 : (size ?? header.size),
        kind: sparse ? 'special' : (KINDS[header.type] ?? 'file'),
      });
    }
  } finally {
    await reader.end();
  }
}

/** One of them. What is not read of its content is left out. */
async function* onePacked(
  reader: ByteReader,
  { name, size, kind }: { name: string; size: number; kind: Packed['kind'] },
): AsyncGenerator<Packed> {
  let left = size;
  const content = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of reader.stretch(size)) {
      left -= piece.length;
      yield piece;
    }
  };
  // Before there was a type for folders, a name told them.
  yield { name, kind: kind === 'file' && name.endsWith('/') ? 'folder' : kind, content };
  await reader.skip(left + paddingOf(size));
}

const paddingOf = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** After one empty block comes another one, and then nothing but zeros: what stands there would be lost. */
const checkEnd = async (reader: ByteReader): Promise<void> => {
  if (!isEmpty(await reader.take(BLOCK))) throw new ArchiveFault('archive-damaged');
  for await (const piece of reader.rest()) if (!isEmpty(piece)) throw new ArchiveFault('archive-damaged');
};
