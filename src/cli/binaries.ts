import type { Converter } from '../conversion/convert.js';
import { type LetterIds, letterIds } from '../conversion/letter-ids.js';
import { carriedObjects, referencedObjects } from '../conversion/pairing.js';
import type { Input } from '../conversion/read.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { type InputFile, openInput } from './inputs.js';

/** A binary letter of the batch: where it is, and what has become of it. Its content is read again when needed. */
interface Known {
  file: InputFile;
  number: number;
  ids: LetterIds;
  at: Diagnostic['place'];
  state: 'waiting' | 'converted' | 'refused' | 'rejected';
}

/** The binary letters of a batch, found by the objects they carry; their contents are not kept in memory. */
export class BinaryLetters {
  private readonly known: Known[] = [];
  private readonly byObject = new Map<string, Known[]>();

  constructor(private readonly converter: Converter) {}

  add(file: InputFile, letter: Letter): void {
    const known: Known = {
      file,
      number: letter.number,
      ids: letterIds(letter),
      at: letter.source.of(letter.record.element),
      state: 'waiting',
    };
    this.known.push(known);
    for (const key of carriedObjects(letter)) {
      const before = this.byObject.get(key);
      if (before === undefined) this.byObject.set(key, [known]);
      else before.push(known);
    }
  }

  private carrying(letter: Letter): Known[] {
    return [...new Set(referencedObjects(letter).flatMap((key) => this.byObject.get(key) ?? []))];
  }

  /** The binary letters that carry objects of a letter, read now. */
  candidates(letter: Letter): Letter[] {
    const wanted = this.carrying(letter);
    const files = new Set(wanted.map(({ file }) => file));
    return [...files].flatMap((file) => {
      const bytes = this.reread(file);
      if (bytes === undefined) return [];
      const numbers = wanted.filter((known) => known.file === file).map(({ number }) => number);
      const { letters } = this.converter.read({ name: file.name, bytes });
      return letters.filter((one) => numbers.includes(one.number));
    });
  }

  /** A file that has gone since it was found counts as an attachment that did not come. */
  private reread(file: InputFile): Input['bytes'] | undefined {
    try {
      return openInput(file, this.converter.limits);
    } catch {
      return undefined;
    }
  }

  /** Notes what became of the binary letters of a letter. */
  settle(
    letter: Letter,
    converted: boolean,
    rejected: ReadonlyArray<{ letter: LetterIds; number: number }>,
  ): void {
    for (const known of this.carrying(letter)) {
      if (rejected.some((r) => r.number === known.number && r.letter.file === known.file.name))
        known.state = 'rejected';
      else if (known.state !== 'converted') known.state = converted ? 'converted' : 'refused';
    }
  }

  /** Those that went into no result, with the reason. */
  leftOver(): Array<{ ids: LetterIds; diagnostic: Diagnostic }> {
    return this.known
      .filter(({ state }) => state === 'waiting' || state === 'refused')
      .map(({ ids, at, state }) => ({
        ids,
        diagnostic: diagnostic(state === 'waiting' ? 'MAP003' : 'MAP023', at),
      }));
  }
}
