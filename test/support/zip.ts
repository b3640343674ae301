import { crc32, deflateRawSync } from 'node:zlib';

/** A file in an archive. */
export interface Packed {
  name: string;
  content: Buffer | string;
  /** The size that is told, if it is not that of the content. */
  claimed?: number;
  /** The sum that is told, if it is not that of the content. */
  sum?: number;
  /** What kind of file it is, as Unix tells it: 0o120777 is a link. */
  mode?: number;
  /** Flags beside that of UTF-8: 1 is encrypted. */
  flags?: number;
  /** How it is packed, as it is told: 8, deflated, if nothing else is said. */
  method?: number;
  /** What it is packed to, if it is not just deflated. */
  packed?: Buffer;
}

const number = (value: number, bytes: 2 | 4): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
};

/** A zip archive of files, each deflated. */
export const zip = (...files: readonly Packed[]): Buffer => zipTelling({}, ...files);

/**
 * The same, of which something is not as it is told.
 *
 * @param told how many files there are; how often the directory names each, which is in the archive once
 */
export const zipTelling = (
  { count, times = 1 }: { count?: number; times?: number },
  ...files: readonly Packed[]
): Buffer => {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimed, sum, mode = 0, flags = 0, method = 8, packed: given } of files) {
    const bytes = Buffer.from(content);
    const packed = given ?? deflateRawSync(bytes);
    const common = Buffer.concat([
      // Version, flags (names in UTF-8), method, no time.
      ...[number(20, 2), number(0x0800 | flags, 2), number(method, 2), number(0, 4)],
      ...[number(sum ?? crc32(bytes), 4), number(packed.length, 4), number(claimed ?? bytes.length, 4)],
      number(Buffer.byteLength(name), 2),
    ]);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, number(0, 2), Buffer.from(name), packed]);
    locals.push(local);
    const central = Buffer.concat([
      // Made by Unix.
      ...[Buffer.from('PK\x01\x02'), number(0x0314, 2), common, number(0, 2), number(0, 2), number(0, 4)],
      ...[number(mode * 0x10000, 4), number(offset, 4), Buffer.from(name)],
    ]);
    centrals.push(...Array.from({ length: times }, () => central));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const told = number(count ?? centrals.length, 2);
  const end = Buffer.concat([
    ...[Buffer.from('PK\x05\x06'), number(0, 4), told, told],
    ...[number(directory.length, 4), number(offset, 4), number(0, 2)],
  ]);
  return Buffer.concat([...locals, directory, end]);
};
