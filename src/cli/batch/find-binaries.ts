import { kindOf } from '../../conversion/kind.js';
import { letterIds } from '../../conversion/letter-ids.js';
import { carriedObjects } from '../../conversion/pairing.js';
import { hasError } from '../../diagnostics/diagnostic.js';
import { detect } from '../../formats/detect.js';
import { documentHead } from '../../formats/envelope/head.js';
import type { Limits } from '../../limits.js';
import type { Tables } from '../../mapping/tables.js';
import { type InputFile, openInput, readHead } from '../inputs.js';
import { failure } from '../results.js';
import type { FileTeller } from './events.js';
import type { FileReader } from './file-reader.js';
import type { Meter } from './meter.js';
import type { FoundBinary, NumberedFile } from './neighbours.js';

const HEAD = 4096;
/** An interchange is searched in pieces of so many bytes. */
const PIECE = 1 << 20;

/** What was found in a file that may hold binary letters. */
export interface Found {
  binaries: FoundBinary[];
  /** True if there is nothing more to be done with the file: it holds nothing else, or cannot be read. */
  done: boolean;
}

/** Finds the binary letters of a batch before its letters are converted, so that they may come in any order. */
export class BinaryFinder {
  private readonly namespace: string;
  private readonly type: string;

  constructor(
    { xbin01, edifact }: Tables,
    private readonly limits: Limits,
    private readonly reader: FileReader,
    private readonly meter: Meter,
  ) {
    this.namespace = xbin01.table.namespace;
    this.type = edifact.find(({ schema }) => schema === xbin01)?.type ?? '';
  }

  /** Looks for binary letters in a file; one that holds nothing else is told of, too. */
  find(file: NumberedFile, teller: FileTeller): Found {
    if (!this.looksBinary(file)) return { binaries: [], done: false };
    const read = this.reader.read(file, teller);
    if (read === undefined) return { binaries: [], done: true };
    const found = read.letters.filter((letter) => kindOf(letter) === 'binary');
    // An interchange may hold letters beside binary letters.
    const done = found.length === read.letters.length;
    if (done) {
      this.reader.tellOf(file, read, teller);
      for (const letter of found)
        if (hasError(letter.diagnostics))
          teller.tell(
            file.number,
            failure(file.name, letter.diagnostics, letterIds(letter)),
            this.meter.take(),
          );
    }
    return {
      binaries: found
        .filter(({ diagnostics }) => !hasError(diagnostics))
        .map((letter) => ({ file: file.number, letter: letter.number, objects: carriedObjects(letter) })),
      done,
    };
  }

  /** By the beginning of a document, and all of an interchange. */
  private looksBinary(file: InputFile): boolean {
    try {
      const begin = readHead(file, HEAD);
      const wrapped = detect(begin) === 'vans-envelope';
      const head = wrapped ? documentHead(begin) : begin;
      if (head?.includes(this.namespace) !== false) return true;
      if (detect(head) !== 'edifact') return false;
      return wrapped || head.includes(this.type) || this.interchangeHas(file, this.type);
    } catch {
      // Reading it whole fails, too, and tells why.
      return false;
    }
  }

  private interchangeHas(file: InputFile, text: string): boolean {
    const bytes = openInput(file, this.limits);
    if (!('bytes' in bytes)) return bytes.includes(text);
    // Pieces overlap, so that none cuts the text in two.
    for (let from = 0; from < bytes.size; from += PIECE - text.length) {
      if (bytes.bytes(from, Math.min(from + PIECE, bytes.size)).includes(text)) return true;
    }
    return false;
  }
}
