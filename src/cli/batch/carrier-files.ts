import type { Converter } from '../../conversion/convert.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import { openInput } from '../inputs.js';
import type { NumberedFile } from './neighbours.js';

/** Documents of so many bytes together are kept as they were read, which takes some ten times as much memory; more of one file alone. */
const KEPT = 4e6;

/** Letters of a file by their numbers. */
type Letters = ReadonlyMap<number, Letter>;

/**
 * Reads files again for the binary letters in them. A file that holds several is kept for a while, as it is asked for once for each of
 * them; so it is not read as often as there are letters in it. Contents of attachments that stay in their files are not kept.
 */
export class CarrierFiles {
  /** By the numbers of the files; what was asked for last is at the end. */
  private readonly kept = new Map<number, { letters: Letters; size: number }>();
  private size = 0;

  constructor(private readonly converter: Converter) {}

  /** The letters of a file. Throws what the system or the converter throws of one that cannot be read any more. */
  letters(file: NumberedFile): Letters {
    const known = this.kept.get(file.number);
    if (known !== undefined) {
      this.kept.delete(file.number);
      this.kept.set(file.number, known);
      return known.letters;
    }
    const bytes = openInput(file, this.converter.limits);
    const size = 'size' in bytes ? bytes.size : bytes.length;
    this.makeRoom(size);
    const read = this.converter.read({ name: file.name, bytes });
    const letters = new Map(read.letters.map((letter) => [letter.number, letter]));
    if (letters.size > 1) {
      this.kept.set(file.number, { letters, size });
      this.size += size;
    }
    return letters;
  }

  /** Forgets what was not asked for the longest, before another file takes memory. */
  private makeRoom(size: number): void {
    for (const [number, oldest] of this.kept) {
      if (this.size + size <= KEPT) return;
      this.kept.delete(number);
      this.size -= oldest.size;
    }
  }
}
