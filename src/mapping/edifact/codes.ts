import { type Phrase, phrase } from '../../diagnostics/phrase.js';
import type { CodeList } from '../code-list.js';

/** A code list as EDIFACT uses it, in both directions. */
export class Codes {
  private readonly byCode = new Map<string, string>();
  private readonly byLetterCase = new Map<string, string>();

  /** @param numeric whether codes are compared as numbers: leading zeros do not count */
  constructor(
    private readonly list: CodeList,
    private readonly column: string,
    private readonly numeric: boolean,
  ) {
    const { key, codes } = list.table;
    for (const code of codes) {
      const value = code[key] as string;
      for (const one of [code[column], ...(code.accepted?.split(' ') ?? [])]) {
        if (one === undefined || one === NOTHING || this.byCode.has(one)) continue;
        this.byCode.set(one, value);
        this.byLetterCase.set(one.toUpperCase(), value);
      }
    }
  }

  /**
   * What a code of EDIFACT means.
   *
   * @returns the key of the list, and whether the code had to be repaired; undefined if the list does not have it
   */
  read(code: string): { value: string; repaired: boolean } | undefined {
    const exact = this.byCode.get(code);
    if (exact !== undefined) return { value: exact, repaired: false };
    const plain = this.numeric ? code.trim().replace(/^0+(?=\d)/, '') : code.trim().toUpperCase();
    const value = this.byLetterCase.get(plain);
    return value === undefined ? undefined : { value, repaired: true };
  }

  /** The codes that are read, for people; as many as can be taken in. */
  get allowed(): string | Phrase {
    const codes = [...this.byCode.keys()];
    return codes.length > 12 ? phrase('one-of-codes', { count: codes.length }) : codes.join(', ');
  }

  /** The code that is written for a key; empty for one that is written as nothing, undefined if there is none. */
  write(key: string): string | undefined {
    const written = this.list.get(key)?.[this.column];
    return written === NOTHING ? '' : written;
  }
}

/** Stands in a code list where nothing is written. */
const NOTHING = '-';
