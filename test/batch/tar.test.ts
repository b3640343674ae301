import fc from 'fast-check';
import { packTar } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import { ArchiveFault } from '../../src/cli/batch/archive-reason.js';
import { packedIn } from '../../src/cli/batch/tar.js';

const BLOCK = 512;

/** A stream of the same bytes in pieces of some size. */
async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

interface File {
  name: string;
  content: string;
}

/** What a tar holds, as far as it can be read; every other content is left unread if it is said so. */
const read = async (
  bytes: Buffer,
  size: number,
  every = true,
): Promise<{ files: File[]; fault: unknown }> => {
  const files: File[] = [];
  try {
    for await (const { name, content } of packedIn(inPieces(bytes, size))) {
      if (!every && files.length % 2 === 1) {
        files.push({ name, content: '' });
        continue;
      }
      const pieces: Uint8Array[] = [];
      for await (const piece of content()) pieces.push(piece);
      files.push({ name, content: Buffer.concat(pieces).toString('latin1') });
    }
  } catch (fault) {
    return { files, fault };
  }
  return { files, fault: undefined };
};

const name = fc
  .array(
    fc.constantFrom('a', 'Ø', '1', ' ', '-', '.', '=', 'brev', 'en mappe med et langt navn', '\u{1f4c4}'),
    { minLength: 1, maxLength: 20 },
  )
  .map((parts) => `x${parts.join('')}y.xml`);
const file = fc.record({ name, content: fc.string({ unit: 'binary-ascii', maxLength: 2 * BLOCK }) });
const pack = async (files: readonly File[]): Promise<Buffer> =>
  Buffer.from(
    await packTar(
      files.map((one) => ({
        header: { name: one.name, size: one.content.length },
        body: Buffer.from(one.content, 'latin1'),
      })),
    ),
  );
const pieceSize = fc.integer({ min: 1, max: 3 * BLOCK });

describe('a tar', () => {
  test('is read as another program wrote it, in whatever pieces, and whether all contents are wanted or not', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(file, { maxLength: 6 }),
        pieceSize,
        fc.boolean(),
        async (files, size, every) => {
          const found = await read(await pack(files), size, every);
          expect(found.fault).toBeUndefined();
          expect(found.files).toEqual(
            files.map((one, i) => (every || i % 2 === 0 ? one : { ...one, content: '' })),
          );
        },
      ),
    ));

  test('with any faults gives what came before, and nothing but what stands in it', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(file, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
        fc.option(fc.nat()),
        pieceSize,
        async (files, changes, cut, size) => {
          const bytes = await pack(files);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          const damaged = cut === null ? bytes : bytes.subarray(0, cut % bytes.length);
          const found = await read(damaged, size);
          if (found.fault !== undefined) expect(found.fault).toBeInstanceOf(ArchiveFault);
          const total = found.files.reduce((sum, { content }) => sum + content.length, 0);
          expect(total).toBeLessThanOrEqual(damaged.length);
          expect(await read(damaged, BLOCK)).toEqual(found);
        },
      ),
    ));

  test('that is cut off anywhere is told, or is whole', async () => {
    const files = [1, 2, 3].map((i) => ({ name: `${i}.xml`, content: `${i}`.repeat(i * 400) }));
    const bytes = await pack(files);
    for (let end = 0; end < bytes.length; end += 97) {
      const found = await read(bytes.subarray(0, end), BLOCK);
      if (found.fault === undefined) expect(found.files).toEqual(files);
    }
  });
});
